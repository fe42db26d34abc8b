import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ATTRIBUTION, SKILL_SOURCE } from '../../src/contract/upstream/attribution.ts';
import { UPSTREAM_CODE } from '../../src/contract/upstream/envelope.ts';
import { CLIENT_ID_HEADER } from '../../src/contract/upstream/token.ts';
import { type Call, type FakeUpstreamOptions, type Faking, readBody } from './fake-upstream/call.ts';
import { type Answer, answerInstead, deliver, type Fault, isInstead, json, writeCode } from './fake-upstream/fault.ts';
import { pollRender, sendFile, startRender } from './fake-upstream/render.ts';
import { runMessage } from './fake-upstream/run.ts';
import type { Script } from './fake-upstream/script.ts';
import { clipOf, readParts } from './fake-upstream/upload.ts';
import { createWorld, mint, openSession, ownerOf, type World } from './fake-upstream/world.ts';

export type FakeUpstream = {
  url: string;
  world: World;
  /** Adds something that goes wrong. */
  fail: (fault: Fault) => void;
  /** What a message with these words comes to; without one, the fake edits by itself. Newer ones win. */
  onMessage: (text: string | RegExp, script: Script) => void;
  /** How often a message with exactly these words arrived. */
  countMessages: (text: string) => number;
  /** Forgets all tokens: the next call of everybody is answered with 1001. */
  expireTokens: () => void;
  /** Forgets all sessions: the next call to them is answered with 1002. */
  loseSessions: () => void;
  /** Cuts every open connection. */
  dropConnections: () => void;
  close: () => Promise<void>;
};

type Route = {
  method: string;
  path: RegExp;
  isOpen?: true;
  handle: (faking: Faking, call: Call, params: string[]) => Promise<Answer> | Answer;
};

const defaults: Required<FakeUpstreamOptions> = {
  dialect: 'adk',
  renderShape: 'data',
  renderPolls: 2,
  file: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42\0\0\0\0mp42isom', 'latin1'), Buffer.alloc(1000)]),
  tokenValidMs: 7 * 24 * 3_600_000,
  pieceBytes: 0,
  costPerMessage: 10,
  isCancelledByDisconnect: true,
};

const ok = (data: unknown): Answer => json({ code: 0, message: 'success', data });

const routes: Route[] = [
  {
    method: 'POST',
    path: /^\/api\/auth\/anonymous-token$/,
    isOpen: true,
    handle: ({ world, options }, { request }) => {
      const clientId = request.headers[CLIENT_ID_HEADER.toLowerCase()];
      if (typeof clientId !== 'string') return writeCode(UPSTREAM_CODE.clientIdMissing, 'status', 'X-Client-Id is missing');
      const { token, userId, expiresAt } = mint(world, clientId, options.tokenValidMs);
      return ok({ token, user_id: userId, expires_at: new Date(expiresAt).toISOString(), credits: 100 });
    },
  },
  {
    method: 'POST',
    path: /^\/api\/tasks\/me\/with-session\/nemo_agent$/,
    handle: ({ world }, { owner }) => {
      const session = openSession(world, owner);
      return ok({ task_id: session.taskId, session_id: session.id, user_id: owner });
    },
  },
  { method: 'POST', path: /^\/run_sse$/, handle: runMessage },
  { method: 'POST', path: /^\/api\/upload-video\/nemo_agent\/me\/([^/]+)$/, handle: upload },
  {
    method: 'GET',
    path: /^\/api\/state\/nemo_agent\/me\/([^/]+)\/latest$/,
    handle: ({ world }, { owner }, [sessionId = '']) => {
      const session = world.sessions.get(sessionId);
      if (session?.owner !== owner) return writeCode(UPSTREAM_CODE.sessionLost, 'status', 'session not found');
      const state = { video_infos: session.clips, draft: session.draft, canvas_config: {}, video_analyses: {}, generated_media: null };
      return ok({ session_id: session.id, task_id: session.taskId, task_name: 'project', state });
    },
  },
  {
    method: 'GET',
    path: /^\/api\/credits\/balance\/simple$/,
    handle: ({ world }) => ok({ ...world.credits, total: world.credits.available + world.credits.frozen }),
  },
  { method: 'POST', path: /^\/api\/render\/proxy\/lambda$/, handle: startRender },
  { method: 'GET', path: /^\/api\/render\/proxy\/lambda\/([^/]+)$/, handle: pollRender },
  {
    method: 'POST',
    path: /^\/api\/render\/proxy\/lambda\/([^/]+)\/cancel$/,
    handle: ({ world }, _, [renderId = '']) => {
      const render = world.renders.get(renderId);
      if (render && render.status !== 'completed') render.status = 'cancelled';
      return json({ success: render !== undefined });
    },
  },
  { method: 'GET', path: /^\/api\/render\/proxy\/([^/]+)\/download$/, isOpen: true, handle: sendFile },
  {
    method: 'GET',
    path: /^\/cdn\/([0-9a-f]+)\/[^/]+$/,
    isOpen: true,
    handle: ({ world }, _, [hash = '']) => {
      const body = world.files.get(hash);
      return body === undefined ? json({ detail: 'gone' }, 404) : { status: 200, headers: { 'content-type': 'video/mp4' }, body };
    },
  },
  {
    method: 'POST',
    path: /^\/api\/auth\/claim-token$/,
    handle: () => json({ claim_token: `clm_${Date.now().toString(36)}`, expires_in: 604_800 }),
  },
];

