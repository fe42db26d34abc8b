import { randomInt, randomUUID } from 'node:crypto';
import type { FakeDraft, Script } from './script.ts';

export type FakeClip = {
  filename: string;
  file_type: string;
  cdn_url: string;
  duration: number;
  width: number;
  height: number;
  fps: number;
  hash: string;
  size: number;
};

export type FakeSession = { id: string; taskId: string; owner: string; draft: FakeDraft; clips: FakeClip[]; running: number };
export type FakeRender = {
  id: string;
  sessionId: string;
  owner: string;
  polls: number;
  status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
  draft: unknown;
};

export type Received = {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
};

/** Everything that the fake remembers; a test may look at it and change it. */
export type World = {
  tokens: Map<string, { token: string; userId: string; expiresAt: number }>;
  sessions: Map<string, FakeSession>;
  renders: Map<string, FakeRender>;
  /** Small files by the hash of their bytes, as the CDN has them. */
  files: Map<string, Buffer>;
  /** Every message that arrived whole, also those that were refused. */
  messages: { sessionId: string; text: string }[];
  /** How often each render was asked for. */
  submitted: Map<string, number>;
  requests: Received[];
  /** Requests without the attribution headers. */
  unattributed: string[];
  /** Messages that came while another one of their session was running. */
  overlaps: number;
  /** Runs that ended because nobody listened any more. */
  abandoned: number;
  credits: { available: number; frozen: number };
  /** What the next renders come to; after the list, they succeed. */
  renderEnds: ('completed' | 'failed')[];
  scripts: { text: string | RegExp; script: Script }[];
};

export const createWorld = (): World => ({
  tokens: new Map(),
  sessions: new Map(),
  renders: new Map(),
  files: new Map(),
  messages: [],
  submitted: new Map(),
  requests: [],
  unattributed: [],
  overlaps: 0,
  abandoned: 0,
  credits: { available: 100, frozen: 0 },
  renderEnds: [],
  scripts: [],
});

/** A token for a client; the same one as long as it is valid. */
export function mint(world: World, clientId: string, validMs: number) {
  const known = world.tokens.get(clientId);
  const isValid = known !== undefined && known.expiresAt > Date.now();
  const token = isValid
    ? known
    : {
        token: `nmv_usr_${randomUUID().replaceAll('-', '')}`,
        userId: known?.userId ?? `anon_${randomUUID().slice(0, 8)}`,
        expiresAt: Date.now() + validMs,
      };
  world.tokens.set(clientId, token);
  return token;
}

export const ownerOf = (world: World, authorization: string | undefined): string | undefined =>
  [...world.tokens.values()].find(({ token, expiresAt }) => `Bearer ${token}` === authorization && expiresAt > Date.now())?.userId;

export function openSession(world: World, owner: string): FakeSession {
  const id = `1${Array.from({ length: 18 }, () => randomInt(10)).join('')}`;
  const session: FakeSession = {
    id,
    taskId: randomUUID(),
    owner,
    draft: { d: 0, m: { title: 'project', width: 1080, height: 1920 }, t: [] },
    clips: [],
    running: 0,
  };
  world.sessions.set(id, session);
  return session;
}

type Segment = Record<string, unknown> & { d: number };

/** The film of all clips in their order, where the draft has none yet. */
export function withFilm(draft: FakeDraft, clips: FakeClip[]): FakeDraft {
  const tracks = (draft.t ?? []) as { tt: number; sg: Segment[] }[];
  if (clips.length === 0 || tracks.some((track) => track.tt === 0 && track.sg.length > 0)) return draft;
  let s = 0;
  const sg = clips.map((clip, at) => {
    const d = Math.round((clip.duration || 3) * 1000);
    const segment = { id: `v${at + 1}`, n: clip.filename, s, d };
    s += d;
    return segment;
  });
  return { ...draft, d: s, t: [{ tt: 0, sg }, ...tracks] };
}

/** The draft cut to its first ms, as a real edit would leave it. */
export function trimmed(draft: FakeDraft, toMs: number): FakeDraft {
  const tracks = (draft.t ?? []) as { tt: number; sg: (Segment & { s: number })[] }[];
  const t = tracks.map((track) => ({
    ...track,
    sg: track.sg.filter(({ s }) => s < toMs).map((segment) => ({ ...segment, d: Math.min(segment.d, toMs - segment.s) })),
  }));
  return { ...draft, d: Math.min(Number(draft.d ?? 0), toMs), t };
}

export function withTitle(draft: FakeDraft, text: string): FakeDraft {
  const tracks = (draft.t ?? []) as { tt: number; sg: unknown[] }[];
  const title = { id: `t${randomUUID().slice(0, 4)}`, tx: text, s: 0, d: 3000, role: 'title' };
  return { ...draft, t: [...tracks.filter((track) => track.tt !== 7), { tt: 7, sg: [title] }] };
}
