import { expect, test } from 'vitest';
import { appendEvents, type ChatEvent, emptyChat, isBusy, nextChat, readNextOutgoing } from '../../../../src/app/journeys/chat/chat.ts';
import { readTurn } from '../../../../src/app/journeys/chat/turn.ts';
import type { JournalledEvent, Turn } from '../../../../src/contract/relay/turn.ts';

const turn: Turn = { id: 'turn00001', text: '再短一点', route: 'edit', state: 'running', createdAt: 1_000, lastSeq: 0, events: [] };
const text = (seq: number, delta: string): JournalledEvent => ({ seq, event: { type: 'text', delta } });
const run = (...events: ChatEvent[]) => events.reduce(nextChat, emptyChat);

test('text that comes in drops is one text, and what was heard before changes nothing', () => {
  const once = appendEvents(turn, [text(1, '正在'), text(2, '剪')]);
  const again = appendEvents(once, [text(1, '正在'), text(2, '剪'), text(3, '。')]);
  expect(again.events).toEqual([{ type: 'text', delta: '正在剪。' }]);
  expect(again.lastSeq).toBe(3);
});

test('a second message waits until the first turn is over', () => {
  const written = run({ type: 'written', key: 'k1', text: 'a' }, { type: 'written', key: 'k2', text: 'b' });
  expect(readNextOutgoing(written)?.key).toBe('k1');
  const sent = [
    { type: 'sending', key: 'k1', at: 1 },
    { type: 'sent', key: 'k1', turn, at: 2 },
  ] as const;
  const running = sent.reduce(nextChat, written);
  expect(isBusy(running)).toBe(true);
  expect(readNextOutgoing(running)).toBeUndefined();
  const done = nextChat(running, {
    type: 'received',
    turnId: turn.id,
    events: [{ seq: 1, event: { type: 'done', outcome: 'applied' } }],
    at: 3,
  });
  expect(readNextOutgoing(done)?.key).toBe('k2');
});

test('a message that could not be sent keeps its key and holds back those after it', () => {
  const refused = run(
    { type: 'written', key: 'k1', text: 'a' },
    { type: 'written', key: 'k2', text: 'b' },
    { type: 'sending', key: 'k1', at: 1 },
    { type: 'refused', key: 'k1', failure: 'offline' },
  );
  expect(readNextOutgoing(refused)).toBeUndefined();
  expect(readNextOutgoing(nextChat(refused, { type: 'resent', key: 'k1' }))?.key).toBe('k1');
});

test('opening again keeps what this phone has heard beyond the list of the relay', () => {
  const heard = run(
    { type: 'sent', key: 'k', turn, at: 1 },
    { type: 'received', turnId: turn.id, events: [text(1, 'a'), text(2, 'b')], at: 2 },
  );
  const opened = nextChat(heard, { type: 'opened', turns: [{ ...turn, lastSeq: 1, events: [{ type: 'text', delta: 'a' }] }], at: 9 });
  expect(opened.turns[0]?.lastSeq).toBe(2);
});

test('the counter of a turn found running starts at its beginning, and never in the future', () => {
  expect(run({ type: 'opened', turns: [turn], at: 61_000 }).startedAt).toBe(1_000);
  expect(run({ type: 'opened', turns: [{ ...turn, createdAt: 90_000 }], at: 61_000 }).startedAt).toBe(61_000);
  expect(run({ type: 'opened', turns: [{ ...turn, state: 'done' }], at: 61_000 }).startedAt).toBeUndefined();
});

test('the countdown of a retry ends with the first thing heard after it', () => {
  const busy: Turn = { ...turn, events: [{ type: 'retrying', inMs: 30_000 }] };
  expect(readTurn(busy).retryInMs).toBe(30_000);
  expect(readTurn({ ...busy, events: [...busy.events, { type: 'step', key: 'read', state: 'run' }] }).retryInMs).toBeUndefined();
});
