import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What the same film is made from by another program: a trimmed clip, its captions as one line at a time, and music. */
export type PeerJob = { source: string; music: string; from: number; seconds: number; dir: string };

/** A program on the machine; `undefined` where it is not installed. */
export const findProgram = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));

/** A command-line ffmpeg: the one of `FFMPEG_PATH`, or the machine's. */
export const findFfmpeg = (): string | undefined => process.env.FFMPEG_PATH ?? findProgram('ffmpeg');

const quiet = { stdio: 'ignore' } as const;

/** The same range with music by melt, superfast at CRF 20. Captions are left out: what it is spared is to its gain. */
function runMelt(program: string, { source, music, from, seconds, dir }: PeerJob): void {
  const range = [source, `in=${from * 30}`, `out=${(from + seconds) * 30 - 1}`];
  const audio = ['-audio-track', music, 'in=0', `out=${seconds * 30 - 1}`];
  const output = ['-consumer', `avformat:${path.join(dir, 'melt.mp4')}`, 'vcodec=libx264', 'preset=superfast', 'crf=20', 'acodec=aac'];
  execFileSync(program, [...range, ...audio, ...output], quiet);
}

/** The same by editly; it has no choice of preset. */
function runEditly(program: string, { source, music, from, seconds, dir }: PeerJob): void {
  const spec = path.join(dir, 'editly.json');
  const layers = [{ type: 'video', path: source, cutFrom: from, cutTo: from + seconds }];
  const film = { outPath: path.join(dir, 'editly.mp4'), width: 1_080, height: 1_920, fps: 30, audioFilePath: music, clips: [{ layers }] };
  writeFileSync(spec, JSON.stringify(film));
  execFileSync(program, [spec], quiet);
}

/** Other editors for the same job. */
export const peers = [
  { name: 'editly', run: runEditly },
  { name: 'melt', run: runMelt },
] as const;
