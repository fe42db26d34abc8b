import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { TurnEvent } from '../../../src/contract/relay/turn.ts';
import { CLOUD_TIMINGS } from '../../../src/relay/settings.ts';
import { hold } from '../../../src/relay/turn/hold.ts';
import { createTestClock } from '../clock.ts';

const HOUR_MS = 3_600_000;

/** A stream under way, with the cloud's waits and a clock in the test's hand. */
function open() {
  const clock = createTestClock();
  const stream = new PassThrough();
  const events: TurnEvent[] = [];
  let end: unknown;
  const held = hold({ clock, timings: CLOUD_TIMINGS, say: (event) => events.push(event) }, stream).then(
    (result) => {
      end = result.outcome;
    },
    (error: unknown) => {
      end = error;
    },
  );
  const send = (event: unknown) => stream.write(`data: ${JSON.stringify(event)}\n\n`);
  return { clock, stream, send, events, held, endSoFar: () => end };
}

test('flattened words and then nothing at all end the turn, though the stream stays open and no words are marked as final', async () => {
  const { clock, send, held, endSoFar } = open();
  send({ type: 'text', content: '已经改好了。' });
  await clock.advance(60_000);
  expect(endSoFar()).toBeUndefined();
  send({ type: 'heartbeat' });
  await clock.advance(60_000);
  expect(endSoFar()).toBeUndefined();
  await clock.advance(40_000);
  await held;
  expect(endSoFar()).toBe('answered');
});

test('silence while a tool works is no end', async () => {
  const { clock, send, endSoFar, stream, held } = open();
  send({ type: 'text', content: '我来剪。' });
  send({ type: 'tool_call', name: 'trim', args: {} });
  await clock.advance(400_000);
  expect(endSoFar()).toBeUndefined();
  send({ type: 'tool_result', name: 'trim', result: { status: 'success' } });
  await clock.advance(100_000);
  expect(endSoFar()).toBeUndefined();
  stream.end();
  await held;
  expect(endSoFar()).toBe('unchanged');
});

test.each([HOUR_MS, -HOUR_MS, 400 * 24 * HOUR_MS])('setting the time of day by %i ms neither ends a turn nor keeps it', async (jumpMs) => {
  const { clock, send, endSoFar, held } = open();
  send({ type: 'tool_call', name: 'trim', args: {} });
  await clock.advance(1_000);
  clock.jump(jumpMs);
  await clock.advance(1_000);
  expect(endSoFar()).toBeUndefined();
  send({ type: 'tool_result', name: 'trim', result: {} });
  send({ type: 'text', content: '好了。' });
  send({ type: 'final' });
  await clock.advance(1_000);
  await clock.advance(CLOUD_TIMINGS.quietMs);
  await held;
  expect(endSoFar()).toBe('answered');
});

test('a stream that breaks in the middle of a sentence has said what came of it', async () => {
  const { stream, send, events, held, endSoFar, clock } = open();
  send({ type: 'text', content: '第一段已经剪短，接下来' });
  await clock.advance(1);
  stream.destroy(new Error('ECONNRESET'));
  await held;
  expect(endSoFar()).toBeInstanceOf(Error);
  expect(events).toContainEqual({ type: 'text', delta: '第一段已经剪短，接下来' });
});

test('a finished step counts the captions that its draft holds, and not the title', async () => {
  const { stream, send, events, held } = open();
  const text = (id: string, role: string) => ({ id, tx: id, s: 0, d: 1000, role });
  send({ type: 'tool_call', name: 'add_subtitles', args: {} });
  send({
    type: 'tool_result',
    name: 'add_subtitles',
    result: { draft: { t: [{ tt: 7, sg: [text('a', 'title'), text('b', 'caption'), text('c', 'caption')] }] } },
  });
  stream.end();
  await held;
  expect(events).toContainEqual({ type: 'step', state: 'ok', key: 'subs', args: { n: 2 } });
});
