import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ErrorArgs, type ErrorCode, statusOf } from '../../src/contract/error.ts';
import type { Clip } from '../../src/contract/relay/clip.ts';
import type { Credits } from '../../src/contract/relay/credits.ts';
import type { Export } from '../../src/contract/relay/export.ts';
import type { ProjectDetail } from '../../src/contract/relay/project.ts';
import { writeEvent } from '../../src/contract/relay/stream.ts';
import type { Timeline } from '../../src/contract/relay/timeline.ts';
import type { JournalledEvent, Turn, TurnEvent } from '../../src/contract/relay/turn.ts';

export type Call = { method: string; path: string; key: string | undefined; body: unknown };

/** What a turn tells, step by step; it ends when the promise does. `say` journals an event and streams it. */
export type TurnPlan = (say: (event: TurnEvent) => void, turn: Turn) => Promise<void> | void;

/** `stall` never answers, `break` cuts the line, a code refuses, a promise answers when it is kept. */
export type UploadPlan = 'answer' | 'stall' | 'break' | ErrorCode | Promise<void>;

export type Script = {
  /** Taken one by one; then every turn shortens the timeline by half. */
  turns: TurnPlan[];
  /** Taken one by one; then every upload is answered. */
  uploads: UploadPlan[];
  /** States of an export, one per reading; the last one stays. */
  exports: Partial<Export>[];
  /** Refuses a call before it is handled. */
  refuse: (call: Call) => { code: ErrorCode; args?: ErrorArgs } | undefined;
  /** Cuts streams of turns after this many events. */
  cutAfter: number | undefined;
  credits: Credits;
};

export type FakeRelay = { url: string; calls: Call[]; script: Script; projects: Map<string, ProjectDetail>; close(): Promise<void> };

const folder = path.resolve(import.meta.dirname, '../../dist/h5');
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.jpg': 'image/jpeg' };
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export const emptyTimeline: Timeline = { durationMs: 0, canvas: { width: 1080, height: 1920 }, tracks: [] };

/** A timeline of clips of these lengths, one after another. */
export function timelineOf(lengths: number[]): Timeline {
  let startMs = 0;
  const segments = lengths.map((durationMs, index) => {
    const segment = {
      id: `s${index + 1}`,
      name: `clip ${index + 1}`,
      startMs,
      durationMs,
      speed: 1,
      volume: 100,
      effects: [],
      source: { clip: `c${index + 1}`, inMs: 0, outMs: durationMs },
    };
    startMs += durationMs;
    return segment;
  });
  return { durationMs: startMs, canvas: { width: 1080, height: 1920 }, tracks: [{ kind: 'video', segments }] };
}

