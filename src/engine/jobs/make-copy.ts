import { rename, rm } from 'node:fs/promises';
import { type CopyWork, makeFilmstrip, makeMezzanine, makePoster, makeProxy, makeWaveform } from '../copies.ts';
import type { Runner } from '../ffmpeg/run.ts';
import type { ClipStore, Copy } from '../store/clips.ts';
import type { CopyParts } from './copies.ts';

const makers: Record<Copy, (work: CopyWork) => Promise<void>> = {
  poster: makePoster,
  proxy: makeProxy,
  filmstrip: makeFilmstrip,
  waveform: makeWaveform,
  mezzanine: makeMezzanine,
};

/** Makes copies with ffmpeg. A copy appears in its place whole or not at all, whatever makes it. */
export const createCopyMaker =
  (runner: Runner, clips: ClipStore): CopyParts['make'] =>
  async (copy, clip, signal) => {
    const target = clips.copyPath(clip.hash, copy);
    const draftPath = `${target}.part`;
    try {
      await makers[copy]({ runner, clip: { path: clips.pathOf(clip), facts: clip.facts }, target: draftPath, signal });
      await rename(draftPath, target);
    } finally {
      await rm(draftPath, { force: true });
    }
  };
