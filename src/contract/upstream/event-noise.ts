import type { UpstreamEvent } from './event-type.ts';

/** Said by the upstream after replies that were fine. Source: the upstream contract, habit 4. */
const NOISE = 'i encountered a temporary issue';

const SENTENCE_START = /(?:^|[.!?。！？…\n])\s*$/;

/** Most of a message that is looked back at, to know whether a sentence begins. */
const CONTEXT_CHARS = 40;

/** Drops the noise, and what follows it in its message, once something real was said or done. Holds back words that may yet become it. */
export function createNoiseFilter(): { push: (events: UpstreamEvent[]) => UpstreamEvent[]; end: () => UpstreamEvent[] } {
  let context = '';
  let held = '';
  let isNoise = false;
  let hasReplied = false;

  const readText = (delta: string): UpstreamEvent[] => {
    if (isNoise) return [];
    const text = held + delta;
    const at = noiseAt(context, text);
    const isReal = hasReplied || (context + text.slice(0, Math.max(0, at))).trim() !== '';
    const isWhole = at >= 0 && text.length - at >= NOISE.length;
    isNoise = isWhole && isReal;
    const shown = at < 0 || (isWhole && !isReal) ? text : text.slice(0, at);
    held = isNoise ? '' : text.slice(shown.length);
    context = (context + shown).slice(-CONTEXT_CHARS);
    return shown === '' ? [] : [{ type: 'text', delta: shown }];
  };

  /** The message is over: what was held back did not become the noise. */
  const endMessage = (): UpstreamEvent[] => {
    const rest: UpstreamEvent[] = held === '' ? [] : [{ type: 'text', delta: held }];
    hasReplied ||= (context + held).trim() !== '';
    held = '';
    context = '';
    isNoise = false;
    return rest;
  };

  const readOne = (event: UpstreamEvent): UpstreamEvent[] => {
    if (event.type === 'text') return readText(event.delta);
    if (event.type === 'heartbeat') return [event];
    const rest = endMessage();
    if (event.type === 'tool_result' && !event.failed) hasReplied = true;
    return [...rest, event];
  };

  return { push: (events) => events.flatMap(readOne), end: endMessage };
}

/** Where in the text the noise stands, or where its end may be the beginning of it; −1 for neither. */
function noiseAt(context: string, text: string): number {
  // Not `toLowerCase`: some letters grow by it, and places would shift.
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  for (let at = lower.indexOf('i'); at >= 0; at = lower.indexOf('i', at + 1)) {
    const isBegun = NOISE.startsWith(lower.slice(at, at + NOISE.length));
    if (isBegun && SENTENCE_START.test((context + text.slice(0, at)).slice(-CONTEXT_CHARS))) return at;
  }
  return -1;
}
