import { TURN_LIMIT_MS } from '../../contract/limits.ts';
import type { StepKey, TurnEvent, TurnOutcome } from '../../contract/relay/turn.ts';
import { createEventReader, type UpstreamEvent } from '../../contract/upstream/event.ts';
import type { Clock } from '../clock.ts';
import type { Timings } from '../settings.ts';
import type { UpstreamFailure } from '../upstream/failure.ts';
import { createTranslator, type Translator } from '../words/translate.ts';
import { createDoor, failureOf } from './door.ts';
import { countStep, readStep } from './step.ts';
import { watch } from './watch.ts';

/** How a stream ended, before the draft is compared. */
export type Held = { outcome: TurnOutcome; error?: UpstreamFailure };

export type Holding = { clock: Clock; timings: Timings; say: (event: TurnEvent) => void };

/**
 * Holds the upstream's stream to its end, whatever the phone does, and says what it means as it comes. Throws when the stream refuses the
 * message with its first words, exactly as a refusal by status would have been thrown.
 */
export async function hold({ clock, timings, say }: Holding, bytes: AsyncIterable<Uint8Array>): Promise<Held> {
  const state: Reading = { said: '', isAsked: false, isFinal: false, steps: [], translator: createTranslator() };
  const weigh = (event: UpstreamEvent) => ({
    isNews: event.type !== 'heartbeat',
    isFinal: state.isFinal || event.type === 'final',
    isSpoken: event.type === 'text' && state.steps.length === 0,
  });
  try {
    for await (const watched of watch({ events: readEvents(bytes), weigh, clock, timings, limitMs: TURN_LIMIT_MS })) {
      if (watched.type === 'waiting') say(watched);
      else read(state, watched.event, say);
    }
  } finally {
    // A stream that breaks has said its last words all the same.
    for (const event of state.translator.flush()) say(event);
  }
  endSteps(state, say);
  return { outcome: outcomeOf(state), ...(state.error && { error: state.error }) };
}

async function* readEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<UpstreamEvent> {
  const door = createDoor();
  const reader = createEventReader();
  for await (const text of decode(bytes)) for (const piece of door.split(text)) yield* door.admit(reader.push(piece));
  yield* door.admit(reader.end());
}

async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

type Reading = {
  /** Words since the last tool result: only these are an answer. */
  said: string;
  isAsked: boolean;
  isFinal: boolean;
  /** Steps that have begun and not ended. */
  steps: StepKey[];
  /** The upstream believes that its user has buttons. */
  translator: Translator;
  error?: UpstreamFailure;
};

function read(state: Reading, event: UpstreamEvent, say: (event: TurnEvent) => void): void {
  // Words wait for the end of their sentence, but not for the end of what is done next.
  if (event.type !== 'text' && event.type !== 'heartbeat') for (const words of state.translator.flush()) say(words);
  switch (event.type) {
    case 'text':
      state.said += event.delta;
      for (const words of state.translator.push(event.delta)) say(words);
      return;
    case 'tool_call': {
      const step = readStep(event.name, event.args);
      state.steps.push(step.key);
      say({ type: 'step', state: 'run', ...step });
      return;
    }
    case 'tool_result': {
      state.said = '';
      const key = state.steps.shift();
      if (key !== undefined) say({ type: 'step', state: 'ok', key, ...countStep(key, event.draft) });
      return;
    }
    case 'choices':
      state.isAsked = true;
      say({ type: 'choices', options: event.options });
      return;
    case 'confirmation':
      state.isAsked = true;
      return;
    case 'error':
      state.error = failureOf(event);
      return;
    case 'final':
      state.isFinal = true;
      return;
    case 'draft':
    case 'heartbeat':
      return;
  }
}

function endSteps(state: Reading, say: (event: TurnEvent) => void): void {
  for (const key of state.steps.splice(0)) say({ type: 'step', state: 'ok', key });
}

function outcomeOf({ said, isAsked, error }: Reading): TurnOutcome {
  if (error !== undefined) return 'failed';
  if (isAsked || /[?？]["”」』)）\s]*$/.test(said)) return 'asked';
  return said.trim() === '' ? 'unchanged' : 'answered';
}
