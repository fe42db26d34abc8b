import { randomBytes, randomUUID } from 'node:crypto';
import type { TurnStep } from './ports.ts';

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
  timestamp: number;
  content?: { role: 'model' | 'user'; parts: Part[] };
  partial?: boolean;
  turnComplete?: boolean;
  finishReason?: string;
  errorCode?: string;
  errorMessage?: string;
};

export type EventWriter = {
  write: (step: TurnStep) => AdkEvent[];
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
    ...NO_TOOLS,
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
const NO_TOOLS = { longRunningToolIds: [] };

/** One event on the wire. */
export const writeEvent = (event: AdkEvent): string => `data: ${JSON.stringify(event)}\n\n`;
