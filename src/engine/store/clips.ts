import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import * as z from '../../contract/schema.ts';
import type { ClipFacts } from '../draft.ts';
import type { ProbedClip } from '../probe.ts';
import type { IncomingFile } from './incoming.ts';
import { createOrder } from './order.ts';
import { openFolder, readRecord, writeRecord } from './record.ts';
import type { SessionClip } from './sessions.ts';

/** Copies in the order they are made: what a person sees first comes first. The last is for renders, of heavy clips only. */
export const COPIES = {
  poster: 'poster.jpg',
  proxy: 'proxy.mp4',
  filmstrip: 'filmstrip.jpg',
  waveform: 'waveform.json',
  mezzanine: 'mezzanine.mp4',
} as const;
export type Copy = keyof typeof COPIES;
export const copyNames = Object.keys(COPIES) as Copy[];

const Range = z.object({ startMs: z.number(), endMs: z.number() });

const ClipRecord = z.object({
  /** SHA-256 of the bytes: the same file sent twice, by whomever, is kept once. */
  hash: z.string(),
  fileName: z.string(),
  facts: z.custom<ProbedClip>((value) => typeof value === 'object' && value !== null),
  /** Copies that can never be made, of this clip. */
  without: z.array(z.enum(['poster', 'proxy', 'filmstrip', 'waveform', 'mezzanine'])),
  speech: z.array(Range).optional(),
  shaky: z.array(Range).optional(),
  tags: z.array(z.string()).optional(),
  words: z.object({ language: z.string(), words: z.array(Range.extend({ text: z.string() })) }).optional(),
});
export type ClipRecord = z.infer<typeof ClipRecord>;

export type ClipStore = {
  find: (hash: string) => Promise<ClipRecord | undefined>;
  /** One that a session names: it is there, or the folder was damaged. */
  get: (hash: string) => Promise<ClipRecord>;
  /** Takes a received file over; a clip already kept stays as it is, with its copies. */
  adopt: (file: IncomingFile, facts: ProbedClip) => Promise<ClipRecord>;
  update: (hash: string, change: (clip: ClipRecord) => ClipRecord) => Promise<ClipRecord>;
  list: () => Promise<string[]>;
  /** Takes the clip with its copies out of the folder at once; the bytes go then. */
  remove: (hash: string) => Promise<void>;
  /** Does things one after another that decide whether a clip has a session: keeping it and naming it, and removing what nobody names. */
  naming: <Result>(act: () => Promise<Result>) => Promise<Result>;
  folderOf: (hash: string) => string;
  pathOf: (clip: ClipRecord) => string;
  copyPath: (hash: string, copy: Copy) => string;
  hasCopy: (hash: string, copy: Copy) => boolean;
};

/** Folders on their way out; what a kill has left of them goes at the next start. */
const LEAVING = '.leaving-';

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Clips by what is in them: a folder each, with the file, its record and its copies. */
export async function openClips(dir: string): Promise<ClipStore> {
  await openFolder(dir);
  for (const name of await readdir(dir)) if (name.startsWith(LEAVING)) await rm(join(dir, name), { recursive: true, force: true });
  const known = new Map<string, ClipRecord>();
  const inOrder = createOrder();
  const folderOf = (hash: string): string => join(dir, hash);
  const pathOf = (clip: ClipRecord): string => join(folderOf(clip.hash), clip.fileName);
  const recordPath = (hash: string): string => join(folderOf(hash), 'clip.json');

  const save = async (clip: ClipRecord): Promise<ClipRecord> => {
    await writeRecord(recordPath(clip.hash), clip);
    known.set(clip.hash, clip);
    return clip;
  };
  const find = async (hash: string): Promise<ClipRecord | undefined> => {
    const clip = known.get(hash) ?? (isHash(hash) ? await readRecord(recordPath(hash), ClipRecord) : undefined);
    if (clip) known.set(hash, known.get(hash) ?? clip);
    return known.get(hash);
  };
  const get = async (hash: string): Promise<ClipRecord> => {
    const clip = await find(hash);
    if (!clip) throw new Error(`clip ${hash} is not kept`);
    return clip;
  };
  const adopt = async (file: IncomingFile, facts: ProbedClip): Promise<ClipRecord> => {
    const same = await find(file.hash);
    if (same && existsSync(pathOf(same))) {
      await rm(file.path, { force: true });
      return same;
    }
    const clip: ClipRecord = { hash: file.hash, fileName: `source${extname(file.name).toLowerCase()}`, facts, without: [] };
    await mkdir(folderOf(file.hash), { recursive: true });
    await rename(file.path, pathOf(clip));
    return save(clip);
  };

  const remove = async (hash: string): Promise<void> => {
    const leaving = join(dir, LEAVING + randomUUID());
    known.delete(hash);
    if (!existsSync(folderOf(hash))) return;
    await rename(folderOf(hash), leaving);
    await rm(leaving, { recursive: true, force: true });
  };

  return {
    find,
    get,
    folderOf,
    pathOf,
    copyPath: (hash, copy) => join(folderOf(hash), COPIES[copy]),
    hasCopy: (hash, copy) => existsSync(join(folderOf(hash), COPIES[copy])),
    list: async () => (await readdir(dir)).filter(isHash),
    remove: (hash) => inOrder(hash, () => remove(hash)),
    naming: (act) => inOrder('naming', act),
    adopt: (file, facts) => inOrder(file.hash, () => adopt(file, facts)),
    update: (hash, change) => inOrder(hash, async () => save(change(await get(hash)))),
  };
}

/** What is known of a clip, by the name a session gave it. */
export function factsOf({ id, name }: SessionClip, { facts, speech, shaky, tags }: ClipRecord): ClipFacts {
  const { kind, durationMs, width, height, fps, hasAudio } = facts;
  return {
    id,
    name,
    kind,
    durationMs,
    width,
    height,
    fps,
    hasAudio,
    ...(speech && { speech }),
    ...(shaky && { shaky }),
    ...(tags && { tags }),
  };
}
