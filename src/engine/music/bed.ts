import { writeFileSync } from 'node:fs';
import type { BedJob } from '../ffmpeg/job.ts';
import { compose } from './compose.ts';
import { moods } from './mood.ts';
import { writeWav } from './wav.ts';

/** Makes a bed and writes it as WAV. A few seconds of sound take a tenth of a second: it belongs in a child. */
export function composeBed(job: BedJob): void {
  const mood = moods[job.mood as keyof typeof moods];
  if (!mood) throw new Error(`no mood ${job.mood}`);
  writeFileSync(job.output.path, writeWav(compose(mood, job.seed)));
}
