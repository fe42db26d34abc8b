import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventStreamReader, writeEvent } from '../../../src/contract/relay/stream.ts';
import type { JournalledEvent, TurnEvent } from '../../../src/contract/relay/turn.ts';

const anyEvent: fc.Arbitrary<TurnEvent> = fc.oneof(
  fc.string({ unit: 'binary' }).map((delta) => ({ type: 'text' as const, delta: delta.toWellFormed() })),
  fc.constantFrom<TurnEvent>(
    { type: 'started', at: 1 },
    { type: 'step', key: 'trim', state: 'run' },
    { type: 'text', delta: '剪🎬\r\n\n: x' },
    { type: 'waiting', elapsedMs: 5 },
  ),
);
const journal = fc.array(anyEvent, { maxLength: 8 }).map((events) => events.map((event, at) => ({ seq: at + 1, event })));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function read(pieces: (Uint8Array | ArrayBuffer)[]): JournalledEvent[] {
  const events: JournalledEvent[] = [];
  const reader = createEventStreamReader((event) => events.push(event));
  for (const piece of pieces) reader(piece);
  return events;
}

test('what the relay writes is what the app reads, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(journal, fc.array(fc.nat(), { maxLength: 10 }), (events, cuts) => {
      const bytes = bytesOf(events.map(writeEvent).join(': ping\n\n'));
      const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
      expect(read(at.slice(1).map((to, index) => bytes.subarray(at[index], to)))).toEqual(events);
    }),
    { numRuns: 500 },
  );
});

test('the whole body as one ArrayBuffer gives the same events', () => {
  const events: JournalledEvent[] = [1, 2, 3].map((seq) => ({ seq, event: { type: 'text', delta: '周末' } }));
  const bytes = bytesOf(events.map(writeEvent).join(''));
  expect(read([bytes.buffer.slice(0) as ArrayBuffer])).toEqual(events);
});

test('events that come again are given once, and kinds of a newer relay are skipped', () => {
  const one = writeEvent({ seq: 1, event: { type: 'text', delta: 'a' } });
  const two = writeEvent({ seq: 2, event: { type: 'text', delta: 'b' } });
  expect(
    read([bytesOf(`${one}${two}${one}id: 3\ndata: {"type":"hologram"}\n\nid: x\ndata: 1\n\ndata: {\n\n`)]).map(({ seq }) => seq),
  ).toEqual([1, 2]);
});

test('an event that was cut off is not given', () => {
  const text = writeEvent({ seq: 1, event: { type: 'text', delta: '一' } });
  expect(read([bytesOf(text.slice(0, -1))])).toEqual([]);
});

test('a stream that could not be opened says so with number 0', () => {
  expect(read([bytesOf('id: 0\ndata: {"type":"error","code":"not_found"}\n\n')])).toEqual([
    { seq: 0, event: { type: 'error', code: 'not_found' } },
  ]);
});
