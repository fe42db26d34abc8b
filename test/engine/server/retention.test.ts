import { existsSync } from 'node:fs';
import { readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetClip, UpstreamClip } from '../../../src/contract/upstream/clip.ts';
import { startRender } from '../../../src/contract/upstream/render.ts';
import { forgetSession } from '../../../src/contract/upstream/session.ts';
import { SESSION_RETENTION_MS } from '../../../src/engine/jobs/retention.ts';
import { createClient, mintFor, type UpstreamClient } from '../../support/upstream-client.ts';
import { type MediaFile, makePng } from '../../support/upstream-media.ts';
import { type StartedEngine, startEngine } from './support/engine.ts';

let engine: StartedEngine;
let client: UpstreamClient;
beforeAll(async () => {
  engine = await startEngine();
  client = createClient(engine.url, (await mintFor(engine.url)).token);
});
afterAll(() => engine.remove());

/** A session with pictures, and the hashes of their bytes. */
async function open(...files: MediaFile[]): Promise<{ sessionId: string; hashes: string[] }> {
  const sessionId = await client.startSession();
  const sent = await client.upload(sessionId, files);
  if (!sent.ok) throw new Error(sent.message);
  const kept = (sent.data as { files: unknown[] }).files.map((file) => UpstreamClip.parse(file));
  return { sessionId, hashes: kept.map(({ hash }) => hash ?? '') };
}

const isKept = (hash: string | undefined): boolean => existsSync(join(engine.dataDir, 'clips', hash ?? 'none'));
const filesOf = async (folder: string, mark: string): Promise<string[]> =>
  (await readdir(join(engine.dataDir, folder))).filter((name) => name.includes(mark));

/** What rendering has kept of a session's films. */
const piecesOf = async (sessionId: string): Promise<string[]> => {
  const names = await readdir(join(engine.dataDir, 'pieces'), { recursive: true });
  return names.filter((name) => name.includes(sessionId) && /\.\w+$/.test(name));
};

describe('a session that is deleted', () => {
  test('takes along every encoded picture and sound of its film, and leaves those of another', async () => {
    const [one, other] = [await open(makePng('one.png', 15)), await open(makePng('other.png', 16))];
    for (const { sessionId } of [one, other]) {
      await client.turn(sessionId, '加标题“一”');
      await expect.poll(() => piecesOf(sessionId)).not.toEqual([]);
    }
    await client.call(forgetSession, { params: { sessionId: one.sessionId } });
    expect(await piecesOf(one.sessionId)).toEqual([]);
    expect(await piecesOf(other.sessionId)).not.toEqual([]);
  });

  test('is gone with its clips, exports and messages, but for what another session has', async () => {
    const { sessionId, hashes } = await open(makePng('own.png', 11), makePng('shared.png', 12));
    await open(makePng('the same.png', 12));
    const { draft } = await client.state(sessionId);
    await client.call(startRender, { body: { id: 'render_gone', sessionId, draft, output: { format: 'mp4', quality: 'high' } } });
    const streams = await Promise.all(['加标题“一”', '加标题“二”'].map((words) => client.say(sessionId, words)));

    await client.call(forgetSession, { params: { sessionId } });
    await Promise.all(streams.map((stream) => stream.text()));
    expect(hashes.map(isKept)).toEqual([false, true]);
    expect(await filesOf('sessions', sessionId)).toEqual([]);
    expect(await filesOf('renders', 'render_gone')).toEqual([]);
    expect(await filesOf('messages', '')).toEqual([]);
    expect(await piecesOf(sessionId)).toEqual([]);
    expect(await client.ask(forgetSession, { params: { sessionId } })).toMatchObject({ ok: false, code: 1002 });
  });

  test('is not that of someone else', async () => {
    const { sessionId, hashes } = await open(makePng('mine.png', 13));
    const other = createClient(engine.url, (await mintFor(engine.url)).token);
    expect(await other.ask(forgetSession, { params: { sessionId } })).toMatchObject({ ok: false, code: 1002 });
    expect(hashes.map(isKept)).toEqual([true]);
  });

  test('can have its files sent again', async () => {
    const first = await open(makePng('again.png', 14));
    await client.call(forgetSession, { params: { sessionId: first.sessionId } });
    const { sessionId, hashes } = await open(makePng('again.png', 14));
    expect(hashes.map(isKept)).toEqual([true]);
    expect((await client.state(sessionId)).video_infos).toHaveLength(1);
  });
});

describe('a clip that is deleted', () => {
  test('is refused while the film has it, and then gone; its name is not given again', async () => {
    const { sessionId, hashes } = await open(makePng('a.png', 21), makePng('b.png', 22));
    const params = { sessionId, clipId: 'c2' };
    expect(await client.ask(forgetClip, { params })).toMatchObject({ ok: false, code: 409 });
    await client.turn(sessionId, '删掉第二段');
    await client.call(forgetClip, { params });
    expect(hashes.map(isKept)).toEqual([true, false]);
    expect(await piecesOf(sessionId)).toEqual([]);
    await client.upload(sessionId, [makePng('c.png', 23)]);
    const { video_infos: infos } = await client.state(sessionId);
    expect(infos?.map(({ id }) => id)).toEqual(['c1', 'c3']);
    await client.turn(sessionId, '撤销');
    expect(JSON.stringify((await client.state(sessionId)).draft)).not.toContain('"c2"');
  });
});

describe('a start', () => {
  test('removes sessions that nobody asked for in a month, with their clips and old pieces', async () => {
    const old = await open(makePng('old.png', 31));
    const used = await open(makePng('used.png', 32));
    const { dataDir } = engine;
    await client.turn(used.sessionId, '加标题“一”');
    await expect.poll(() => piecesOf(used.sessionId)).not.toEqual([]);
    await engine.close();
    const before = (Date.now() - SESSION_RETENTION_MS - 60_000) / 1_000;
    await utimes(join(dataDir, 'sessions', `${old.sessionId}.json`), before, before);
    for (const name of await piecesOf(used.sessionId)) await utimes(join(dataDir, 'pieces', name), before, before);

    engine = await startEngine({ dataDir });
    await expect.poll(() => isKept(old.hashes[0])).toBe(false);
    client = createClient(engine.url, client.headers.authorization.slice('Bearer '.length));
    expect(await client.ask(forgetSession, { params: { sessionId: old.sessionId } })).toMatchObject({ ok: false, code: 1002 });
    await expect.poll(() => piecesOf(used.sessionId)).toEqual([]);
    expect(isKept(used.hashes[0])).toBe(true);
  });

  test('counts a look at the state as use', async () => {
    const { sessionId } = await open(makePng('looked.png', 33));
    const path = join(engine.dataDir, 'sessions', `${sessionId}.json`);
    const { dataDir } = engine;
    await engine.close();
    const before = (Date.now() - SESSION_RETENTION_MS + 600_000) / 1_000;
    await utimes(path, before, before);
    engine = await startEngine({ dataDir });
    client = createClient(engine.url, client.headers.authorization.slice('Bearer '.length));
    await client.state(sessionId);
    expect((await stat(path)).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
  });
});
