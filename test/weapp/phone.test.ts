import { writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { BUILT_IN_RELAY, createOutside, type NodeOutside } from '../support/weapp/outside.ts';
import { createPhone, type Phone } from '../support/weapp/phone.ts';
import { readWxNames } from '../support/weapp/wx-names.ts';

type Api = (options?: object) => unknown;
type Task = {
  abort(): void;
  onChunkReceived(listener: (chunk: { data: ArrayBuffer }) => void): void;
  onProgressUpdate(listener: (at: object) => void): void;
};

const names = readWxNames();
const file = path.join(tmpdir(), `saycut-phone-${process.pid}.mp4`);
const MESSAGES = ['data: 你好\n\n', 'data: 世界\n\n'];

let server: http.Server;
let outside: NodeOutside;
let phone: Phone;
let open = 0;
let most = 0;

beforeAll(async () => {
  writeFileSync(file, Buffer.alloc(200_000, 7));
  server = http.createServer((request, reply) => {
    open += 1;
    most = Math.max(most, open);
    reply.on('close', () => {
      open -= 1;
    });
    const body: Buffer[] = [];
    request.on('data', (piece: Buffer) => body.push(piece));
    request.on('end', () => answer(request.url ?? '', Buffer.concat(body), reply));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  outside = createOutside({ relayUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
beforeEach(() => {
  phone = createPhone({ names, outside, own: (value) => value });
  most = 0;
});
afterAll(async () => {
  await outside.close();
  server.closeAllConnections();
  server.close();
});

function answer(url: string, body: Buffer, reply: http.ServerResponse): void {
  if (url === '/never') return;
  if (url === '/stream') {
    for (const message of MESSAGES) reply.write(message);
    reply.end();
  } else if (url === '/refuse') {
    reply.writeHead(402, { 'content-length': '2' }).end('{}');
  } else if (url === '/film') {
    reply.writeHead(200, { 'content-type': 'video/mp4' }).end(body.length > 0 ? body : 'film');
  } else {
    setTimeout(() => reply.end(JSON.stringify({ bytes: body.length, url })), 5);
  }
}

const call = (name: string, options: object = {}): unknown => (phone.wx[name] as Api)(options);

/** The callbacks of an API as a promise: whichever comes. */
const answerOf = (name: string, options: object = {}): Promise<Record<string, unknown>> =>
  new Promise((resolve) => call(name, { timeout: 60_000, ...options, success: resolve, fail: resolve }));

const url = (where: string): string => `${BUILT_IN_RELAY}${where}`;

describe('the phone of the tests', () => {
  test('knows the names of WeChat and reports any other', () => {
    expect(names).toEqual(expect.arrayContaining(['request', 'chooseMedia', 'shareVideoMessage', 'env']));
    expect(phone.wx.fetch).toBeUndefined();
    expect(phone.problems).toEqual(['wx.fetch does not exist in WeChat']);
  });

  test('gives a stream in pieces that end inside a character, and loses nothing', async () => {
    const pieces: Buffer[] = [];
    const done = new Promise((resolve) => {
      const task = call('request', { url: url('/stream'), enableChunked: true, success: resolve }) as Task;
      task.onChunkReceived(({ data }) => pieces.push(Buffer.from(data)));
    });
    await expect(done).resolves.toMatchObject({ statusCode: 200, data: '' });
    expect(pieces.length).toBeGreaterThan(1);
    expect(Buffer.concat(pieces).toString()).toBe(MESSAGES.join(''));
  });

  test('hands every status to success, and loses a refusal that came in one piece to a chunked request', async () => {
    expect(await answerOf('request', { url: url('/refuse') })).toMatchObject({ statusCode: 402, data: {} });
    expect(await answerOf('request', { url: url('/refuse'), enableChunked: true })).toMatchObject({ statusCode: 402, data: '' });
  });

  test('keeps ten calls going and lets the others wait', async () => {
    const replies = await Promise.all(Array.from({ length: 25 }, (_, index) => answerOf('request', { url: url(`/${index}`) })));
    expect(replies.map(({ statusCode }) => statusCode)).toEqual(Array(25).fill(200));
    expect(most).toBeLessThanOrEqual(10);
  });

  test('reports two chunked requests at a time, and a call that waits as long as each client likes', () => {
    const tasks = [1, 2].map(() => call('request', { url: url('/never'), enableChunked: true, timeout: 1_000 }) as Task);
    for (const task of tasks) task.abort();
    expect(phone.problems).toEqual([expect.stringContaining('two chunked requests')]);
    (call('request', { url: url('/never') }) as Task).abort();
    expect(phone.problems.at(-1)).toContain('without a timeout');
  });

  test('sends a real file as multipart with progress, and can be stopped', async () => {
    const { path: filePath } = outside.addFile(file);
    const seen: object[] = [];
    const sent = new Promise<Record<string, unknown>>((resolve) => {
      const task = call('uploadFile', { url: url('/up'), filePath, name: 'files', success: resolve, fail: resolve }) as Task;
      task.onProgressUpdate((at) => seen.push(at));
    });
    const { data } = await sent;
    expect(JSON.parse(String(data)).bytes).toBeGreaterThan(200_000);
    expect(seen.length).toBeGreaterThan(1);
    const stopped = new Promise((resolve) =>
      (call('uploadFile', { url: url('/never'), filePath, name: 'files', fail: resolve }) as Task).abort(),
    );
    await expect(stopped).resolves.toMatchObject({ errMsg: 'uploadFile:fail abort' });
  });

  test('breaks what is under way five seconds after it was left, and says so on return', async () => {
    const heard: unknown[] = [];
    call('request', { url: url('/never'), fail: (failure: unknown) => heard.push(failure) });
    phone.sleep();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(heard).toEqual([]);
    phone.wake();
    expect(heard).toEqual([{ errMsg: 'request:fail interrupted', errno: 600_003 }]);
  });

  test('shares only in a tap, or where the callback of a download carries one', async () => {
    const download = (): Promise<unknown> =>
      new Promise((resolve) =>
        call('downloadFile', {
          url: url('/film'),
          success: ({ tempFilePath }: { tempFilePath: string }) => resolve(answerOf('shareVideoMessage', { videoPath: tempFilePath })),
        }),
      );
    await expect(download()).resolves.toMatchObject({ errMsg: expect.stringContaining('TAP gesture') });
    const inTap = new Promise((resolve) => phone.thread.enter(() => resolve(download()), true));
    await expect(inTap).resolves.toMatchObject({ errMsg: 'shareVideoMessage:ok' });
    const afterTimer = new Promise((resolve) =>
      phone.thread.enter(() => phone.thread.timers.setTimeout(() => resolve(answerOf('openSetting'))), true),
    );
    await expect(afterTimer).resolves.toMatchObject({ errMsg: expect.stringContaining('TAP gesture') });
  });

  test('asks for the album once, and after a no only the settings help', async () => {
    phone.media.allowsAlbum = false;
    const { tempFilePath } = await answerOf('downloadFile', { url: url('/film') });
    const save = (): Promise<Record<string, unknown>> => answerOf('saveVideoToPhotosAlbum', { filePath: tempFilePath });
    expect(await save()).toMatchObject({ errno: 103 });
    phone.media.allowsAlbum = true;
    expect(await save()).toMatchObject({ errno: 103 });
    await new Promise((resolve) => phone.thread.enter(() => resolve(answerOf('openSetting')), true));
    expect(await save()).toMatchObject({ errMsg: 'saveVideoToPhotosAlbum:ok' });
  });
});
