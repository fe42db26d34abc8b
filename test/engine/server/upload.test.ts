import { readdir } from 'node:fs/promises';
import { createServer, request as startRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillPath } from '../../../src/contract/endpoint.ts';
import { UpstreamClip, uploadClips } from '../../../src/contract/upstream/clip.ts';
import { UPSTREAM_CODE } from '../../../src/contract/upstream/envelope.ts';
import { openIncoming } from '../../../src/engine/store/incoming.ts';
import { createClient, mintFor, type UpstreamClient } from '../../support/upstream-client.ts';
import { makePng, makeWav } from '../../support/upstream-media.ts';
import { type StartedEngine, startEngine } from './support/engine.ts';
import { createDir, mp4Bytes } from './support/store.ts';

let engine: StartedEngine;
let client: UpstreamClient;

beforeAll(async () => {
  engine = await startEngine({ allowPrivateAddresses: true });
  client = createClient(engine.url, (await mintFor(engine.url)).token);
});
afterAll(() => engine.remove());

const incomingNames = (): Promise<string[]> => readdir(join(engine.dataDir, 'incoming'));
const clipsOf = async (sessionId: string) => (await client.state(sessionId)).video_infos ?? [];

describe('an upload', () => {
  test('gives clips their names in the order of arrival, and the film follows', async () => {
    const sessionId = await client.startSession();
    await client.upload(sessionId, [makePng('a.png', 1), makePng('b.png', 2)]);
    await client.upload(sessionId, [makeWav('c.wav', 1.5)]);
    const infos = await clipsOf(sessionId);
    expect(infos.map(({ id, filename, file_type }) => [id, filename, file_type])).toEqual([
      ['c1', 'a.png', 'image'],
      ['c2', 'b.png', 'image'],
      ['c3', 'c.wav', 'audio'],
    ]);
    expect(infos[2]?.duration).toBeCloseTo(1.5, 1);
    const { draft } = await client.state(sessionId);
    expect(draft).toMatchObject({ t: [{ tt: 0, sg: [{ src: 'c1' }, { src: 'c2' }] }] });
  });

  test('of the same bytes twice is two clips and one file', async () => {
    const sessionId = await client.startSession();
    const sent = await client.upload(sessionId, [makePng('a.png', 77), makePng('copy of a.png', 77)]);
    if (!sent.ok) throw new Error(sent.message);
    const files = (sent.data as { files: unknown[] }).files.map((file) => UpstreamClip.parse(file));
    expect(files.map(({ id }) => id)).toEqual(['c1', 'c2']);
    expect(new Set(files.map(({ hash }) => hash)).size).toBe(1);
  });

  test.each([
    ['a broken film', 'film.mp4', mp4Bytes('broken')],
    ['an empty file', 'film.mp4', Buffer.alloc(0)],
    ['a program', 'film.exe', mp4Bytes('x')],
    ['a playlist', 'film.mp4', Buffer.from('ffconcat version 1.0\nfile /etc/passwd\n')],
  ])('of %s leaves nothing behind', async (_, name, bytes) => {
    const sessionId = await client.startSession();
    const sent = await client.upload(sessionId, [makePng('good.png', 5), { name, type: 'video/mp4', bytes }]);
    expect(sent).toMatchObject({ ok: false, code: UPSTREAM_CODE.fileUnsupported });
    expect(sent.ok ? '' : sent.message).toContain(name);
    expect(await clipsOf(sessionId)).toEqual([]);
    expect(await incomingNames()).toEqual([]);
  });

  test('that is refused while its file still opens leaves nothing behind', async () => {
    const dir = await createDir();
    const incoming = await openIncoming(dir);
    const refuse = () => incoming.receive('film.mp4', Readable.from([]), new AbortController().signal);
    for (let round = 0; round < 50; round++) await Promise.allSettled(Array.from({ length: 16 }, refuse));
    expect(await readdir(dir)).toEqual([]);
  });

  test('that breaks off leaves nothing behind', async () => {
    const sessionId = await client.startSession();
    const address = new URL(client.url + fillPath(uploadClips.path, { sessionId }));
    const headers = { ...client.headers, 'content-type': 'multipart/form-data; boundary=b', 'content-length': '1000000' };
    const request = startRequest(address, { method: 'POST', headers });
    request.on('error', () => undefined);
    request.write(`--b\r\ncontent-disposition: form-data; name="files"; filename="a.mp4"\r\ncontent-type: video/mp4\r\n\r\n`);
    request.write(mp4Bytes('half', 200_000));
    await expect.poll(incomingNames).toHaveLength(1);
    request.destroy();
    await expect.poll(incomingNames).toEqual([]);
    expect(await clipsOf(sessionId)).toEqual([]);
  });

  test('that is refused early is answered although the body still comes', async () => {
    const sessionId = await client.startSession();
    const sent = await client.upload(sessionId, [{ name: 'film.mp4', type: 'video/mp4', bytes: Buffer.alloc(30_000_000, 'x') }]);
    expect(sent).toMatchObject({ ok: false, code: 4001 });
  });

  test('without a file in the right field is refused', async () => {
    const sessionId = await client.startSession();
    const body = new FormData();
    body.append('file', new Blob(['x']), 'a.mp4');
    const answer = await fetch(client.url + fillPath(uploadClips.path, { sessionId }), { method: 'POST', headers: client.headers, body });
    expect(answer.status).toBe(400);
  });

  test('larger than the limit is stopped at the limit', async () => {
    const dir = await createDir();
    const incoming = await openIncoming(dir, 100_000);
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          sent += 10_000;
          yield sent === 10_000 ? mp4Bytes('', 9_980) : Buffer.alloc(10_000);
        }
      })(),
    );
    const receiving = incoming.receive('film.mp4', endless, new AbortController().signal);
    await expect(receiving).rejects.toMatchObject({ code: 'file_too_large', args: { name: 'film.mp4' } });
    expect(sent).toBeLessThan(400_000);
    expect(await readdir(dir)).toEqual([]);
  });
});

