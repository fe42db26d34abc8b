import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillPath } from '../../../src/contract/endpoint.ts';
import { uploadClips } from '../../../src/contract/upstream/clip.ts';
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

const png = makePng('a.png', 60);
const body = Buffer.concat([
  Buffer.from('--b\r\ncontent-disposition: form-data; name="files"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n'),
  png.bytes,
  Buffer.from('\r\n--b--\r\n'),
]);

type Sending = { head: string[]; bytes: Buffer; isCut?: boolean };

/** Sends the bytes as they are, and gives what came back; `isCut` ends the connection with the last of them. */
function send(sessionId: string, { head, bytes, isCut = false }: Sending): Promise<string> {
  const { hostname, port } = new URL(engine.url);
  const headers = [
    `POST ${fillPath(uploadClips.path, { sessionId })} HTTP/1.1`,
    `host: ${hostname}`,
    'content-type: multipart/form-data; boundary=b',
    ...Object.entries(client.headers).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
    ...head,
  ];
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${headers.join('\r\n')}\r\n\r\n`);
      socket.write(bytes);
      if (isCut) socket.end();
    });
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

const chunked = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')]);

describe('an upload', () => {
  test.each([
    { of: 'the length it says', head: [`content-length: ${body.length}`], bytes: body },
    { of: 'no length, in chunks', head: ['transfer-encoding: chunked'], bytes: chunked(body) },
  ])('of $of is taken', async (sending) => {
    const sessionId = await client.startSession();
    expect(await send(sessionId, sending)).toMatch(/^HTTP\/1.1 200/);
    expect((await client.state(sessionId)).video_infos).toHaveLength(1);
  });

  test.each([
    { that: 'says fewer bytes than it has', head: [`content-length: ${body.length - 40}`], bytes: body },
    { that: 'says more bytes than it has', head: [`content-length: ${body.length + 40}`], bytes: body, isCut: true },
    { that: 'ends inside of a chunk', head: ['transfer-encoding: chunked'], bytes: chunked(body).subarray(0, -60), isCut: true },
    { that: 'has a length that is no number', head: ['content-length: many'], bytes: body },
    { that: 'has a length and chunks', head: ['content-length: 10', 'transfer-encoding: chunked'], bytes: chunked(body) },
    { that: 'says it is empty', head: ['content-length: 0'], bytes: Buffer.alloc(0) },
  ])('that $that keeps nothing', async (sending) => {
    const sessionId = await client.startSession();
    expect(await send(sessionId, sending)).not.toMatch(/^HTTP\/1.1 2/);
    expect((await client.state(sessionId)).video_infos).toEqual([]);
    await expect.poll(() => readdir(join(engine.dataDir, 'incoming'))).toEqual([]);
  });
});
