import { expect, test } from 'vitest';
import { readTurn } from '../../../../src/app/journeys/chat/turn.ts';
import type { Turn, TurnEvent } from '../../../../src/contract/relay/turn.ts';

const view = (...events: TurnEvent[]) =>
  readTurn({ id: 'turn00001', text: '', route: 'edit', state: 'running', createdAt: 0, lastSeq: events.length, events } satisfies Turn);

test('the end of a step takes the place of its beginning', () => {
  const { steps } = view(
    { type: 'step', key: 'subs', state: 'run' },
    { type: 'step', key: 'music', state: 'run' },
    { type: 'step', key: 'subs', state: 'ok', args: { n: 6 } },
  );
  expect(steps.map(({ key, state }) => `${key} ${state}`)).toEqual(['subs ok', 'music run']);
});

test('the countdown of a retry goes as soon as something comes', () => {
  expect(view({ type: 'retrying', inMs: 30_000 }).retryInMs).toBe(30_000);
  expect(view({ type: 'retrying', inMs: 30_000 }, { type: 'text', delta: '好' }).retryInMs).toBeUndefined();
});

test('the place in the queue goes when the turn begins', () => {
  expect(view({ type: 'queued', position: 2 }).position).toBe(2);
  expect(view({ type: 'queued', position: 2 }, { type: 'started', at: 1 }).position).toBeUndefined();
});
