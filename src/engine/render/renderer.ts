import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { EXPORT_LIMIT_BYTES } from '../../contract/limits.ts';
import type { EngineDraft } from '../draft.ts';
import type { RunOptions } from '../ffmpeg/execute.ts';
import type { ClipSource } from '../ffmpeg/graph/film.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { drawLanes } from '../text/lanes.ts';
import { runBeside } from './abreast.ts';
import { type Ahead, startAhead } from './ahead.ts';
import { makeCopyOf, mayCopy, soundOfCopy } from './copy.ts';
import { type Parts, planDraft, renderFilm } from './export.ts';
import { prepareFitting } from './fitting.ts';
import { makeSound } from './sound.ts';
import { createRenderStore } from './store.ts';
import type { Rendered, RenderOutput, RenderWork } from './work.ts';

export type { Rendered, RenderOutput, RenderWork } from './work.ts';

export type PrepareWork = { draft: EngineDraft; clips: Map<string, ClipSource>; output?: RenderOutput; session?: string };

export type Renderer = {
  /** Renders a draft to an MP4 under its limit. What was rendered before is taken as it is. */
  render: (work: RenderWork) => Promise<Rendered>;
  /** Makes the pieces of a draft ahead of its render, at low priority. The next call for the same session takes its place. */
  prepare: (work: PrepareWork) => Promise<void>;
  /** Removes what is kept of a session's films. Its renders have ended by then. */
  forget: (session: string) => Promise<void>;
  dispose: () => void;
};

export type RendererSettings = {
  runner: Runner;
  /** Where pieces, sounds and pictures of words are kept. */
  dir: string;
  /** A label that every film begins with, such as “AI 剪辑”; none when absent. */
  label?: string | undefined;
  now?: () => number;
  /** Cores to encode on; those of the machine when absent. */
  cores?: number;
};

export function createRenderer(settings: RendererSettings): Renderer {
  const { runner, dir, label, now = () => performance.now(), cores = availableParallelism() } = settings;
  const folderOf = (session: string): string => (session === '' ? dir : path.join(dir, 'sessions', session));
  const partsOf = (session: string): Parts => ({ runner, store: createRenderStore(folderOf(session), dir), label, cores });
  const preparing = new Map<string, Ahead>();
  /** Ends when nothing prepares this session any more: one that was stopped for another takes a moment to. */
  const ends = new Map<string, Promise<unknown>>();
  mkdirSync(dir, { recursive: true });

  return {
    async prepare({ draft, clips, output = {}, session = '' }) {
      preparing.get(session)?.stop();
      const ahead = startAhead(keyOf(draft, output), (options) => preparePieces({ ...partsOf(session), draft, clips, output, options }));
      preparing.set(session, ahead);
      const end = Promise.all([ends.get(session), ahead.done]);
      ends.set(session, end);
      await end;
      if (preparing.get(session) !== ahead) return;
      preparing.delete(session);
      ends.delete(session);
    },
    render(work) {
      const { session = '' } = work;
      const ahead = preparing.get(session);
      const isSame = ahead?.key === keyOf(work.draft, work.output);
      return renderFilm({ ...partsOf(session), work, now, ahead: isSame ? ahead : undefined });
    },
    async forget(session) {
      preparing.get(session)?.stop();
      await ends.get(session);
      await rm(folderOf(session), { recursive: true, force: true });
    },
    dispose() {
      for (const entry of preparing.values()) entry.stop();
    },
  };
}

const keyOf = (draft: EngineDraft, { limitBytes = EXPORT_LIMIT_BYTES, resolution = '1080', fps }: RenderOutput = {}): string =>
  JSON.stringify([draft, limitBytes, resolution, fps]);

type Preparing = Parts & { draft: EngineDraft; clips: Map<string, ClipSource>; output: RenderOutput; options: RunOptions };

async function preparePieces({ options, ...work }: Preparing): Promise<void> {
  const { film, plan, limitBytes } = await planDraft({ ...work, options: quiet(options) });
  const isCopied = mayCopy(film, limitBytes) && (await makeCopyOf(film, { ...work, options: quiet(options) })) !== undefined;
  if (isCopied && soundOfCopy(film)) return;
  const makeOwnSound = (signal: AbortSignal) =>
    makeSound({ ...work, film, bitRate: plan.audioRate, options: { ...quiet(options), signal } });
  if (isCopied) {
    await makeOwnSound(options.signal);
    return;
  }
  await runBeside(options.signal, makeOwnSound, async (signal, sound) => {
    const lanes = await drawLanes(film, work.store.words, signal);
    await prepareFitting({ ...work, film, lanes, plan, limitBytes, sound, options: { ...options, signal } });
  });
}

const quiet = ({ onProgress: _, ...options }: RunOptions): RunOptions => options;
