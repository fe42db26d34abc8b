import { randomInt } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillPath } from '../../../src/contract/endpoint.ts';
import { DOWNLOAD_PATH, pollRender, readRender, startRender } from '../../../src/contract/upstream/render.ts';
import { createClient, mintFor, type UpstreamClient } from '../../support/upstream-client.ts';
import { makePng } from '../../support/upstream-media.ts';
import { type EngineProcess, spawnEngine } from './support/process.ts';
import { createDir } from './support/store.ts';

/** Times that the engine is killed, each at a moment of its own. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 8);

/** Life between two kills, ms: a part of a journey. Each fourth one lasts until a journey has ended, or a busy machine would never get further. */
const LIFE_MS = { from: 200, to: 3_000 };

let dataDir: string;
let engine: EngineProcess;
let token: string;
beforeAll(async () => {
  dataDir = await createDir();
  engine = await spawnEngine(dataDir);
  ({ token } = await mintFor(engine.url));
});
afterAll(() => engine.kill());

/** Asks until an engine answers. What it does must be safe to ask again. */
async function insist<Result>(ask: (client: UpstreamClient) => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await ask(createClient(engine.url, token));
    } catch (error) {
      // fetch and its streams fail with these when the other side is gone.
      if (!(error instanceof TypeError)) throw error;
      await wait(30);
    }
  }
}

/** Sends a clip once, whatever is lost: the state tells whether it arrived. */
const uploadOnce = (sessionId: string, file: ReturnType<typeof makePng>): Promise<void> =>
  insist(async (client) => {
    if (((await client.state(sessionId)).video_infos ?? []).length > 0) return;
    const sent = await client.upload(sessionId, [file]);
    if (!sent.ok) throw new Error(sent.message);
  });

/** Says something once: never again after the first byte of an answer, or while the engine has a message to work on. */
async function sayOnce(sessionId: string, title: string): Promise<void> {
  const isDone = (): Promise<boolean> => insist(async (client) => JSON.stringify((await client.state(sessionId)).draft).includes(title));
  const isIdle = async (): Promise<boolean> => (await readdir(join(dataDir, 'messages'))).every((name) => name.endsWith('.tmp'));
  for (let isHeard = false; !(await isDone()); ) {
    if (!isHeard && (await isIdle())) {
      const answer = await createClient(engine.url, token)
        .say(sessionId, `加标题“${title}”`)
        .catch(() => undefined);
      isHeard = answer?.ok === true;
      await answer?.text().catch(() => '');
    }
    await wait(20);
  }
}

async function renderOnce(sessionId: string, id: string): Promise<Buffer> {
  const { draft } = await insist((client) => client.state(sessionId));
  await insist((client) => client.call(startRender, { body: { id, sessionId, draft, output: { format: 'mp4', quality: 'high' } } }));
  const params = { renderId: id };
  let percent = 0;
  for (;;) {
    const report = readRender(await insist((client) => client.call(pollRender, { params })));
    if (report.status === 'failed') throw new Error(report.error);
    if (report.status === 'completed') break;
    expect(report.percent).toBeGreaterThanOrEqual(percent);
    percent = report.percent;
    await wait(50);
  }
  return insist(async (client) => {
    const file = await fetch(client.url + fillPath(DOWNLOAD_PATH, params), { headers: client.headers });
    return Buffer.from(await file.arrayBuffer());
  });
}

async function journey(round: number): Promise<void> {
  const sessionId = await insist((client) => client.startSession());
  await uploadOnce(sessionId, makePng(`${round}.png`, round));
  const title = `round-${round}-title`;
  await sayOnce(sessionId, title);
  const { draft, video_infos: infos } = await insist((client) => client.state(sessionId));
  expect(infos).toHaveLength(1);
  expect(JSON.stringify(draft).split(title)).toHaveLength(2);
  expect((await renderOnce(sessionId, `render_round_${round}`)).toString('latin1', 4, 8)).toBe('ftyp');
}

test(`an engine killed ${ROUNDS} times at any moment loses nothing and does nothing twice`, {
  timeout: 120_000 + ROUNDS * 60_000,
}, async () => {
  let kills = 0;
  let tellEnd = (): void => undefined;
  const nextEnd = (): Promise<void> =>
    new Promise((resolve) => {
      tellEnd = resolve;
    });
  const killer = (async () => {
    for (; kills < ROUNDS; kills++) {
      await (kills % 4 === 3 ? nextEnd() : wait(randomInt(LIFE_MS.from, LIFE_MS.to)));
      await engine.kill();
      engine = await spawnEngine(dataDir);
    }
  })();
  let rounds = 0;
  do {
    await journey(++rounds);
    tellEnd();
  } while (kills < ROUNDS);
  await killer;
  await journey(++rounds);
  expect(await readdir(join(dataDir, 'incoming'))).toEqual([]);
  // What the last kill has left is removed by the next start.
  await engine.kill();
  engine = await spawnEngine(dataDir);
  const kept = await Promise.all(
    ['sessions', 'messages', 'clips', 'renders'].map((name) => readdir(join(dataDir, name), { recursive: true })),
  );
  expect(await readdir(join(dataDir, 'messages'))).toEqual([]);
  expect(kept.flat().filter((name) => /\.(tmp|part)$|leaving/.test(name))).toEqual([]);
});
