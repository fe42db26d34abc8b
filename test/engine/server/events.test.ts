import { describe, expect, test } from 'vitest';
import { emptyDraft } from '../../../src/engine/edits/first-draft.ts';
import { createEventWriter, writeEvent } from '../../../src/engine/events.ts';

const at = (): number => 1_795_353_900_143;
const actions = { stateDelta: {}, artifactDelta: {}, requestedAuthConfigs: {}, requestedToolConfirmations: {} };
const envelope = {
  invocationId: expect.stringMatching(/^e-/),
  author: 'nemo_agent',
  id: expect.any(String),
  longRunningToolIds: [],
  timestamp: at(),
};

describe('the events of a turn', () => {
  test('have the fields that the recorded server sends', () => {
    const writer = createEventWriter(at);
    const draft = emptyDraft();
    const events = [
      ...writer.write({ type: 'text', text: '好的' }),
      ...writer.write({ type: 'call', name: 'edit', args: { a: 1 } }),
      ...writer.write({ type: 'result', name: 'edit', response: { status: 'success' }, draft }),
      ...writer.write({ type: 'text', text: '✅ 已' }),
      ...writer.write({ type: 'text', text: '裁剪' }),
      ...writer.end(),
    ];
    const id = expect.stringMatching(/^adk-/);
    expect(events).toEqual([
      { ...envelope, actions, content: { role: 'model', parts: [{ text: '好的' }] }, partial: true },
      {
        ...envelope,
        actions,
        content: { role: 'model', parts: [{ text: '好的' }, { functionCall: { name: 'edit', args: { a: 1 }, id } }] },
        partial: false,
      },
      {
        ...envelope,
        actions: { ...actions, stateDelta: { draft } },
        content: { role: 'user', parts: [{ functionResponse: { id, name: 'edit', response: { status: 'success' } } }] },
      },
      { ...envelope, actions, content: { role: 'model', parts: [{ text: '✅ 已' }] }, partial: true },
      { ...envelope, actions, content: { role: 'model', parts: [{ text: '裁剪' }] }, partial: true },
      {
        ...envelope,
        actions,
        content: { role: 'model', parts: [{ text: '✅ 已裁剪' }] },
        partial: false,
        turnComplete: true,
        finishReason: 'STOP',
      },
    ]);
    expect(new Set(events.map((event) => event.invocationId)).size).toBe(1);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
  });

  test('end without a word after a tool that said nothing', () => {
    const writer = createEventWriter(at);
    writer.write({ type: 'call', name: 'edit', args: {} });
    writer.write({ type: 'result', name: 'edit', response: {} });
    expect(writer.end()).toEqual([]);
  });

  test('tell a failure inside the stream', () => {
    expect(createEventWriter(at).fail('INTERNAL', 'the turn failed')).toEqual([
      { ...envelope, actions, errorCode: 'INTERNAL', errorMessage: 'the turn failed' },
    ]);
  });

  test('are one line of data each', () => {
    const [event] = createEventWriter(at).write({ type: 'text', text: '一\n二' });
    expect(event && writeEvent(event)).toMatch(/^data: [^\n]+\n\n$/);
  });
});
