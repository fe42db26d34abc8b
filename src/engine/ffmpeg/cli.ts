import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readCliProbe } from './cli-probe.ts';
import { type Execute, JobError, priorityOf, type RunOptions, stepBack, stepForward } from './execute.ts';
import { type EncodeJob, FORMATS, JOB_LIMITS, type JobReport, type JoinJob } from './job.ts';
import { reportOf } from './measured.ts';
import { pictureFormat } from './picture.ts';

/*
 * The second executor: the same jobs through a command-line ffmpeg. It ignores SIGTERM for up to a minute, so it is killed; and it
 * would outlive a parent that is killed, so on Linux `setpriv` ties it to us.
 */

const SETPRIV = '/usr/bin/setpriv';
const PRLIMIT = '/usr/bin/prlimit';

/** Characters kept of what ffmpeg said, for the message of a failure. */
const STDERR_KEPT = 2_000;

const SAFE_INPUT = ['-protocol_whitelist', 'file', '-format_whitelist', FORMATS];

export function createCliRunner(ffmpegPath: string, libraries: Execute): Execute {
  const ffprobePath = path.join(path.dirname(ffmpegPath), path.basename(ffmpegPath).replace('ffmpeg', 'ffprobe'));
  return async (job, options) => {
    switch (job.kind) {
      case 'encode':
        return encode(ffmpegPath, job, options);
      case 'join':
        return join(ffmpegPath, job, options);
      case 'probe':
        if (!existsSync(ffprobePath)) return libraries(job, options);
        return readCliProbe(job, (args) => call(ffprobePath, ['-v', 'error', ...SAFE_INPUT, ...formatOf(job.path), ...args], options));
      case 'bed':
        return libraries(job, options);
    }
  };
}

async function encode(ffmpegPath: string, job: EncodeJob, options: RunOptions): Promise<JobReport> {
  const said = await call(ffmpegPath, writeEncode(job), { ...options, seconds: job.seconds });
  if ('parts' in job.output) {
    for (const [index, part] of job.output.parts.entries()) {
      await rename(numbered(job.output.parts[0]?.path ?? '', index), part.path);
      options.onPart?.(part.path);
    }
  }
  const valuesOf = (name: string): string[] =>
    [...said.matchAll(new RegExp(`^${name.replaceAll('.', '\\.')}=(.+)$`, 'gm'))].flatMap(([, value]) => value ?? []);
  return reportOf(new Map((job.measure ?? []).map((name) => [name, valuesOf(name)])));
}

const numbered = (first: string, index: number): string => `${first}.${index}`;

/** The arguments of an encode. Pure. */
export function writeEncode(job: EncodeJob): string[] {
  const inputs = job.inputs.flatMap((input) => [
    ...SAFE_INPUT,
    ...formatOf(input.path),
    '-noautorotate',
    ...(input.from ? ['-ss', input.from.toFixed(6)] : []),
    ...(input.length === undefined ? [] : ['-t', input.length.toFixed(6)]),
    '-i',
    `file:${input.path}`,
  ]);
  const printed = (filter: string): string => (job.measure ?? []).map((name) => `,${filter}=mode=print:key=${name}:file=pipe\\:1`).join('');
  const sinks = [
    ...(job.video ? [`[vout]null${printed('metadata')}[v]`] : []),
    ...(job.audio ? [`[aout]anull${printed('ametadata')}[a]`] : []),
  ];
  const { video, audio } = job;
  return [
    ...['-y', '-nostdin', '-hide_banner', '-loglevel', 'error', '-nostats', '-max_alloc', '1000000000'],
    ...inputs,
    ...['-filter_complex', [job.graph, ...sinks].join(';')],
    ...(video ? ['-map', '[v]', '-c:v', video.codec, '-r', `${video.fps}`, '-g', `${video.fps * 2}`, ...optionsOf(video.options)] : []),
    ...(video?.codec === 'libx264' ? ['-pix_fmt', 'yuv420p'] : []),
    ...(audio ? ['-map', '[a]', '-c:a', audio.codec, '-ar', `${audio.sampleRate}`, '-ac', `${audio.channels}`] : []),
    ...(audio?.bitRate === undefined ? [] : ['-b:a', `${audio.bitRate}`]),
    ...['-progress', 'pipe:1'],
    ...writeOutput(job),
  ];
}

const formatOf = (file: string): string[] => {
  const format = pictureFormat(file);
  return format === undefined ? [] : ['-f', format];
};

const optionsOf = (options: Record<string, string>): string[] => Object.entries(options).flatMap(([name, value]) => [`-${name}`, value]);

