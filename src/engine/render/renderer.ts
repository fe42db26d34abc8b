import type { EngineDraft } from '../draft.ts';
import type { RunOptions } from '../ffmpeg/execute.ts';
import type { ClipSource } from '../ffmpeg/graph/film.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { drawLanes } from '../text/lanes.ts';
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
  dispose: () => void;
};

export type RendererSettings = {
  runner: Runner;
  /** Where pieces, sounds and pictures of words are kept. */
  dir: string;
  /** A label that every film begins with, such as “AI 剪辑”; none when absent. */
  label?: string | undefined;
  now?: () => number;
};

export function createRenderer({ runner, dir, label, now = () => performance.now() }: RendererSettings): Renderer {
  const store = createRenderStore(dir);
  const preparing = new Map<string, { stop: AbortController; draft: string; done: Promise<void> }>();
  const parts = { runner, store, label };

  const prepare = async ({ draft, clips, output, session = '' }: PrepareWork): Promise<void> => {
    preparing.get(session)?.stop.abort();
    const stop = new AbortController();
    const work = preparePieces({ ...parts, draft, clips, output: output ?? {}, signal: stop.signal });
    // A draft that cannot be rendered says so when it is rendered; ahead of that nobody asked.
    const done = work.catch(() => undefined).finally(() => preparing.get(session)?.stop === stop && preparing.delete(session));
    preparing.set(session, { stop, draft: JSON.stringify(draft), done });
    await done;
  };

  return {
    prepare,
    async render(work) {
      const same = JSON.stringify(work.draft);
      const ahead = [...preparing.values()].filter((entry) => entry.draft === same);
      for (const entry of ahead) entry.stop.abort();
      await Promise.all(ahead.map((entry) => entry.done));
      return renderFilm({ ...parts, work, now });
    },
    dispose() {
      for (const entry of preparing.values()) entry.stop.abort();
    },
  };
}

async function preparePieces(
  work: Parts & { draft: EngineDraft; clips: Map<string, ClipSource>; output: RenderOutput; signal: AbortSignal },
): Promise<void> {
  const options: RunOptions = { signal: work.signal, priority: 'background' };
  const { film, plan, limitBytes } = await planDraft({ ...work, options });
  const isCopied = mayCopy(film, limitBytes) && (await makeCopyOf(film, { ...work, options })) !== undefined;
  if (isCopied && soundOfCopy(film)) return;
  const sound = { path: await makeSound({ ...work, film, bitRate: plan.audioRate, options }) };
  if (isCopied) return;
  const lanes = await drawLanes(film, work.store.words, work.signal);
  await prepareFitting({ ...work, film, lanes, plan, limitBytes, sound, options });
}
