import { isFailed } from './event-adk.ts';
import { type Fields, fieldsOf, pick, textOf } from './event-fields.ts';
import { createWholeText } from './event-text.ts';
import type { UpstreamEvent } from './event-type.ts';

const MESSAGE_LIMIT_CHARS = 500;

/** A flattened event names its type; so may others, but not beside an ADK event's content. */
export const isFlat = (fields: Fields): boolean => typeof fields.type === 'string' && typeof fields.content !== 'object';

/** Reads the flattened dialect: `text`, `tool_call`, `tool_result`, `heartbeat`. Types that nobody knows are dropped. */
export function createFlatReader(): (event: Fields) => UpstreamEvent[] {
  const whole = createWholeText();

  const readText = (event: Fields): UpstreamEvent[] => {
    const text = textOf(event.content) ?? textOf(event.text) ?? textOf(event.delta) ?? '';
    if (text === '' || event.thought === true) return [];
    if (event.partial === true) {
      whole.delta(text);
      return [{ type: 'text', delta: text }];
    }
    const rest = text.slice(whole.shownOf(text));
    whole.reset();
    return rest === '' ? [] : [{ type: 'text', delta: rest }];
  };

  return (event) => {
    switch (event.type) {
      case 'text':
      case 'message':
        return readText(event);
      case 'tool_call':
      case 'toolCall':
        return event.partial === true ? [] : [{ type: 'tool_call', name: textOf(event.name) ?? '', args: fieldsOf(event.args) }];
      case 'tool_result':
      case 'toolResult':
        whole.reset();
        return [readResult(event)];
      case 'heartbeat':
      case 'ping':
        return [{ type: 'heartbeat' }];
      case 'error':
        return [readError(event)];
      case 'done':
      case 'end':
      case 'final':
      case 'complete':
        return [{ type: 'final' }];
      default:
        return [];
    }
  };
}

function readResult(event: Fields): UpstreamEvent {
  const draft = fieldsOf(pick(event, 'stateDelta')).draft ?? fieldsOf(event.result).draft;
  return { type: 'tool_result', name: textOf(event.name) ?? '', failed: isFailed(event.result), ...(draft !== undefined && { draft }) };
}

function readError(event: Fields): UpstreamEvent {
  const code = event.code ?? pick(event, 'errorCode');
  const named = typeof code === 'string' && /^\d+$/.test(code) ? Number(code) : code;
  const message = textOf(event.message) ?? textOf(event.content) ?? textOf(event.error) ?? '';
  const isNamed = typeof named === 'number' || typeof named === 'string';
  return { type: 'error', ...(isNamed && { code: named }), message: message.slice(0, MESSAGE_LIMIT_CHARS) };
}