const keyFrames = (frames: number[], fps: number): string[] =>
  frames.length > 0 ? ['-force_key_frames', frames.map((frame) => (frame / fps).toFixed(6)).join(',')] : [];

function writeOutput(job: EncodeJob): string[] {
  const format = [...optionsOf(job.formatOptions ?? {}), ...keyFrames(job.borders ?? [], job.video?.fps ?? 1)];
  if (!('parts' in job.output)) {
    const metadata = Object.entries(job.output.metadata ?? {}).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
    return [...metadata, ...format, '-f', job.format, job.format === 'null' ? '-' : `file:${job.output.path}`];
  }
  const borders = job.output.parts.slice(1).map((part) => part.fromFrame);
  return [
    ...keyFrames(borders, job.video?.fps ?? 1),
    ...['-f', 'segment', '-segment_format', job.format, '-reset_timestamps', '1'],
    ...(borders.length > 0 ? ['-segment_frames', borders.join(',')] : ['-segment_time', '86400']),
    `file:${(job.output.parts[0]?.path ?? '').replaceAll('%', '%%')}.%d`,
  ];
}

const rangeOf = ({ from = 0, to }: { from?: number; to?: number }): string[] => [
  ...(from > 0 ? ['-ss', `${from}`] : []),
  ...(to === undefined ? [] : ['-t', `${to - from}`]),
];

async function join(ffmpegPath: string, job: JoinJob, options: RunOptions): Promise<JobReport> {
  const list = `${job.output.path}.list`;
  const quoted = (file: string): string => `'file:${file.replaceAll("'", "'\\''")}'`;
  const lines = job.pictures.flatMap((part) => [
    `file ${quoted(part.path)}`,
    ...(part.from === undefined ? [] : [`inpoint ${part.from}`]),
    ...(part.to === undefined ? [] : [`outpoint ${part.to}`]),
  ]);
  await writeFile(list, ['ffconcat version 1.0', ...lines, ''].join('\n'));
  const metadata = Object.entries(job.output.metadata ?? {}).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
  try {
    await call(
      ffmpegPath,
      [
        ...[
          '-y',
          '-nostdin',
          '-hide_banner',
          '-loglevel',
          'error',
          '-f',
          'concat',
          '-safe',
          '0',
          '-protocol_whitelist',
          'file',
          '-i',
          list,
        ],
        ...(job.sound === undefined ? [] : [...SAFE_INPUT, ...rangeOf(job.sound), '-i', `file:${job.sound.path}`]),
        ...['-map', '0:v:0', ...(job.sound === undefined ? [] : ['-map', '1:a:0']), '-c', 'copy', ...metadata],
        ...['-movflags', '+faststart+use_metadata_tags', '-brand', 'mp42', '-f', 'mp4', `file:${job.output.path}`],
      ],
      options,
    );
  } finally {
    await rm(list, { force: true });
  }
  return {};
}

/** Runs a program to its end and gives back what it printed. */
async function call(program: string, args: string[], options: RunOptions & { seconds?: number }): Promise<string> {
  const { signal } = options;
  signal.throwIfAborted();
  const [command, ...rest] = tied(program, args);
  const child = spawn(command ?? program, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: {} });
  if (priorityOf(options) === 'background' && child.pid !== undefined) stepBack(child.pid);
  let said = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    const microseconds = [...chunk.matchAll(/^out_time_us=(\d+)$/gm)].at(-1)?.[1];
    if (microseconds !== undefined && options.seconds) options.onProgress?.(Number(microseconds) / 1e6 / options.seconds);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    complaints = (complaints + chunk).slice(-STDERR_KEPT);
  });
  const stop = (): void => void child.kill('SIGKILL');
  const hurry = (): void => void (child.pid !== undefined && stepForward(child.pid));
  signal.addEventListener('abort', stop, { once: true });
  options.hurry?.addEventListener('abort', hurry, { once: true });
  return new Promise<string>((resolve, reject) => {
    child.once('error', (cause) => reject(new JobError('failed', `cannot start ${path.basename(program)}: ${cause.message}`)));
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      options.hurry?.removeEventListener('abort', hurry);
      if (signal.aborted) reject(signal.reason);
      else if (code === 0) resolve(said);
      else reject(new JobError(/Invalid data|moov atom|Error opening input/.test(complaints) ? 'broken' : 'failed', complaints.trim()));
    });
  });
}

/** The program tied to our life and bounded in memory, where the machine has the tools. */
function tied(program: string, args: string[]): string[] {
  const life = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : [];
  const memory = existsSync(PRLIMIT) ? [PRLIMIT, `--as=${JOB_LIMITS.memoryBytes * 2}`, '--'] : [];
  return [...life, ...memory, program, ...args];
}