describe('an address', () => {
  const serve = async (answer: Parameters<typeof createServer>[1]) => {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
  };
  const send = (to: UpstreamClient, sessionId: string, url: string) =>
    to.ask(uploadClips, { params: { sessionId }, body: { urls: [url], source_type: 'url' } });

  test('is fetched, over a redirect, and named by its type where its path has none', async () => {
    const server = await serve((request, reply) => {
      if (request.url === '/old') reply.writeHead(302, { location: '/photo?id=1' }).end();
      else reply.writeHead(200, { 'content-type': 'image/png' }).end(makePng('x.png', 9).bytes);
    });
    const sessionId = await client.startSession();
    expect(await send(client, sessionId, `${server.url}/old`)).toMatchObject({ ok: true });
    expect((await clipsOf(sessionId)).map(({ filename }) => filename)).toEqual(['photo.png']);
    server.close();
  });

  test.each([
    [
      'too large',
      (reply: { writeHead: (status: number, headers: Record<string, string>) => void }) =>
        reply.writeHead(200, { 'content-length': '600000000' }),
      4002,
    ],
    ['not there', (reply: { writeHead: (status: number, headers: Record<string, string>) => void }) => reply.writeHead(404, {}), 422],
  ])('of a file that is %s is refused', async (_, answer, code) => {
    const server = await serve((_request, reply) => {
      answer(reply);
      reply.flushHeaders();
      if (code === 422) reply.end();
    });
    const sessionId = await client.startSession();
    expect(await send(client, sessionId, `${server.url}/film.mp4`)).toMatchObject({ ok: false, code });
    server.close();
  });

  test('of the private network is refused unless the settings allow it', async () => {
    const strict = await startEngine();
    const careful = createClient(strict.url, (await mintFor(strict.url)).token);
    const sessionId = await careful.startSession();
    for (const url of ['http://127.0.0.1:1/a.mp4', 'http://localhost:1/a.mp4', 'file:///etc/passwd']) {
      expect(await send(careful, sessionId, url)).toMatchObject({ ok: false, code: 422 });
    }
    await strict.remove();
  });
});
