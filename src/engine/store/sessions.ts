import { randomInt, randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ApiError } from '../../contract/error.ts';
import * as z from '../../contract/schema.ts';
import { EngineDraft } from '../draft.ts';
import type { Memory } from '../instruct/dialogue/memory.ts';
import type { Pending } from '../instruct/scene.ts';
import { createOrder } from './order.ts';
import { listRecords, openFolder, readRecord, writeRecord } from './record.ts';

/** Past drafts kept for "undo". */
const HISTORY_LIMIT = 30;

/** A session counts as used again this long after it was last noted, ms: noting it each time would cost a write a call. */
const USED_STEP_MS = 60 * 60_000;

/** A clip as one session names it; what it is stands with its bytes, in `ClipStore`. */
const SessionClip = z.object({
  /** `c1`, `c2` … in the order of upload. */
  id: z.string(),
  name: z.string(),
  hash: z.string(),
  /** Made by a turn (speech read from text): renders need it, the person never sent it. */
  made: z.literal(true).optional(),
});
export type SessionClip = z.infer<typeof SessionClip>;

/** Drafts before the present one, newest last, and drafts undone, next one first. */
const History = z.object({ past: z.array(EngineDraft), future: z.array(EngineDraft) });

const SessionRecord = z.object({
  id: z.string(),
  taskId: z.string(),
  userId: z.string(),
  name: z.string(),
  language: z.string(),
  createdAt: z.number(),
  clips: z.array(SessionClip),
  /** Clips that it has had, to give no name twice. */
  named: z.number().default(0),
  draft: EngineDraft.optional(),
  history: History,
  /** A question that was asked; the next words may be its answer. */
  pending: z.custom<Pending>((value) => typeof value === 'object' && value !== null).optional(),
  /** What the turns so far leave for words that lean on them. */
  memory: z.custom<Memory>((value) => typeof value === 'object' && value !== null).optional(),
  /** The message being worked on and what it started from: after a kill it starts from there again, so no edit is done twice. */
  running: z
    .object({ messageId: z.string(), starts: z.number(), clipCount: z.number(), draft: EngineDraft.optional(), history: History })
    .optional(),
  /** Ids of the messages finished last. */
  done: z.array(z.string()),
});
export type Session = z.infer<typeof SessionRecord>;

/** 19 digits, as a string: as a JavaScript number it would change. */
const createSessionId = (): string => `${randomInt(1, 9)}${Array.from({ length: 18 }, () => randomInt(0, 10)).join('')}`;

export type SessionStore = {
  create: (userId: string, task: { name: string; language: string }) => Promise<Session>;
  /** Fails with `session_lost` for one that is not there or is someone else's: the two look the same from outside. */
  find: (userId: string, id: string) => Promise<Session>;
  load: (id: string) => Promise<Session | undefined>;
  /** Changes of one session are made one after another, each on what the one before has left. */
  update: (id: string, change: (session: Session) => Session | Promise<Session>) => Promise<Session>;
  remove: (id: string) => Promise<void>;
  /** Nobody has asked for them since `before`. */
  unused: (before: number) => Promise<string[]>;
  /** The bytes that any session has. */
  hashes: () => Promise<Set<string>>;
};

export async function openSessions(dir: string, now: () => number): Promise<SessionStore> {
  await openFolder(dir);
  const known = new Map<string, Session>();
  const inOrder = createOrder();
  const pathOf = (id: string): string => join(dir, `${id}.json`);

  const load = async (id: string): Promise<Session | undefined> => {
    const session = known.get(id) ?? (/^\d{19}$/.test(id) ? await readRecord(pathOf(id), SessionRecord) : undefined);
    if (session && !known.has(id)) known.set(id, session);
    return known.get(id);
  };
  const save = async (session: Session): Promise<Session> => {
    await writeRecord(pathOf(session.id), session);
    known.set(session.id, session);
    return session;
  };
  const used = new Map<string, number>();
  /** The time of a session's file is when it was last used. */
  const noteUse = async (id: string): Promise<void> => {
    const at = now();
    if (at - (used.get(id) ?? 0) < USED_STEP_MS) return;
    used.set(id, at);
    await utimes(pathOf(id), at / 1_000, at / 1_000);
  };
  const lost = (id: string): ApiError => new ApiError('session_lost', `there is no session ${id}: start a new one`);

  return {
    load,
    create(userId, { name, language }) {
      const started = { clips: [], named: 0, history: { past: [], future: [] }, done: [] };
      return save({ id: createSessionId(), taskId: randomUUID(), userId, name, language, createdAt: now(), ...started });
    },
    async find(userId, id) {
      const session = await load(id);
      if (session?.userId !== userId) throw lost(id);
      await noteUse(id);
      return session;
    },
    update: (id, change) =>
      inOrder(id, async () => {
        const session = await load(id);
        if (!session) throw lost(id);
        return save(await change(session));
      }),
    remove: (id) =>
      inOrder(id, async () => {
        await rm(pathOf(id), { force: true });
        known.delete(id);
        used.delete(id);
      }),
    async unused(before) {
      const paths = await listRecords(dir);
      const times = await Promise.all(paths.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })));
      return times.filter(({ at }) => at < before).map(({ path }) => basename(path, '.json'));
    },
    async hashes() {
      const texts = await Promise.all((await listRecords(dir)).map((path) => readFile(path, 'utf8')));
      return new Set(texts.flatMap((text) => [...text.matchAll(/"hash":"([0-9a-f]{64})"/g)].map(([, hash]) => hash ?? '')));
    },
  };
}

const isSame = (one: EngineDraft | undefined, other: EngineDraft | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The session with another draft. One that was just left is an undo, the next undone one a redo; the same draft changes nothing. */
export function withDraft(session: Session, draft: EngineDraft): Session {
  const { past, future } = session.history;
  const present = session.draft;
  if (isSame(draft, present)) return session;
  if (!present) return { ...session, draft };
  if (isSame(draft, past.at(-1))) return { ...session, draft, history: { past: past.slice(0, -1), future: [present, ...future] } };
  if (isSame(draft, future[0])) return { ...session, draft, history: { past: [...past, present], future: future.slice(1) } };
  return { ...session, draft, history: { past: [...past, present].slice(-HISTORY_LIMIT), future: [] } };
}

/** The session gone back, or forward, to a draft it has had; one it has not had is a change like any other. */
export function withRestored(session: Session, draft: EngineDraft): Session {
  const { past, future } = session.history;
  const line = [...past, ...(session.draft ? [session.draft] : []), ...future];
  const at = line.findLastIndex((one) => isSame(one, draft));
  if (at === -1) return withDraft(session, draft);
  return { ...session, draft, history: { past: line.slice(0, at), future: line.slice(at + 1) } };
}
