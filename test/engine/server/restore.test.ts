import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restoreState } from '../../../src/contract/upstream/state.ts';
import { createClient, mintFor, type UpstreamClient } from '../../support/upstream-client.ts';
import { makePng } from '../../support/upstream-media.ts';
import { type StartedEngine, startEngine } from './support/engine.ts';

let engine: StartedEngine;
let client: UpstreamClient;
beforeAll(async () => {
  engine = await startEngine();
  client = createClient(engine.url, (await mintFor(engine.url)).token);
});
afterAll(() => engine.remove());

const draftOf = async (sessionId: string): Promise<unknown> => (await client.state(sessionId)).draft;

/** A session with a still, and its drafts: as uploaded, with a title, with a second one. */
async function open(): Promise<{ sessionId: string; drafts: unknown[] }> {
  const sessionId = await client.startSession();
  await client.upload(sessionId, [makePng('one.png', 90)]);
  const drafts = [await draftOf(sessionId)];
  for (const words of ['加标题“周末”', '开头加标题“出发”']) {
    await client.turn(sessionId, words);
    drafts.push(await draftOf(sessionId));
  }
  return { sessionId, drafts };
}

describe('a draft that is put back', () => {
  test('stands exactly as it was, and words undo from there', async () => {
    const { sessionId, drafts } = await open();
    await client.call(restoreState, { params: { sessionId }, body: { draft: drafts[0] } });
    expect(await draftOf(sessionId)).toEqual(drafts[0]);
    await client.call(restoreState, { params: { sessionId }, body: { draft: drafts[2] } });
    expect(await draftOf(sessionId)).toEqual(drafts[2]);
    await client.turn(sessionId, '撤销');
    expect(await draftOf(sessionId)).toEqual(drafts[1]);
  });

  test('waits for the message being worked on', async () => {
    const { sessionId, drafts } = await open();
    const stream = await client.say(sessionId, '加标题“晚了”');
    await client.call(restoreState, { params: { sessionId }, body: { draft: drafts[1] } });
    expect(await stream.text()).toContain('晚了');
    expect(await draftOf(sessionId)).toEqual(drafts[1]);
  });

  test.each([
    ['is not a draft', { t: 'none' }],
    ['names a clip that the session does not have', { d: 9, m: { title: '', width: 2, height: 2 }, t: [{ tt: 0, sg: [seg('c9')] }] }],
  ])('is refused when it %s', async (_, draft) => {
    const { sessionId, drafts } = await open();
    expect(await client.ask(restoreState, { params: { sessionId }, body: { draft } })).toMatchObject({ ok: false, code: 400 });
    expect(await draftOf(sessionId)).toEqual(drafts[2]);
  });

  test('is not that of someone else', async () => {
    const { sessionId, drafts } = await open();
    const other = createClient(engine.url, (await mintFor(engine.url)).token);
    expect(await other.ask(restoreState, { params: { sessionId }, body: { draft: drafts[0] } })).toMatchObject({ ok: false, code: 1002 });
  });
});

function seg(src: string) {
  return { id: 'v1', n: 'x', src, s: 0, d: 9, in: 0, out: 9 };
}
