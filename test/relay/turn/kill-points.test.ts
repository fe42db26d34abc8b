import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { turnEvents, turns } from '../../../src/relay/store/schema.ts';
import { type Bench, openBench } from '../bench.ts';

let bench: Bench;
let project = '';
beforeAll(async () => {
  bench = await openBench();
  project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: 'a.mp4', bytes: bench.film });
});
afterAll(() => bench?.close());

test('words for another journey never go upstream, also when a kill came before their answer', async () => {
  const turn = await bench.phone.say(project, '导出', 'route-key-0001');
  await bench.whileStopped(async (db) => {
    await db.delete(turnEvents).where(eq(turnEvents.turnId, turn.id));
    await db.update(turns).set({ state: 'queued' }).where(eq(turns.id, turn.id));
  });
  expect(await bench.phone.follow(turn.id)).toEqual([{ type: 'done', outcome: 'answered' }]);
  expect(bench.fake.countMessages('导出')).toBe(0);
});

test('a turn killed after its last event stays as it ended', async () => {
  const turn = await bench.phone.say(project, '剪到前 9 秒');
  const events = await bench.phone.follow(turn.id);
  await bench.whileStopped((db) => db.update(turns).set({ state: 'running' }).where(eq(turns.id, turn.id)));
  expect(await bench.phone.follow(turn.id)).toEqual(events);
  await expect.poll(async () => (await bench.phone.read(project)).turns.at(-1)).toMatchObject({ state: 'done', lastSeq: events.length });
});
