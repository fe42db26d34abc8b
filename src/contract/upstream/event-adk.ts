import { type Fields, fieldsOf, listOf, pick, textOf } from './event-fields.ts';
import { createWholeText, type WholeText } from './event-text.ts';
import type { UpstreamEvent } from './event-type.ts';
import { ASK_TOOL } from './message.ts';

/** The tool by which ADK asks for a yes. Source: recorded from adk-js 2.0.0. */
const CONFIRMATION_TOOL = 'adk_request_confirmation';

/** Authors whose streamed words are remembered apart; sub-agents can speak in turns. */
const AUTHOR_LIMIT = 32;

const MESSAGE_LIMIT_CHARS = 500;

/** Whether an object is an ADK event, in camelCase or snake_case. */
export const isAdk = (fields: Fields): boolean =>
  ['content', 'actions', 'author', 'invocationId', 'errorCode', 'turnComplete'].some((name) => pick(fields, name) !== undefined);

/** Reads events as Google's Agent Development Kit sends them. */
export function createAdkReader(): (event: Fields) => UpstreamEvent[] {
  const wholes = new Map<string, WholeText>();
  const wholeOf = (author: string): WholeText => {
    if (wholes.size >= AUTHOR_LIMIT && !wholes.has(author)) wholes.clear();
    const whole = wholes.get(author) ?? createWholeText();
    wholes.set(author, whole);
    return whole;
  };

  return (event) => {
    const content = fieldsOf(event.content);
    const parts = listOf(content.parts).map(fieldsOf);
    const author = textOf(event.author) ?? '';
    const isPersons = author === 'user' || content.role === 'user';
    const whole = wholeOf(author);
    const said = isPersons ? [] : readWords(parts, event.partial === true, whole);
    const done = event.partial === true ? [] : readTools(event, parts);
    if (done.some((one) => one.type === 'tool_result')) for (const each of wholes.values()) each.reset();
    return [...said, ...done, ...readError(event), ...readFinal(event, parts, isPersons)];
  };
}

/** Words of the parts that are not thoughts. Pieces are given out as they come; of a whole, only what no piece has brought. */
function readWords(parts: Fields[], isPartial: boolean, whole: WholeText): UpstreamEvent[] {
  const words = parts.filter((part) => part.thought !== true).flatMap((part) => textOf(part.text) ?? []);
  const text = words.join('');
  if (text === '') return [];
  if (isPartial) {
    whole.delta(text);
    return [{ type: 'text', delta: text }];
  }
  const rest = text.slice(whole.shownOf(text));
  whole.reset();
  return rest === '' ? [] : [{ type: 'text', delta: rest }];
}

function readTools(event: Fields, parts: Fields[]): UpstreamEvent[] {
  const longRunning = new Set(listOf(pick(event, 'longRunningToolIds')));
  const calls = parts.flatMap((part) => {
    const call = pick(part, 'functionCall');
    return call === undefined ? [] : [readCall(fieldsOf(call), longRunning)];
  });
  const results = parts.flatMap((part) => {
    const response = pick(part, 'functionResponse');
    return response === undefined ? [] : [readResult(fieldsOf(response))];
  });
  const draft = fieldsOf(pick(fieldsOf(event.actions), 'stateDelta')).draft;
  if (draft === undefined) return [...calls, ...results];
  const last = results.pop();
  return [...calls, ...results, last ? { ...last, draft } : { type: 'draft', draft }];
}

function readCall(call: Fields, longRunning: Set<unknown>): UpstreamEvent {
  const name = textOf(call.name) ?? '';
  const args = fieldsOf(call.args);
  if (name === CONFIRMATION_TOOL) return { type: 'confirmation', tool: textOf(fieldsOf(pick(args, 'originalFunctionCall')).name) ?? '' };
  if (name === ASK_TOOL) return { type: 'choices', options: listOf(args.options).flatMap((option) => textOf(option) ?? []) };
  return { type: 'tool_call', name, args, ...(longRunning.has(call.id) && { isLongRunning: true }) };
}

function readResult(response: Fields): Extract<UpstreamEvent, { type: 'tool_result' }> {
  return { type: 'tool_result', name: textOf(response.name) ?? '', failed: isFailed(response.response) };
}

/** Whether a tool says of itself that it failed. */
export function isFailed(result: unknown): boolean {
  const { error, status, success, code } = fieldsOf(result);
  const isNamed = typeof status === 'string' && /^(error|failed|failure)$/i.test(status);
  const hasError = error !== undefined && error !== null && error !== '' && error !== false;
  return hasError || isNamed || success === false || (typeof code === 'number' && code !== 0 && code !== 200);
}

function readError(event: Fields): UpstreamEvent[] {
  const code = pick(event, 'errorCode');
  const message = textOf(pick(event, 'errorMessage')) ?? textOf(event.error);
  // A model that ends as it should has been seen to say so here.
  if ((code === undefined || code === 'STOP') && message === undefined) return [];
  const named = typeof code === 'number' ? code : textOf(code);
  return [{ type: 'error', ...(named !== undefined && { code: named }), message: (message ?? '').slice(0, MESSAGE_LIMIT_CHARS) }];
}

/** The last words, as ADK defines them: whole, and neither a call nor a result. */
function readFinal(event: Fields, parts: Fields[], isPersons: boolean): UpstreamEvent[] {
  if (pick(event, 'turnComplete') === true) return [{ type: 'final' }];
  const isTool = parts.some((part) => pick(part, 'functionCall') !== undefined || pick(part, 'functionResponse') !== undefined);
  const hasWords = parts.some((part) => part.thought !== true && textOf(part.text));
  return event.partial !== true && hasWords && !isTool && !isPersons ? [{ type: 'final' }] : [];
}
