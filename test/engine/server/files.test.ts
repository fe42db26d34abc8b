import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UpstreamClip } from '../../../src/contract/upstream/clip.ts';
import { createRunner } from '../../../src/engine/ffmpeg/run.ts';
import { colourGraph, makeClip } from '../../support/clips.ts';
import { createClient, mintFor, type UpstreamClient } from '../../support/upstream-client.ts';
import { makePng, makeWav } from '../../support/upstream-media.ts';
import { buildWorker } from '../../support/worker.ts';
import { type StartedEngine, startEngine } from './support/engine.ts';
import { createDir } from './support/store.ts';

let engine: StartedEngine;
let client: UpstreamClient;
let film: UpstreamClip;

beforeAll(async () => {
  engine = await startEngine();
  client = createClient(engine.url, (await mintFor(engine.url)).token);
  const runner = createRunner({ workerPath: await buildWorker() });
  const path = await makeClip(runner, join(await createDir(), 'film.mp4'), { graph: colourGraph('red', '180x320', 2), seconds: 2 });
  runner.dispose();
  film = await send({ name: 'film.mp4', type: 'video/mp4', bytes: await readFile(path) });
});
afterAll(() => engine.remove());

async function send(file: { name: string; type: string; bytes: Uint8Array }): Promise<UpstreamClip> {
  const sessionId = await client.startSession();
  await client.upload(sessionId, [file]);
  const [clip] = (await client.state(sessionId)).video_infos ?? [];
  if (!clip) throw new Error('the clip is not there');
  return clip;
}

describe('a clip’s files', () => {
  /** Asks again as long as the answer says so: on a machine that is busy, a copy takes longer than one request waits. */
  async function whenMade(url: string): Promise<Response> {
    for (;;) {
      const answer = await fetch(url);
      if (answer.status !== 503) return answer;
      expect(answer.headers.get('retry-after')).toBe('2');
      await answer.body?.cancel();
    }
  }

  test('need no token, are absolute, and take ranges', async () => {
    const whole = Buffer.from(await (await fetch(film.cdn_url ?? '')).arrayBuffer());
    expect(whole.length).toBe(film.size);
    const part = await fetch(film.cdn_url ?? '', { headers: { range: 'bytes=4-7' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, `bytes 4-7/${film.size}`, 'ftyp']);
    const past = await fetch(film.cdn_url ?? '', { headers: { range: `bytes=${(film.size ?? 0) + 1}-` } });
    expect(past.status).toBe(416);
  });

  test.each([
    ['poster_url', 'image/jpeg', '\xff\xd8\xff'],
    ['proxy_url', 'video/mp4', '\0\0\0'],
    ['filmstrip_url', 'image/jpeg', '\xff\xd8\xff'],
    ['waveform_url', 'application/json', '{"s'],
  ] as const)('%s answers at once, even while it is being made', async (field, type, start) => {
    const answer = await whenMade(film[field] ?? '');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain(type);
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 3)).toBe(start);
  });

  test('are named only where they can be made', async () => {
    const sound = await send(makeWav('a.wav', 1));
    expect([sound.poster_url, sound.proxy_url, typeof sound.waveform_url]).toEqual([undefined, undefined, 'string']);
    const still = await send(makePng('a.png', 200));
    expect([typeof still.poster_url, still.proxy_url, still.waveform_url]).toEqual(['string', undefined, undefined]);
    expect((await fetch(still.poster_url ?? '')).status).toBe(200);
    expect((await fetch((still.poster_url ?? '').replace('poster.jpg', 'proxy.mp4'))).status).toBe(404);
  });

  test.each(['clip.json', '..%2f..%2fclients', 'source.mp4.json'])('do not show what else stands in the folder: %s', async (name) => {
    expect((await fetch((film.poster_url ?? '').replace('poster.jpg', name))).status).toBe(404);
  });

  test('that nobody sent are not there', async () => {
    expect((await fetch(`${engine.url}/files/${'0'.repeat(64)}/poster.jpg`)).status).toBe(404);
    expect((await fetch(`${engine.url}/files/exports/render_1.${'0'.repeat(32)}.mp4`)).status).toBe(404);
  });
});
