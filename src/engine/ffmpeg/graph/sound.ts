import type { AudioSegment, VideoSegment } from '../../draft.ts';
import type { JobInput } from '../job.ts';
import type { Film, Shot, SoundCue } from './film.ts';

export const SOUND_RATE = 48_000;

export type SoundGraph = { inputs: JobInput[]; graph: string };

type Graph = { inputs: JobInput[]; lines: string[]; name: () => string };

/** The file of a cue that has none of its own: a bed made by code. */
export type BedPath = (segment: AudioSegment) => string | undefined;

const samples = (frames: number, fps: number): number => Math.round((frames * SOUND_RATE) / fps);

const STEREO = `aresample=${SOUND_RATE}:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo`;

/** The whole sound of a film as one graph. Pure. */
export function soundGraph(film: Film, bedPath: BedPath): SoundGraph {
  let count = 0;
  const graph: Graph = { inputs: [], lines: [], name: () => `s${count++}` };
  const voice = film.shots.some(isHeard) ? shotSound(film, graph) : undefined;
  const cues = film.sounds.flatMap((cue) => {
    const label = cueSound({ film, cue, path: cue.clip?.path ?? bedPath(cue.segment), graph });
    return label === undefined ? [] : [{ label, cue }];
  });
  const spoken = cues.filter(({ cue }) => cue.segment.role === 'voice').map(({ label }) => label);
  const ducked = cues.filter(({ cue }) => cue.segment.role === 'bgm' && cue.segment.duck).map(({ label }) => label);
  const steady = cues.filter(({ cue }) => cue.segment.role === 'bgm' && !cue.segment.duck).map(({ label }) => label);
  const speech = mix([...(voice === undefined ? [] : [voice]), ...spoken], graph);
  const all = duck({ speech, music: mix(ducked, graph), graph });
  const whole = mix([...all, ...steady], graph) ?? silence(film.frames, film.fps, graph);
  const length = `apad,atrim=end_sample=${samples(film.frames, film.fps)},asetpts=N/SR/TB`;
  const isMixed = cues.length > 0 || film.shots.some(({ segment }) => (segment.vol ?? 100) > 100);
  graph.lines.push(`[${whole}]${isMixed ? 'alimiter=limit=0.95:level=0:attack=3:release=60,' : ''}${length}[aout]`);
  return { inputs: graph.inputs, graph: graph.lines.join(';') };
}

/** Whether a shot is to be heard at all. */
export function isHeard({ segment, clip }: Shot): boolean {
  return clip.facts.hasAudio && clip.facts.kind === 'video' && segment.freeze !== true && (segment.vol ?? 100) > 0;
}

function silence(frames: number, fps: number, graph: Graph): string {
  const label = graph.name();
  graph.lines.push(`anullsrc=r=${SOUND_RATE}:cl=stereo,aformat=sample_fmts=fltp,atrim=end_sample=${samples(frames, fps)}[${label}]`);
  return label;
}

/** The shots' own sound, end to end; transitions cross over. */
function shotSound(film: Film, graph: Graph): string {
  const sounds = film.shots.map((shot) => ({
    shot,
    label: isHeard(shot) ? oneShot(film, shot, graph) : silence(shot.frames, film.fps, graph),
  }));
  const strands: { labels: string[]; join: Shot['join'] }[] = [];
  for (const { shot, label } of sounds) {
    const last = strands.at(-1);
    if (last && !shot.join) last.labels.push(label);
    else strands.push({ labels: [label], join: shot.join });
  }
  const [first, ...rest] = strands.map(({ labels, join }) => ({ label: concat(labels, graph), join }));
  if (!first) throw new Error('a film without shots');
  return rest.reduce((before, { label, join }) => {
    const crossed = graph.name();
    graph.lines.push(`[${before}][${label}]acrossfade=ns=${samples(join?.frames ?? 1, film.fps)}:c1=qsin:c2=qsin[${crossed}]`);
    return crossed;
  }, first.label);
}

function concat(labels: string[], graph: Graph): string {
  const [only] = labels;
  if (labels.length === 1 && only !== undefined) return only;
  const label = graph.name();
  graph.lines.push(`${labels.map((name) => `[${name}]`).join('')}concat=n=${labels.length}:v=0:a=1[${label}]`);
  return label;
}

/** Length of the fade at a hard cut, s: a cut in the middle of a wave is heard as a click. */
const CLICK_FADE = 0.008;

