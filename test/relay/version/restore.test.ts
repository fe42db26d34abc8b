import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TurnEvent } from '../../../src/contract/relay/turn.ts';
import type { FakeDraft } from '../../support/fake-upstream/script.ts';
import { trimmed } from '../../support/fake-upstream/world.ts';
import { type Bench, openBench } from '../bench.ts';

let bench: Bench;
let count = 0;
const RESTORE = /^Restore the timeline/;

beforeAll(async () => {
  bench = await openBench();
  bench.fake.world.credits.available = 1_000_000;
});
afterAll(() => bench?.close());

const say = async (project: string, text: string): Promise<TurnEvent[]> => bench.phone.follow((await bench.phone.say(project, text)).id);
const session = () => [...bench.fake.world.sessions.values()].at(-1);
const messages = () => bench.fake.world.messages.filter((message) => message.sessionId === session()?.id).map(({ text }) => text);

/** A project cut to 20 s, then to 5 s, then taken back by one step. Words are told apart by a number. */
async function undone(): Promise<{ project: string; words: string; before: FakeDraft }> {
  count += 1;
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: 'a.mp4', bytes: bench.film });
  await say(project, `剪到前 20 秒 ${count}`);
  const before = structuredClone(session()?.draft ?? {});
  await say(project, `剪到前 5 秒 ${count}`);
  const { versions } = await bench.phone.read(project);
  await bench.phone.post(`/v1/projects/${project}/version`, { version: versions.at(-2)?.version });
  expect((await bench.phone.read(project)).timeline.durationMs).toBe(20_000);
  return { project, words: `加标题“周末${count}”`, before };
}

test('an edit after an undo first has the cloud go back, makes sure, and then sends the words', async () => {
  const { project, words, before } = await undone();
  bench.fake.onMessage(RESTORE, [{ call: 'edit' }, { result: 'edit', draft: () => before }, { say: '恢复好了。' }, { complete: true }]);
  const events = await say(project, words);
  expect(messages().slice(-2)).toEqual([expect.stringMatching(RESTORE), words]);
  expect(events.at(-1)).toMatchObject({ outcome: 'applied', creditsUsed: 20 });
  expect(JSON.stringify(events)).not.toContain('恢复好了');
  const { timeline } = await bench.phone.read(project);
  expect([timeline.durationMs, timeline.tracks.map((track) => track.kind)]).toEqual([20_000, ['video', 'text']]);
});

test('words are not sent to a draft that came back wrong, and that is told', async () => {
  const { project, words } = await undone();
  bench.fake.onMessage(RESTORE, [{ result: 'edit', draft: (draft) => trimmed(draft, 3_000) }, { say: '好了。' }, { complete: true }]);
  const events = await say(project, words);
  expect(events.slice(-2)).toEqual([
    { type: 'error', code: 'conflict', args: {} },
    expect.objectContaining({ type: 'done', outcome: 'failed' }),
  ]);
  expect(bench.fake.countMessages(words)).toBe(0);
  expect((await bench.phone.read(project)).timeline.durationMs).toBe(20_000);
});

test('a restore whose stream never closes ends in the quiet after its words', async () => {
  const { project, words, before } = await undone();
  bench.fake.onMessage(RESTORE, [{ result: 'edit', draft: () => before }, { say: '好了。' }, { complete: true }, { hang: true }]);
  expect((await say(project, words)).at(-1)).toMatchObject({ outcome: 'applied' });
});

test('a restore whose stream breaks is waited for in the state and not asked for again', async () => {
  const { project, words, before } = await undone();
  bench.fake.onMessage(RESTORE, [{ result: 'edit', draft: () => before }, { say: '好了。' }, { complete: true }]);
  bench.fake.fail({ on: /run_sse/, kind: 'reset', acts: true, afterBytes: 400 });
  expect((await say(project, words)).at(-1)).toMatchObject({ outcome: 'applied' });
  expect(messages().filter((text) => RESTORE.test(text))).toHaveLength(1);
});

test('a restore that was done before a kill is not asked for again', async () => {
  const { project, words, before } = await undone();
  const here = session();
  if (here !== undefined) here.draft = before;
  await bench.restart();
  expect((await say(project, words)).at(-1)).toMatchObject({ outcome: 'applied' });
  expect(messages().filter((text) => RESTORE.test(text))).toHaveLength(0);
});

test('credits that end before the restore are told as credits', async () => {
  const { project, words } = await undone();
  bench.fake.fail({ on: /run_sse/, kind: 'code', code: 2001, place: 'envelope' });
  expect((await say(project, words)).slice(-2)[0]).toMatchObject({ type: 'error', code: 'credits_empty' });
});

test('a clip whose address is refused is given to the new session by its bytes', async () => {
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: '海边.mp4', bytes: bench.film });
  bench.fake.loseSessions();
  bench.fake.fail({ on: /upload-video/, kind: 'code', code: 4001, place: 'envelope' });
  expect(await say(project, '剪到前 9 秒，按字节')).toContainEqual({ type: 'reconnected', lostClips: [] });
  expect(session()?.clips).toMatchObject([{ filename: '海边.mp4', size: bench.film.length }]);
  expect((await bench.phone.read(project)).clips).toMatchObject([{ name: '海边.mp4' }]);
});

test('clips that are gone for good are named, and sending them again starts anew', async () => {
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: '海边.mp4', bytes: bench.film });
  await say(project, '剪到前 12 秒，换会话');
  bench.fake.loseSessions();
  bench.fake.world.files.clear();
  bench.fake.fail({ on: /upload-video/, kind: 'code', code: 4001, place: 'envelope' });
  bench.fake.onMessage(RESTORE, [{ say: '找不到素材。' }, { complete: true }]);
  const events = await say(project, '剪到前 6 秒，换会话');
  expect(events).toContainEqual({ type: 'reconnected', lostClips: ['海边.mp4'] });
  expect(events.slice(-2)[0]).toMatchObject({ type: 'error', code: 'session_lost' });
  await bench.phone.upload(project, { name: '海边.mp4', bytes: bench.film });
  expect((await say(project, '剪到前 7 秒，换会话')).at(-1)).toMatchObject({ outcome: 'applied' });
  expect((await bench.phone.read(project)).timeline.durationMs).toBe(7_000);
});

test('a session that the upstream names lost only by 404 is opened again, as its state says the same', async () => {
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: 'a.mp4', bytes: bench.film });
  bench.fake.loseSessions();
  bench.fake.fail({ on: /GET .*state/, kind: 'code', code: 1002, place: 'bare', times: 3 });
  expect(await say(project, '剪到前 8 秒，只有 404')).toContainEqual({ type: 'reconnected', lostClips: [] });
});

test('a bare 401 gets a new token', async () => {
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: 'a.mp4', bytes: bench.film });
  bench.fake.fail({ on: /run_sse/, kind: 'code', code: 1001, place: 'bare' });
  expect((await say(project, '剪到前 4 秒，只有 401')).at(-1)).toMatchObject({ outcome: 'applied' });
});