async function upload({ world, url }: Faking, { request, owner }: Call, [sessionId = '']: string[]): Promise<Answer> {
  const isMultipart = request.headers['content-type']?.startsWith('multipart/') === true;
  const parts = isMultipart ? await readParts(request) : [];
  const body = isMultipart ? undefined : ((await readBody(request)) as { urls?: string[] } | undefined);
  const session = world.sessions.get(sessionId);
  if (session?.owner !== owner) return writeCode(UPSTREAM_CODE.sessionLost, 'status', 'session not found');
  const fetched = (body?.urls ?? []).map((address) => {
    const name = decodeURIComponent(new URL(address).pathname.split('/').pop() ?? 'clip.mp4');
    return {
      filename: name,
      file_type: 'video',
      cdn_url: address,
      duration: 10,
      width: 1080,
      height: 1920,
      fps: 30,
      hash: address,
      size: 1,
    };
  });
  const files = [...parts.map((part) => clipOf(part, url)), ...fetched];
  const known = files.flatMap((file) => file ?? []);
  if (known.length < files.length || files.length === 0)
    return writeCode(UPSTREAM_CODE.fileUnsupported, 'envelope', 'unsupported file type');
  for (const part of parts) world.files.set(part.hash, Buffer.concat(part.bytes));
  session.clips.push(...known);
  return ok({ files: known, session_state_applied: true });
}

/** Plays the upstream over real HTTP on loopback, and goes wrong in every way asked for. */
export async function startFakeUpstream(given: FakeUpstreamOptions = {}): Promise<FakeUpstream> {
  const world = createWorld();
  const faults: Fault[] = [];
  const sockets = new Set<Socket>();
  const faking: Faking = { world, options: { ...defaults, ...given }, url: '' };
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    request.on('error', () => undefined);
    void answer(faking, faults, { request, response }).catch((cause: unknown) =>
      response.destroy(cause instanceof Error ? cause : undefined),
    );
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  faking.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const dropConnections = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: faking.url,
    world,
    fail: (fault) => faults.push({ ...fault }),
    onMessage: (text, script) => world.scripts.unshift({ text, script }),
    countMessages: (text) => world.messages.filter((message) => message.text === text).length,
    expireTokens: () => {
      for (const token of world.tokens.values()) token.expiresAt = 0;
    },
    loseSessions: () => world.sessions.clear(),
    dropConnections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The first fault that fits the request and has not been used up. */
function takeFault(faults: Fault[], line: string): Fault | undefined {
  const fault = faults.find((one) => one.on.test(line) && (one.times ?? 1) > 0);
  if (!fault) return undefined;
  if ((fault.skip ?? 0) > 0) {
    fault.skip = (fault.skip ?? 0) - 1;
    return undefined;
  }
  fault.times = (fault.times ?? 1) - 1;
  return fault;
}

async function answer(
  faking: Faking,
  faults: Fault[],
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { world } = faking;
  const url = new URL(request.url ?? '/', faking.url);
  const line = `${request.method} ${url.pathname}`;
  world.requests.push({ method: request.method ?? '', path: url.pathname, headers: request.headers });
  if (request.headers[ATTRIBUTION.source.toLowerCase()] !== SKILL_SOURCE) world.unattributed.push(line);

  const fault = takeFault(faults, line);
  fault?.before?.();
  if (fault && isInstead(fault)) {
    request.resume();
    return deliver(response, answerInstead(fault), fault);
  }
  const route = routes.find(({ method, path }) => method === request.method && path.test(url.pathname));
  if (!route) return deliver(response, json({ detail: 'Not Found' }, 404), fault);
  const owner = ownerOf(world, request.headers.authorization);
  if (owner === undefined && route.isOpen !== true) {
    request.resume();
    return deliver(response, writeCode(UPSTREAM_CODE.tokenExpired, 'status', 'token is invalid'), fault);
  }
  const params = (route.path.exec(url.pathname) ?? []).slice(1).map(decodeURIComponent);
  return deliver(response, await route.handle(faking, { request, response, url, owner: owner ?? '' }, params), fault);
}
