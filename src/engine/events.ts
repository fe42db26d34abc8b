import { randomBytes, randomUUID } from 'node:crypto';
import { ASK_TOOL } from '../contract/upstream/message.ts';
import type { TurnStep } from './turn.ts';

/*
 * A turn's steps as events of Google's Agent Development Kit, in its JavaScript server's spelling (recorded in the contract's samples):
 * text as deltas with `partial:true` and then once more whole, calls and results in events of their own.
 */

const AUTHOR = 'nemo_agent';

type Part = { text: string } | { functionCall: unknown } | { functionResponse: unknown };

export type AdkEvent = {
  invocationId: string;
  author: string;
  id: string;
  actions: { stateDelta: Record<string, unknown> };
  longRunningToolIds: string[];
  timestamp: number;
  content?: { role: 'model' | 'user'; parts: Part[] };
  partial?: boolean;
  turnComplete?: boolean;
  finishReason?: string;
  errorCode?: string;
  errorMessage?: string;
};

/** A step that is told; the last one is the server's own. */
export type SaidStep = Exclude<TurnStep, { type: 'done' }>;

export type EventWriter = {
  write: (step: SaidStep) => AdkEvent[];
  /** The last words whole. Nothing for a turn that ended without words: such turns are seen of the cloud, too. */
  end: () => AdkEvent[];
  fail: (code: string, message: string) => AdkEvent[];
};

export function createEventWriter(now: () => number): EventWriter {
  const invocationId = `e-${randomUUID()}`;
  let spoken = '';
  let callId = '';

  const event = (rest: Partial<AdkEvent>, stateDelta: Record<string, unknown> = {}): AdkEvent => ({
    invocationId,
    author: AUTHOR,
    id: randomBytes(6).toString('base64url'),
    actions: { stateDelta, ...NO_REQUESTS },
    longRunningToolIds: [],
    timestamp: now(),
    ...rest,
  });
  const said = (): Part[] => {
    const text = spoken;
    spoken = '';
    return text === '' ? [] : [{ text }];
  };

  return {
    write(step) {
      switch (step.type) {
        case 'text': {
          spoken += step.text;
          return step.text === '' ? [] : [event({ content: { role: 'model', parts: [{ text: step.text }] }, partial: true })];
        }
        case 'call': {
          callId = `adk-${randomUUID()}`;
          const call = { functionCall: { name: step.name, args: step.args, id: callId } };
          return [event({ content: { role: 'model', parts: [...said(), call] }, partial: false })];
        }
        // ADK's way to wait for a person: a call whose result comes with the next message.
        case 'choices': {
          const id = `adk-${randomUUID()}`;
          const call = { functionCall: { name: ASK_TOOL, args: { options: step.options }, id } };
          const content = { role: 'model' as const, parts: [...said(), call] };
          return [event({ content, partial: false, longRunningToolIds: [id], turnComplete: true, finishReason: 'STOP' })];
        }
        case 'result': {
          const response = { functionResponse: { id: callId, name: step.name, response: step.response } };
          return [event({ content: { role: 'user', parts: [response] } }, step.draft === undefined ? {} : { draft: step.draft })];
        }
      }
    },
    end() {
      const parts = said();
      if (parts.length === 0) return [];
      return [event({ content: { role: 'model', parts }, partial: false, turnComplete: true, finishReason: 'STOP' })];
    },
    fail: (errorCode, errorMessage) => [event({ errorCode, errorMessage })],
  };
}

/** Fields that the recorded server always sends and that stay empty here. */
const NO_REQUESTS = { artifactDelta: {}, requestedAuthConfigs: {}, requestedToolConfirmations: {} };

/** One event on the wire. */
export const writeEvent = (event: AdkEvent): string => `data: ${JSON.stringify(event)}\n\n`;
