import { readPcm } from '../ffmpeg/pcm.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { findSpeech, LISTEN_RATE } from '../speech/activity.ts';
import type { Senses } from './analysis.ts';

/** What this machine can find out by itself. */
export const createSenses = (runner: Runner): Senses => ({
  speech: async ({ path }, signal) => findSpeech(await readPcm(runner, path, { sampleRate: LISTEN_RATE, signal })),
});
