import { createFrameParser } from '../event-stream.ts';
import { createUtf8Decoder } from '../utf8.ts';
import { type JournalledEvent, TurnEvent } from './turn.ts';

/** Largest event; a `changed` with a timeline of thousands of segments stays well under it. */
const EVENT_LIMIT_CHARS = 4_000_000;

/**
 * Reads our own event stream from bytes cut anywhere, or from the whole body at once. Gives each event once and in order: one whose number
 * was already given is dropped, as is one of a kind this app does not know. Number 0 says that the stream could not be opened.
 */
export function createEventStreamReader(onEvent: (journalled: JournalledEvent) => void): (bytes: Uint8Array | ArrayBuffer) => void {
  const decoder = createUtf8Decoder();
  const parser = createFrameParser({ maxChars: EVENT_LIMIT_CHARS });
  let lastSeq = 0;

  return (bytes) => {
    for (const { id, data } of parser.push(decoder.push(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)))) {
      const journalled = readEvent(id, data);
      if (!journalled || (journalled.seq > 0 && journalled.seq <= lastSeq)) continue;
      lastSeq = Math.max(lastSeq, journalled.seq);
      onEvent(journalled);
    }
  };
}

function readEvent(id: string | undefined, data: string | undefined): JournalledEvent | undefined {
  if (data === undefined || !/^\d{1,15}$/.test(id ?? '')) return undefined;
  const event = TurnEvent.safeParse(parseJson(data));
  return event.success ? { seq: Number(id), event: event.data } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One event as the relay writes it. JSON has no line ends of its own, so one `data` line is enough. */
export const writeEvent = ({ seq, event }: JournalledEvent): string => `id: ${seq}\ndata: ${JSON.stringify(event)}\n\n`;