/** The app's wire with nothing behind it: serves the H5 build, does what its script says, and remembers every call. For the faults a real relay does not make on demand. */
export async function startFakeRelay(): Promise<FakeRelay> {
  const calls: Call[] = [];
  const projects = new Map<string, ProjectDetail>();
  const script: Script = {
    turns: [],
    uploads: [],
    exports: [],
    refuse: () => undefined,
    cutAfter: undefined,
    credits: {
      available: 86,
      frozen: 0,
      total: 100,
      expiresAt: Date.now() + 7 * 86_400_000,
      bindUrl: 'https://example.org/sign-up?bind=1',
    },
  };
  const world = createWorld({ script, projects });
  const server = createServer((request, reply) => {
    void answer(request, reply, { calls, script, world }).catch((cause) => {
      if (!reply.headersSent) reply.writeHead(500);
      reply.end(String(cause));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls,
    script,
    projects,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type World = ReturnType<typeof createWorld>;
type Context = { calls: Call[]; script: Script; world: World };

async function answer(request: IncomingMessage, reply: ServerResponse, { calls, script, world }: Context): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fake');
  if (!url.pathname.startsWith('/v1/')) return serveFile(url.pathname, reply);
  const isUpload = request.method === 'POST' && /\/clips$/.test(url.pathname);
  const plan = isUpload ? (script.uploads.shift() ?? 'answer') : 'answer';
  const body = await readBody(request);
  const call: Call = {
    method: request.method ?? '',
    path: url.pathname,
    key: request.headers['idempotency-key'] as string | undefined,
    body: isUpload ? undefined : parse(body),
  };
  calls.push(call);
  if (typeof plan === 'object') await plan;
  if (plan === 'stall') return;
  if (plan === 'break') return void request.socket.destroy();
  const refusal = plan === 'answer' || typeof plan === 'object' ? script.refuse(call) : { code: plan };
  if (refusal) return send(reply, statusOf[refusal.code], { error: refusal });
  if (/\/events$/.test(url.pathname))
    return world.stream(url.pathname.split('/')[3] ?? '', Number(url.searchParams.get('after') ?? 0), reply);
  if (/\/file$/.test(url.pathname)) return void reply.writeHead(200, { 'content-type': 'video/mp4' }).end(Buffer.alloc(2_000));
  if (/\/poster$/.test(url.pathname)) return void reply.writeHead(200, { 'content-type': 'image/gif' }).end(pixel);
  const result = world.handle(call, url);
  if (result === undefined) return send(reply, 404, { error: { code: 'not_found' } });
  send(reply, 200, result);
}

function createWorld({ script, projects }: { script: Script; projects: Map<string, ProjectDetail> }) {
  const turns = new Map<string, { turn: Turn; journal: JournalledEvent[]; listeners: Set<(event: JournalledEvent) => void> }>();
  const byKey = new Map<string, unknown>();
  const exports = new Map<string, Export>();
  let count = 0;
  const id = (kind: string): string => {
    count += 1;
    return `${kind}${String(count).padStart(8, '0')}`;
  };

  function journal(projectId: string, turnId: string, event: TurnEvent): void {
    const kept = turns.get(turnId);
    const detail = projects.get(projectId);
    if (!kept || !detail) return;
    const journalled = { seq: kept.journal.length + 1, event };
    kept.journal.push(journalled);
    kept.turn = {
      ...kept.turn,
      lastSeq: journalled.seq,
      events: [...kept.turn.events, event],
      state: event.type === 'done' ? 'done' : 'running',
    };
    if (event.type === 'changed') addVersion(detail, event, turnId);
    detail.turns = detail.turns.map((turn) => (turn.id === turnId ? kept.turn : turn));
    for (const listener of [...kept.listeners]) listener(journalled);
  }

  const snapshots = new Map<string, Timeline>();
  function addVersion(detail: ProjectDetail, event: Extract<TurnEvent, { type: 'changed' }>, turnId: string): void {
    snapshots.set(`${detail.project.id}.${event.version}`, event.timeline);
    detail.timeline = event.timeline;
    detail.version = event.version;
    detail.versions = [
      ...detail.versions,
      { version: event.version, turnId, createdAt: Date.now(), durationMs: event.timeline.durationMs },
    ];
    stand(detail);
  }
  const stand = (detail: ProjectDetail): void => {
    const numbers = detail.versions.map(({ version }) => version);
    detail.canUndo = numbers.some((version) => version < detail.version);
    detail.canRedo = numbers.some((version) => version > detail.version);
  };

  const shorten: TurnPlan = async (say, turn) => {
    const detail = [...projects.values()].find(({ turns: own }) => own.some(({ id: each }) => each === turn.id));
    const fromMs = detail?.timeline.durationMs ?? 0;
    say({ type: 'started', at: Date.now() });
    say({ type: 'step', key: 'trim', state: 'run' });
    say({ type: 'text', delta: '好的，' });
    say({ type: 'text', delta: '剪短了。' });
    say({ type: 'step', key: 'trim', state: 'ok', args: { s: fromMs / 2_000 } });
    say({
      type: 'changed',
      version: Math.max(0, ...(detail?.versions ?? []).map(({ version }) => version)) + 1,
      changes: [{ kind: 'duration', fromMs, toMs: fromMs / 2 }],
      touched: ['s1'],
      unasked: [],
      timeline: timelineOf([fromMs / 2]),
    });
    say({ type: 'done', outcome: 'applied' });
  };

  function startTurn(detail: ProjectDetail, body: { text: string; reference?: Turn['reference'] }): { turn: Turn } {
    const turn: Turn = {
      id: id('turn'),
      text: body.text,
      ...(body.reference ? { reference: body.reference } : {}),
      route: 'edit',
      state: 'running',
      createdAt: Date.now(),
      lastSeq: 0,
      events: [],
    };
    turns.set(turn.id, { turn, journal: [], listeners: new Set() });
    detail.turns = [...detail.turns, turn];
    const plan = script.turns.shift() ?? shorten;
    void Promise.resolve().then(() => plan((event) => journal(detail.project.id, turn.id, event), turn));
    return { turn };
  }

  function addClip(detail: ProjectDetail, url: URL): { clip: Clip } {
    const number = detail.clips.length + 1;
    const clipId = id('clip');
    const clip: Clip = {
      id: clipId,
      draftName: `c${number}`,
      name: url.searchParams.get('name') ?? '',
      kind: 'video',
      sizeBytes: Number(url.searchParams.get('size')),
      durationMs: 8_000,
      posterUrl: `/v1/clips/${clipId}/poster`,
    };
    detail.clips = [...detail.clips, clip];
    detail.timeline = timelineOf(detail.clips.map(() => 8_000));
    detail.version = 1;
    detail.versions = [{ version: 1, createdAt: Date.now(), durationMs: detail.timeline.durationMs }];
    snapshots.set(`${detail.project.id}.1`, detail.timeline);
    return { clip };
  }

  function readExport(exportId: string): { export: Export } | undefined {
    const known = exports.get(exportId);
    if (!known) return undefined;
    const next = { ...known, ...(script.exports.length > 1 ? script.exports.shift() : script.exports[0]) };
    exports.set(exportId, next);
    const detail = projects.get(next.projectId);
    if (detail) detail.exports = [...detail.exports.filter((each) => each.id !== exportId), next];
    return { export: next };
  }

  function startExport(detail: ProjectDetail): { export: Export } | undefined {
    const running = detail.exports.find(
      ({ state, version }) => version === detail.version && (state === 'rendering' || state === 'done' || state === 'queued'),
    );
    if (running) return { export: running };
    const exportId = id('export');
    if (script.exports.length === 0)
      script.exports = [{ state: 'rendering', percent: 40, etaMs: 4_000 }, finished(exportId, detail.timeline.durationMs)];
    exports.set(exportId, {
      id: exportId,
      projectId: detail.project.id,
      version: detail.version,
      state: 'queued',
      percent: 0,
      createdAt: Date.now(),
    });
    return readExport(exportId);
  }

  function onProject(call: Call, url: URL, rest: string[]): unknown {
    const detail = projects.get(rest[0] ?? '');
    if (!detail) return undefined;
    switch (`${call.method} ${rest[1] ?? ''}`) {
      case 'GET ':
        return detail;
      case 'DELETE ':
        projects.delete(detail.project.id);
        return {};
      case 'POST clips':
        return addClip(detail, url);
      case 'POST turns':
        return startTurn(detail, call.body as { text: string });
      case 'POST exports':
        return startExport(detail);
      case 'POST version':
        detail.version = (call.body as { version: number }).version;
        detail.timeline = snapshots.get(`${detail.project.id}.${detail.version}`) ?? detail.timeline;
        stand(detail);
        return detail;
      case 'POST rename':
        detail.project = { ...detail.project, title: (call.body as { title: string }).title };
        return { project: detail.project };
      default:
        return undefined;
    }
  }

  function route(call: Call, url: URL): unknown {
    const [, , noun = '', ...rest] = call.path.split('/');
    switch (noun) {
      case 'sign-in':
        return { token: 'fake', features: { uploadPartBytes: 1_000_000, momentsSeconds: 30, canChooseResolution: true } };
      case 'credits':
        return script.credits;
      case 'projects':
        if (rest[0] !== undefined) return onProject(call, url, rest);
        if (call.method === 'GET') return { projects: [...projects.values()].map(({ project }) => project) };
        return { project: addProject((call.body as { title: string }).title).project };
      case 'exports':
        if (rest[1] === 'cancel') exports.set(rest[0] ?? '', { ...(exports.get(rest[0] ?? '') as Export), state: 'cancelled' });
        return rest[1] === 'cancel' ? { export: exports.get(rest[0] ?? '') } : readExport(rest[0] ?? '');
      case 'turns':
        return {};
      default:
        return undefined;
    }
  }

  function addProject(title: string): ProjectDetail {
    const now = Date.now();
    const project = { id: id('project'), title, status: 'draft', durationMs: 0, clipCount: 0, createdAt: now, updatedAt: now } as const;
    const detail: ProjectDetail = {
      project,
      clips: [],
      timeline: emptyTimeline,
      version: 0,
      versions: [],
      canUndo: false,
      canRedo: false,
      turns: [],
      exports: [],
    };
    projects.set(project.id, detail);
    return detail;
  }

  return {
    /** The same key gets the same answer, as the relay promises. */
    handle(call: Call, url: URL): unknown {
      const key = call.method === 'POST' && call.key !== undefined ? `${call.path} ${call.key}` : undefined;
      if (key !== undefined && byKey.has(key)) return byKey.get(key);
      const result = route(call, url);
      if (key !== undefined && result !== undefined) byKey.set(key, result);
      return result;
    },
    stream(turnId: string, after: number, reply: ServerResponse): void {
      const kept = turns.get(turnId);
      reply.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      if (!kept) return void reply.end(writeEvent({ seq: 0, event: { type: 'error', code: 'not_found' } }));
      let sent = 0;
      const tell = (journalled: JournalledEvent): void => {
        reply.write(writeEvent(journalled));
        sent += 1;
        if (journalled.event.type === 'done' || sent === script.cutAfter) {
          kept.listeners.delete(tell);
          reply.end();
        }
      };
      kept.listeners.add(tell);
      reply.on('close', () => kept.listeners.delete(tell));
      reply.flushHeaders();
      for (const journalled of kept.journal.filter(({ seq }) => seq > after)) if (!reply.writableEnded) tell(journalled);
    },
  };
}

/** An export that is done. */
export const finished = (exportId: string, durationMs: number): Partial<Export> => ({
  state: 'done',
  percent: 100,
  file: {
    url: `/v1/exports/${exportId}/file`,
    name: 'saycut.mp4',
    sizeBytes: 18_600_000,
    width: 1080,
    height: 1920,
    fps: 30,
    durationMs,
    expiresAt: Date.now() + 3_600_000,
  },
});

function serveFile(pathname: string, reply: ServerResponse): void {
  const file = path.join(folder, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
  if (!file.startsWith(folder) || !existsSync(file)) return void reply.writeHead(404).end();
  reply.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
  if (file.endsWith('.html')) reply.end(readFileSync(file));
  else createReadStream(file).pipe(reply);
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) if (body.length < 100_000) body += String(chunk);
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
