import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

export type FakeDraft = Record<string, unknown>;

/** One thing that an upstream does in a turn. */
export type Step =
  /** Words; several pieces are streamed, and then said once more as a whole. */
  | { say: string | string[] }
  | { think: string }
  | { call: string; args?: Record<string, unknown> }
  /** A preview of a call, as streaming models send it. */
  | { preview: string }
  /** The call's result; a draft is kept in the state and told with it. `quiet`: kept, and not told. */
  | { result: string; draft?: (draft: FakeDraft) => FakeDraft; quiet?: boolean; error?: string }
  | { heartbeat: 'comment' | 'empty' | 'text' | 'event' | 'json' }
  | { error: string | number; message?: string }
  | { confirm: string }
  /** Bytes as they are, such as a broken event. */
  | { raw: string | Buffer }
  | { waitMs: number }
  /** Nothing more comes, and the stream stays open. */
  | { hang: true }
  | { complete: true };

export type Script = Step[];

export type Dialect = 'adk' | 'adk_snake' | 'flat';

const heartbeats = {
  comment: ': keep-alive\n\n',
  empty: 'data:\n\n',
  text: 'data: heartbeat\n\n',
  event: 'event: heartbeat\n\n',
  json: 'data: {"type":"heartbeat"}\n\n',
};

const dataOf = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;

/** A recorded stream, byte for byte. */
export const recorded = (name: string): Script => [{ raw: readFileSync(new URL(`../../fixtures/streams/${name}`, import.meta.url)) }];

export type StepWriter = (step: Step, draft: FakeDraft | undefined) => string | Buffer;

/** Writes steps as the events of one dialect. `draft` is the one that a result has just made. */
export function createStepWriter(dialect: Dialect): StepWriter {
  const invocationId = `e-${randomUUID()}`;
  let callId = '';
  const adk = (event: Record<string, unknown>): string => {
    const whole = {
      invocationId,
      author: 'nemo_agent',
      id: randomUUID().slice(0, 8),
      actions: { stateDelta: {}, artifactDelta: {} },
      longRunningToolIds: [],
      timestamp: Date.now(),
      ...event,
    };
    return dataOf(dialect === 'adk_snake' ? snaked(whole) : whole);
  };
  const part = (one: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    adk({ content: { role: 'model', parts: [one] }, ...more });

  const writeAdk = (step: Step, draft: FakeDraft | undefined): string => {
    if ('say' in step) {
      const pieces = typeof step.say === 'string' ? [] : step.say;
      const whole = typeof step.say === 'string' ? step.say : step.say.join('');
      return pieces.map((text) => part({ text }, { partial: true })).join('') + part({ text: whole }, { partial: false });
    }
    if ('think' in step) return part({ text: step.think, thought: true });
    if ('preview' in step) return part({ functionCall: { name: step.preview, args: {}, id: 'preview' } }, { partial: true });
    if ('call' in step) {
      callId = `adk-${randomUUID()}`;
      return part({ functionCall: { name: step.call, args: step.args ?? {}, id: callId } });
    }
    if ('result' in step) {
      const response = step.error === undefined ? { status: 'success', applied: 1 } : { error: step.error };
      const stateDelta = draft === undefined ? {} : { draft };
      return adk({
        content: { role: 'user', parts: [{ functionResponse: { id: callId, name: step.result, response } }] },
        actions: { stateDelta },
      });
    }
    if ('confirm' in step) {
      const args = { originalFunctionCall: { name: step.confirm, args: {}, id: 'x' } };
      return part({ functionCall: { name: 'adk_request_confirmation', args, id: 'c' } }, { longRunningToolIds: ['c'] });
    }
    if ('error' in step) return adk({ errorCode: step.error, errorMessage: step.message ?? 'no' });
    return 'complete' in step ? adk({ turnComplete: true }) : '';
  };

  return (step, draft) => {
    if ('raw' in step) return step.raw;
    if ('heartbeat' in step) return heartbeats[step.heartbeat];
    return dialect === 'flat' ? writeFlat(step) : writeAdk(step, draft);
  };
}

function writeFlat(step: Step): string {
  if ('say' in step)
    return (typeof step.say === 'string' ? [step.say] : step.say).map((content) => dataOf({ type: 'text', content })).join('');
  if ('think' in step) return dataOf({ type: 'thought', content: step.think });
  if ('call' in step) return dataOf({ type: 'tool_call', name: step.call, args: step.args ?? {} });
  if ('result' in step)
    return dataOf({
      type: 'tool_result',
      name: step.result,
      result: step.error === undefined ? { status: 'success' } : { error: step.error },
    });
  if ('error' in step) return dataOf({ type: 'error', code: step.error, message: step.message ?? 'no' });
  return '';
}

/** Field names of an event in snake_case, as Python writes them; what a tool or a draft holds stays as it is. */
function snaked(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((one) => snaked(one, depth));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return [name, ['args', 'response', 'draft'].includes(key) ? field : snaked(field, depth + 1)];
    }),
  );
}
