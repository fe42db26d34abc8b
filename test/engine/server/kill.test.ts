import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fillPath } from '../../../src/contract/endpoint.ts';
import { DOWNLOAD_PATH, pollRender, readRender, startRender } from '../../../src/contract/upstream/render.ts';
import { createClient, mintFor } from '../../support/upstream-client.ts';
import { makePng } from '../../support/upstream-media.ts';
import { type EngineProcess, spawnEngine } from './support/process.ts';
import { createDir } from './support/store.ts';

const processes: EngineProcess[] = [];
const start = async (...args: Parameters<typeof spawnEngine>): Promise<EngineProcess> => {
  const engine = await spawnEngine(...args);
  processes.push(engine);
  return engine;
};

/** More than are done before the kill arrives. */
const MESSAGES = 20;

type Kept = { history: { past: unknown[] }; done: string[]; running?: unknown };

afterAll(() => Promise.all(processes.map((engine) => engine.kill())));

describe('an engine that is killed', () => {
  test('keeps its tokens, sessions and clips, and finishes a render under the same id', async () => {
    const dataDir = await createDir();
    const first = await start(dataDir);
    const { token } = await mintFor(first.url);
    const before = createClient(first.url, token);
    const sessionId = await before.startSession();
    await before.upload(sessionId, [makePng('one.png', 90), makePng('two.png', 150)]);
    const { draft } = await before.state(sessionId);
    const body = { id: 'render_killed', sessionId, draft, output: { format: 'mp4', quality: 'high' } };
    await before.call(startRender, { body });
    await first.kill();

    const after = createClient((await start(dataDir)).url, token);
    expect((await after.state(sessionId)).draft).toEqual(draft);
    const params = { renderId: body.id };
    await expect.poll(async () => readRender(await after.call(pollRender, { params })).status).toBe('completed');
    const file = await fetch(after.url + fillPath(DOWNLOAD_PATH, params), { headers: after.headers });
    expect(Buffer.from(await file.arrayBuffer()).toString('latin1', 4, 8)).toBe('ftyp');
  });

  test('finishes the messages it had taken, each once and in their order', async () => {
    const dataDir = await createDir();
    const first = await start(dataDir);
    const { token } = await mintFor(first.url);
    const before = createClient(first.url, token);
    const sessionId = await before.startSession();
    await before.upload(sessionId, [makePng('one.png', 91)]);
    const names = Array.from({ length: MESSAGES }, (_, index) => `t${index}`);
    const streams = await Promise.all(names.map((name) => before.say(sessionId, `加标题“${name}”`)));
    const broken = streams.map((stream) => stream.text().catch(() => ''));
    await first.kill();
    await Promise.all(broken);
    const left = await readdir(join(dataDir, 'messages'));
    expect(left.length).toBeGreaterThan(0);

    await start(dataDir);
    await expect.poll(() => readdir(join(dataDir, 'messages'))).toEqual([]);
    const session = JSON.parse(await readFile(join(dataDir, 'sessions', `${sessionId}.json`), 'utf8')) as Kept;
    expect(session.history.past).toHaveLength(MESSAGES);
    expect(new Set(session.done).size).toBe(MESSAGES);
    expect(session.running).toBeUndefined();
  });
});
