import { createFrameParser, type Frame } from '../event-stream.ts';
import { createAdkReader, isAdk } from './event-adk.ts';
import { fieldsOf, textOf } from './event-fields.ts';
import { createFlatReader, isFlat } from './event-flat.ts';
import { createNoiseFilter } from './event-noise.ts';
import type { UpstreamEvent } from './event-type.ts';

export type { UpstreamEvent };

export type EventReader = {
  /** Takes decoded text cut anywhere. */
  push: (text: string) => UpstreamEvent[];
  /** The stream has closed: gives what was still held back. */
  end: () => UpstreamEvent[];
};

/** Largest single event; a draft of thousands of segments stays well under it. */
const FRAME_LIMIT_CHARS = 8_000_000;

/** A body that is no event stream is kept up to this length, to be read as JSON at its end. */
const BODY_LIMIT_CHARS = 64_000;

const MESSAGE_LIMIT_CHARS = 500;

/** Reads the stream of one turn, in either dialect. Every buffer is bounded; nothing in it can make it fail. */
export function createEventReader(): EventReader {
  const parser = createFrameParser({ maxChars: FRAME_LIMIT_CHARS });
  const readValue = createValueReader();
  const noise = createNoiseFilter();
  const readFrames = (frames: Frame[]): UpstreamEvent[] => noise.push(frames.flatMap((frame) => readFrame(frame, readValue)));
  let body = '';
  let isStream = false;

  return {
    push: (text) => {
      const frames = parser.push(text);
      isStream ||= frames.some((frame) => !isBareBody(frame));
      if (isStream) body = '';
      else if (body.length < BODY_LIMIT_CHARS) body += text;
      return readFrames(frames.filter((frame) => !isBareBody(frame)));
    },
    end: () => {
      const frames = parser.end();
      const isBare = !isStream && body.trim() !== '' && frames.every((frame) => frame.data === undefined);
      const whole = isStream ? frames.filter(isWhole) : frames;
      return [...(isBare ? noise.push(readBody(body, readValue)) : readFrames(whole)), ...noise.end()];
    },
  };
}

/** Text that is no field and stands with none: an answer that is no event stream. It is read whole, at its end. */
const isBareBody = (frame: Frame): boolean => frame.junk !== undefined && frame.data === undefined && frame.event === undefined;

/** Whether the last frame, which no blank line has ended, is whole: a stream that broke inside of one is no error of the upstream's words. */
function isWhole(frame: Frame): boolean {
  try {
    JSON.parse(frame.data ?? '');
    return true;
  } catch {
    return false;
  }
}

function createValueReader(): (value: unknown) => UpstreamEvent[] {
  const readAdk = createAdkReader();
  const readFlat = createFlatReader();
  const readOne = (value: unknown): UpstreamEvent[] => {
    const fields = fieldsOf(value);
    if (isFlat(fields)) return readFlat(fields);
    return isAdk(fields) ? readAdk(fields) : readFailure(fields);
  };
  return (value) => (Array.isArray(value) ? value.flatMap(readOne) : readOne(value));
}

function readFrame(frame: Frame, readValue: (value: unknown) => UpstreamEvent[]): UpstreamEvent[] {
  if (frame.isTooLong) return [{ type: 'error', message: 'an event was longer than the limit' }];
  if (frame.comment !== undefined) return [{ type: 'heartbeat' }];
  const data = (frame.data ?? '').trim();
  if (frame.event === 'heartbeat' || frame.event === 'ping' || /^"?(heartbeat|ping)?"?$/.test(data)) return [{ type: 'heartbeat' }];
  if (data === '[DONE]') return [{ type: 'final' }];
  return readJson(frame.junk === undefined ? data : `${data}\n${frame.junk}`, readValue);
}

/** What cannot be read is an error of the upstream's: it has been seen to break its own messages over two lines. */
function readJson(text: string, readValue: (value: unknown) => UpstreamEvent[]): UpstreamEvent[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [{ type: 'error', message: text.slice(0, MESSAGE_LIMIT_CHARS) }];
  }
  return readValue(value);
}

function readBody(body: string, readValue: (value: unknown) => UpstreamEvent[]): UpstreamEvent[] {
  const events = readJson(body, readValue);
  return events.length > 0 ? events : [{ type: 'error', message: body.slice(0, MESSAGE_LIMIT_CHARS) }];
}

/** The envelope, and a bare `error`, in place of an event. An object that says nothing is dropped. */
function readFailure(fields: Record<string, unknown>): UpstreamEvent[] {
  const error = fieldsOf(fields.error);
  const code = readCode(error.code ?? error.status ?? fields.code);
  const isOk = code === undefined || code === 0 || code === 200;
  const message = textOf(fields.error) ?? textOf(error.message) ?? textOf(fields.message) ?? textOf(fields.msg) ?? textOf(fields.detail);
  if (isOk && fields.success !== false && fields.error === undefined && fields.detail === undefined) return [];
  return [{ type: 'error', ...(!isOk && { code }), message: (message ?? '').slice(0, MESSAGE_LIMIT_CHARS) }];
}

function readCode(code: unknown): number | string | undefined {
  if (typeof code === 'string') return /^\d+$/.test(code) ? Number(code) : code;
  return typeof code === 'number' ? code : undefined;
}
