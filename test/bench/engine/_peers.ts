import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type PeerJob, TRIM_FROM } from './_film.ts';

/** A program on the machine; `undefined` where it is not installed. */
const findProgram = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));

/** A command-line ffmpeg: the one of `FFMPEG_PATH`, or the machine's. */
export const findFfmpeg = (): string | undefined => process.env.FFMPEG_PATH ?? findProgram('ffmpeg');

/** Runs a program to its end. A failure is told by the line that says so. */
export function runProgram(program: string, args: string[]): string {
  try {
    return execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64_000_000 }).toString();
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    const lines = said.split('\n');
    const line = lines.find((text) => text.includes('Error')) ?? lines.at(-1) ?? '';
    throw new Error(`${path.basename(program)}: ${(line || String(cause)).slice(0, 160)}`, { cause });
  }
}

export const QUIET = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];

/** The film as somebody who knows ffmpeg writes it down: captions as pictures over the trimmed clip, music that ducks. */
export function runCommand(ffmpeg: string, { clip, music, lanes, video, seconds, dir }: PeerJob): void {
  const states = lanes.flatMap((lane) => lane.states.map((state) => ({ ...state, x: lane.x, y: lane.y })));
  const inputs = [
    ...['-ss', `${TRIM_FROM}`, '-t', `${seconds}`, '-i', clip, '-i', music],
    ...states.flatMap(({ path: file }) => ['-i', file]),
  ];
  const overlays = states.map(
    ({ x, y, from, to }, index) => `[v${index}][${index + 2}:v]overlay=${x}:${y}:enable='between(n,${from},${to - 1})'[v${index + 1}]`,
  );
  const graph = [
    '[0:v]scale=1080:1920,fps=30[v0]',
    ...overlays,
    `[v${states.length}]format=yuv420p[v]`,
    '[0:a]aformat=channel_layouts=stereo,asplit[heard][key]',
    `[1:a]aloop=-1:size=5760000,atrim=duration=${seconds},volume=0.4[music]`,
    '[music][key]sidechaincompress=threshold=0.02:ratio=9:attack=15:release=450[ducked]',
    '[heard][ducked]amix=inputs=2:normalize=0,alimiter=limit=0.95[a]',
  ];
  const encoder = Object.entries(video.options).flatMap(([name, value]) => [`-${name}`, value]);
  const output = ['-c:v', 'libx264', ...encoder, '-r', '30', '-c:a', 'aac', '-b:a', '128k', '-movflags', '+faststart'];
  const target = path.join(dir, 'command.mp4');
  runProgram(ffmpeg, [...QUIET, ...inputs, '-filter_complex', graph.join(';'), '-map', '[v]', '-map', '[a]', ...output, target]);
}

const MELT_PROFILE = {
  ...{ description: 'bench', frame_rate_num: 30, frame_rate_den: 1, width: 1_080, height: 1_920, progressive: 1 },
  ...{ sample_aspect_num: 1, sample_aspect_den: 1, display_aspect_num: 9, display_aspect_den: 16, colorspace: 709 },
};

/** The same range with music by melt, same preset and quality. Captions are left out: what it is spared is to its gain. */
function runMelt(program: string, { clip, music, seconds, dir }: PeerJob): void {
  const profile = path.join(dir, 'melt-profile');
  writeFileSync(
    profile,
    Object.entries(MELT_PROFILE)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const range = [clip, `in=${TRIM_FROM * 30}`, `out=${(TRIM_FROM + seconds) * 30 - 1}`];
  const audio = ['-audio-track', music, 'in=0', `out=${seconds * 30 - 1}`, '-transition', 'mix', 'sum=1', 'always_active=1'];
  const encoder = ['vcodec=libx264', 'preset=superfast', 'crf=20', 'acodec=aac', 'ab=128k'];
  runProgram(program, [
    '-silent',
    '-profile',
    profile,
    ...range,
    ...audio,
    '-consumer',
    `avformat:${path.join(dir, 'melt.mp4')}`,
    ...encoder,
  ]);
}

/** The same by editly; it has no choice of preset. */
function runEditly(program: string, { clip, music, seconds, dir }: PeerJob): void {
  const spec = path.join(dir, 'editly.json');
  const layers = [{ type: 'video', path: clip, cutFrom: TRIM_FROM, cutTo: TRIM_FROM + seconds }];
  const film = { outPath: path.join(dir, 'editly.mp4'), width: 1_080, height: 1_920, fps: 30, audioFilePath: music, clips: [{ layers }] };
  writeFileSync(spec, JSON.stringify(film));
  runProgram(program, [spec]);
}

/** Other editors for the same job; `why` is what came of `npm i editly` and `apt install melt` where they were tried. */
export const editors = [
  {
    name: 'editly',
    find: () => findProgram('editly'),
    run: runEditly,
    how: 'npm i -g editly, after the development packages of cairo, pango and GL',
  },
  { name: 'melt', find: () => findProgram('melt'), run: runMelt, how: 'apt install melt' },
] as const;
