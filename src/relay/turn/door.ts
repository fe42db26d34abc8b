import { createFrameParser } from '../../contract/event-stream.ts';
import type { UpstreamEvent } from '../../contract/upstream/event.ts';
import { isCurable, UpstreamFailure } from '../upstream/failure.ts';

/**
 * Watches how a stream begins. A refusal may stand inside of it where others are sent by status: as its first words, before anything was
 * said, thought or done, it means that the message was not taken. Later it is an error like any other, and nothing is sent again.
 */
export type Door = {
  /** The text in pieces of at most one event each, as long as the beginning is not over. */
  split: (text: string) => Iterable<string>;
  /** Lets the events of a piece through. Throws for a refusal that stands at the very beginning. */
  admit: (events: UpstreamEvent[]) => UpstreamEvent[];
};

/** A beginning longer than this is no refusal. */
const OPENING_LIMIT_CHARS = 64_000;

const BETWEEN_EVENTS = /(?<=\n\n|\r\r|\r\n\r\n)/;

const SIGN_OF_LIFE = /^(?:"?(?:heartbeat|ping)?"?|\{\s*"type"\s*:\s*"(?:heartbeat|ping)"[^}]*\})$/;

export function createDoor(): Door {
  const parser = createFrameParser({ maxChars: OPENING_LIMIT_CHARS });
  let events = 0;
  let isOver = false;
  return {
    *split(text) {
      for (const piece of isOver ? [text] : text.split(BETWEEN_EVENTS)) {
        // Thoughts and echoes are dropped by the reader, but show that somebody works.
        if (!isOver) events += parser.push(piece).filter(({ data, event }) => data !== undefined && !isSignOfLife(data, event)).length;
        yield piece;
      }
    },
    admit: (admitted) => {
      const news = admitted.find((event) => event.type !== 'heartbeat');
      if (isOver || news === undefined) return admitted;
      isOver = true;
      const failure = events <= 1 && news.type === 'error' ? failureOf(news) : undefined;
      if (failure !== undefined && isCurable(failure)) throw failure;
      return admitted;
    },
  };
}

const isSignOfLife = (data: string, event: string | undefined): boolean =>
  event === 'heartbeat' || event === 'ping' || SIGN_OF_LIFE.test(data.trim());

/** An error of the stream, by the number it names. Names of ADK's are told as they are, and cured by nothing. */
export function failureOf({ code, message }: Extract<UpstreamEvent, { type: 'error' }>): UpstreamFailure {
  const number = Number(code ?? Number.NaN);
  return new UpstreamFailure(Number.isInteger(number) ? number : 0, 'answered', { message: `the stream said: ${message}` });
}
