import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from '../../contract/schema.ts';

/** Kept results, each under the hash of all that decides it. */
export type RenderStore = {
  words: string;
  beds: string;
  work: string;
  /** A kept picture of this key whose rate is near the one wanted. */
  findPiece: (key: string, quality: PieceQuality) => Promise<KeptPiece | undefined>;
  piecePath: (key: string, quality: PieceQuality) => string;
  /** A few frames around a copied range. */
  borderPath: (key: string) => string;
  soundPath: (key: string) => string;
  /** Where a subject stands. */
  focusPath: (key: string) => string;
  /** The rate at which a film came out right, if its first one was wrong. */
  findFit: (key: string) => Promise<Fit | undefined>;
  keepFit: (key: string, fit: Fit) => Promise<void>;
  /** Size and rate at which a film was most like its original. */
  findStep: (key: string) => Promise<Step | undefined>;
  keepStep: (key: string, step: Step) => Promise<void>;
  /** Removes what was not used for longest until the rest is small enough. */
  sweep: () => Promise<void>;
};

/** Pieces of different ways or rates do not stand for one another: a film would be seen to change. */
export type PieceQuality = { mode: 'capped' | 'two-pass'; rate: number };
export type KeptPiece = { path: string; sizeBytes: number };

const Fit = z.object({ isTight: z.boolean(), share: z.number().positive() });
/** A way of fitting: two passes or capped, at a share of the planned rate. */
export type Fit = z.infer<typeof Fit>;

const Step = z.object({ width: z.int().positive(), height: z.int().positive(), fps: z.int().positive() });
type Step = z.infer<typeof Step>;

/** Step between two rates that count as different: a tenth more or less is not seen. */
const RATE_STEP = 1.12;

/** Bytes kept on disk. */
const KEEP_BYTES = 4_000_000_000;

/** The kept results of one session, in `dir`. What belongs to nobody, and the limit of all sessions together, stand with `root`. */
export function createRenderStore(dir: string, root: string = dir): RenderStore {
  const folder = (name: string, at: string = dir): string => {
    const target = path.join(at, name);
    mkdirSync(target, { recursive: true });
    return target;
  };
  const [pieces, sounds, words, fits] = [folder('pieces'), folder('sounds'), folder('words'), folder('fits')];
  const [beds, work] = [folder('beds', root), folder('work')];
  const bucket = ({ rate }: PieceQuality): number => Math.round(Math.log(rate) / Math.log(RATE_STEP));
  const pathOf = (key: string, mode: string, step: number): string => path.join(pieces, `${key}-${mode}-${step}.mp4`);
  const keep = async (file: string, kept: unknown): Promise<void> => {
    const made = path.join(work, `${randomUUID()}.json`);
    await writeFile(made, JSON.stringify(kept));
    await rename(made, file);
  };
  return {
    words,
    beds,
    work,
    piecePath: (key, quality) => pathOf(key, quality.mode, bucket(quality)),
    borderPath: (key) => path.join(pieces, `${key}-border.mp4`),
    soundPath: (key) => path.join(sounds, `${key}.m4a`),
    async findPiece(key, quality) {
      const step = bucket(quality);
      for (const near of [step, step + 1, step - 1]) {
        const target = pathOf(key, quality.mode, near);
        const sizeBytes = await sizeOf(target);
        if (sizeBytes !== undefined) return { path: target, sizeBytes };
      }
      return undefined;
    },
    focusPath: (key) => path.join(fits, `${key}-focus.json`),
    findFit: (key) => readKept(path.join(fits, `${key}.json`), Fit),
    keepFit: (key, fit) => keep(path.join(fits, `${key}.json`), fit),
    findStep: (key) => readKept(path.join(fits, `${key}-step.json`), Step),
    keepStep: (key, step) => keep(path.join(fits, `${key}-step.json`), step),
    sweep: () => sweep(root),
  };
}

async function readKept<Kept>(file: string, schema: z.ZodType<Kept>): Promise<Kept | undefined> {
  if ((await sizeOf(file)) === undefined) return undefined;
  return schema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** Size of a kept file, which counts as used now; `undefined` when there is none. */
export async function sizeOf(file: string): Promise<number | undefined> {
  try {
    const { size } = await stat(file);
    const now = new Date();
    await utimes(file, now, now);
    return size;
  } catch {
    return undefined;
  }
}

const SWEPT = new Set(['pieces', 'sounds', 'words', 'fits']);

async function sweep(root: string): Promise<void> {
  const files: { file: string; size: number; used: number }[] = [];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile() && SWEPT.has(path.basename(one.parentPath)))) {
    const file = path.join(entry.parentPath, entry.name);
    const facts = await stat(file).catch(() => undefined);
    if (facts) files.push({ file, size: facts.size, used: facts.mtimeMs });
  }
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { file, size } of files.sort((a, b) => a.used - b.used)) {
    if (total <= KEEP_BYTES) return;
    await rm(file, { force: true });
    total -= size;
  }
}