function oneShot(film: Film, shot: Shot, graph: Graph): string {
  const { segment, clip } = shot;
  const speed = segment.speed ?? 1;
  const seconds = shot.frames / film.fps;
  const index =
    graph.inputs.push({
      path: clip.path,
      from: segment.in / 1_000,
      length: seconds * speed + 0.05,
      audio: true,
      at: shot.start / film.fps,
    }) - 1;
  const label = graph.name();
  const fades = fadeChain({
    seconds,
    fadeIn: Math.max(CLICK_FADE, (segment.fadeIn ?? 0) / 1_000),
    fadeOut: Math.max(CLICK_FADE, (segment.fadeOut ?? 0) / 1_000),
  });
  const chain = [
    STEREO,
    `atrim=end_sample=${Math.round(seconds * speed * SOUND_RATE)}`,
    ...(segment.denoise ? DENOISE : []),
    ...(segment.reverse ? ['areverse'] : []),
    ...tempoChain(speed),
    ...volume(segment.vol ?? 100),
    `apad,atrim=end_sample=${samples(shot.frames, film.fps)}`,
    'asetpts=N/SR/TB',
    ...fades,
  ];
  graph.lines.push(`[${index}:a]${chain.join(',')}[${label}]`);
  return label;
}

/** Rumble is cut and hiss below −32 dB taken off. Measured: −20 dB in pauses, speech untouched; following the noise (`tn`) took off 1 dB. */
const DENOISE = ['highpass=f=80', 'afftdn=nr=20:nf=-32'];

/** `atempo` sounds best between 0.5 and 2: what is beyond is made in steps. The pitch stays. */
export function tempoChain(speed: number): string[] {
  if (speed === 1) return [];
  const steps = Math.ceil(Math.abs(Math.log2(speed)) - 1e-9);
  const each = speed ** (1 / Math.max(1, steps));
  return Array.from({ length: Math.max(1, steps) }, () => `atempo=${each.toFixed(6)}`);
}

const volume = (percent: NonNullable<VideoSegment['vol']>): string[] => (percent === 100 ? [] : [`volume=${(percent / 100).toFixed(4)}`]);

function fadeChain({ seconds, fadeIn, fadeOut }: { seconds: number; fadeIn: number; fadeOut: number }): string[] {
  return [
    ...(fadeIn > 0 ? [`afade=t=in:st=0:d=${Math.min(fadeIn, seconds).toFixed(4)}`] : []),
    ...(fadeOut > 0 ? [`afade=t=out:st=${Math.max(0, seconds - fadeOut).toFixed(4)}:d=${Math.min(fadeOut, seconds).toFixed(4)}`] : []),
  ];
}

/** Two minutes of samples: the longest stretch that a loop keeps in memory. */
const LOOP_SAMPLES = 120 * SOUND_RATE;

/** One cue of the sound track, moved to its place; `undefined` for one that has no file. */
function cueSound({ film, cue, path, graph }: { film: Film; cue: SoundCue; path: string | undefined; graph: Graph }): string | undefined {
  const { segment } = cue;
  const end = Math.min(segment.s + segment.d, Math.round((film.frames * 1_000) / film.fps));
  const seconds = (end - segment.s) / 1_000;
  if (path === undefined || seconds <= 0 || segment.vol <= 0) return undefined;
  const isLooped = segment.bed !== undefined || segment.loop === true;
  const length = isLooped && segment.out <= segment.in ? {} : { length: Math.max(0.05, (segment.out - segment.in) / 1_000) };
  const index =
    graph.inputs.push({ path, from: segment.in / 1_000, ...(segment.bed === undefined && length), audio: true, at: segment.s / 1_000 }) - 1;
  const label = graph.name();
  const total = Math.round(seconds * SOUND_RATE);
  const chain = [
    STEREO,
    ...(isLooped ? [`aloop=loop=-1:size=${LOOP_SAMPLES}`, 'asetpts=N/SR/TB'] : []),
    ...tempoChain(segment.speed ?? 1),
    ...volume(segment.vol),
    `apad,atrim=end_sample=${total}`,
    'asetpts=N/SR/TB',
    ...fadeChain({
      seconds,
      fadeIn: (segment.fadeIn ?? 0) / 1_000,
      fadeOut: (segment.fadeOut ?? (segment.role === 'bgm' ? 400 : 0)) / 1_000,
    }),
    ...(segment.s > 0 ? [`adelay=${segment.s}:all=1`] : []),
  ];
  graph.lines.push(`[${index}:a]${chain.join(',')}[${label}]`);
  return label;
}

function mix(labels: string[], graph: Graph): string | undefined {
  if (labels.length < 2) return labels[0];
  const label = graph.name();
  graph.lines.push(`${labels.map((name) => `[${name}]`).join('')}amix=inputs=${labels.length}:duration=longest:normalize=0[${label}]`);
  return label;
}

/** Music steps back by about 12 dB while someone speaks, within a syllable, and comes back within a breath. */
function duck({ speech, music, graph }: { speech: string | undefined; music: string | undefined; graph: Graph }): string[] {
  if (speech === undefined || music === undefined) return [speech, music].filter((label) => label !== undefined);
  const [heard, key, ducked] = [graph.name(), graph.name(), graph.name()];
  graph.lines.push(`[${speech}]asplit[${heard}][${key}]`);
  // The key must last as long as the music, or the music ends with it.
  graph.lines.push(
    `[${key}]apad[${key}p];[${music}][${key}p]sidechaincompress=threshold=0.02:ratio=9:attack=15:release=450:level_sc=1[${ducked}]`,
  );
  return [heard, ducked];
}
