import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ErrorBody, statusOf } from '../../src/contract/error.ts';
import { writeEvent } from '../../src/contract/relay/stream.ts';
import { JournalledEvent } from '../../src/contract/relay/turn.ts';
import { createRoutes, type Route } from './scripted-relay/routes.ts';
import { type Call, createScript, type Script } from './scripted-relay/script.ts';
import { createWorld, type World } from './scripted-relay/world.ts';

export type ScriptedRelay = { url: string; calls: Call[]; script: Script; world: World; close(): Promise<void> };

const folder = path.resolve(import.meta.dirname, '../../dist/h5');
const poster = path.resolve(import.meta.dirname, '../app/gallery/img/sea.jpg');
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.jpg': 'image/jpeg' };
/** Bytes of every "finished film": nobody plays them. */
const FILM_BYTES = 2_000;

/**
 * The app's wire over real HTTP with nothing behind it: serves the H5 build, does what its script says, and remembers every call. For the
 * faults and the moments that a real relay does not make on demand. Every reply must fit its endpoint's schema.
 */
export async function startScriptedRelay(): Promise<ScriptedRelay> {
  const script = createScript();
  const world = createWorld(script);
  const desk = createDesk({ calls: [], script, world, routes: createRoutes(script, world) });
  const server = createServer((request, reply) => {
    void desk.answer(request, reply).catch((cause) => {
      if (!reply.headersSent) reply.writeHead(500);
      reply.end(String(cause));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls: desk.calls,
    script,
    world,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Desk = { calls: Call[]; script: Script; world: World; routes: Route[] };

function createDesk({ calls, script, world, routes }: Desk) {
  /** The same key gets the same answer, as the relay promises. */
  const byKey = new Map<string, unknown>();

  async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://scripted');
    if (!url.pathname.startsWith('/v1/')) return serveApp(url.pathname, reply);
    const isUpload = request.method === 'POST' && url.pathname.endsWith('/clips');
    const plan = isUpload ? (script.uploads.shift() ?? 'answer') : 'answer';
    const body = await readBody(request);
    const call = {
      method: request.method ?? '',
      path: url.pathname,
      key: request.headers['idempotency-key'] as string | undefined,
      body: isUpload ? undefined : parse(body),
      at: Date.now(),
    };
    calls.push(call);
    if (typeof plan === 'object') await plan;
    if (plan === 'stall') return;
    if (plan === 'break') return breakLine(reply);
    await script.delay(call);
    const refusal = typeof plan === 'object' || plan === 'answer' ? script.refuse(call) : { code: plan };
    if (refusal) return send(reply, statusOf[refusal.code], ErrorBody.parse({ error: refusal }));
    if (url.pathname.endsWith('/events')) return stream(url, reply);
    if (url.pathname.endsWith('/file')) return sendFilm(reply);
    if (url.pathname.includes('/captions/')) return sendCaptions(url.pathname, reply);
    if (url.pathname.endsWith('/poster')) return void createReadStream(poster).pipe(reply.writeHead(200, { 'content-type': 'image/jpeg' }));
    const result = handle(call, url);
    if (result === undefined) return send(reply, 404, { error: { code: 'not_found' } });
    send(reply, 200, result);
  }

  function handle(call: Call, url: URL): unknown {
    const key = call.method === 'POST' && call.key !== undefined ? `${call.path} ${call.key}` : undefined;
    if (key !== undefined && byKey.has(key)) return byKey.get(key);
    for (const { method, pattern, answer: respond } of routes) {
      const found = method === call.method ? pattern.exec(call.path) : null;
      if (!found) continue;
      const result = respond({ params: { ...found.groups }, query: url.searchParams, body: call.body });
      // As at the relay, an answer that asks to ask again is not the answer.
      const isLasting = (result as { state?: unknown } | undefined)?.state !== 'copying';
      if (key !== undefined && result !== undefined && isLasting) byKey.set(key, result);
      return result;
    }
    return undefined;
  }

  function stream(url: URL, reply: ServerResponse): void {
    reply.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    const hearing = world.hear(url.pathname.split('/')[3] ?? '', Number(url.searchParams.get('after') ?? 0));
    if (!hearing) return void reply.end(writeEvent({ seq: 0, event: { type: 'error', code: 'not_found' } }));
    let sent = 0;
    const tell = (journalled: JournalledEvent): void => {
      if (reply.writableEnded) return;
      reply.write(writeEvent(JournalledEvent.parse(journalled)));
      sent += 1;
      if (journalled.event.type === 'done' || sent === script.cutAfter) reply.end();
    };
    reply.flushHeaders();
    for (const journalled of hearing.past) tell(journalled);
    const stop = hearing.listen(tell);
    reply.on('close', stop);
  }

  function sendCaptions(pathname: string, reply: ServerResponse): void {
    script.tooOld -= 1;
    if (script.tooOld >= 0) return void reply.writeHead(403).end();
    reply.writeHead(200, { 'content-type': 'text/plain' }).end(`captions ${path.basename(pathname)}`);
  }

  async function sendFilm(reply: ServerResponse): Promise<void> {
    reply.writeHead(200, { 'content-type': 'video/mp4', 'content-length': FILM_BYTES });
    reply.write(Buffer.alloc(FILM_BYTES / 2));
    await script.file;
    reply.end(Buffer.alloc(FILM_BYTES / 2));
  }

  return { calls, answer };
}

/** In the middle of the answer: a line that breaks before it is silently tried again by the browser. */
function breakLine(reply: ServerResponse): void {
  reply.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
  reply.write('{', () => reply.destroy());
}

const compressed = new Map<string, Buffer>();

/** The build, compressed as the relay does. */
function serveApp(pathname: string, reply: ServerResponse): void {
  const file = path.join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
  if (!file.startsWith(folder) || !existsSync(file)) return void reply.writeHead(404).end();
  const type = types[path.extname(file)] ?? 'application/octet-stream';
  if (!/text/.test(type)) return void createReadStream(file).pipe(reply.writeHead(200, { 'content-type': type }));
  const key = `${file} ${statSync(file).mtimeMs}`;
  const body = compressed.get(key) ?? gzipSync(readFileSync(file));
  compressed.set(key, body);
  reply.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(body);
}

/** Reads all of it and keeps a little: what is large is a film. */
async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) if (body.length < 100_000) body += String(piece);
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const send = (reply: ServerResponse, status: number, body: unknown): void =>
  void reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
