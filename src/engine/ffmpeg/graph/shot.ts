import type { ProbedClip } from '../../probe.ts';
import type { JobInput } from '../job.ts';
import { colourChain, scaleChain } from './colour.ts';
import type { ClipView, Film, Shot } from './film.ts';
import { type Shape, shapeOf } from './shape.ts';

/** The frames [from, to) of a shot, counted from its own start. */
export type Window = { shot: Shot; from: number; to: number };

type Canvas = Pick<Film, 'width' | 'height' | 'fps'>;

/** Seconds read beyond a window's end, so that its last frame is there however times were rounded. */
const SLACK = 0.1;

const isHeld = ({ segment, clip }: Shot): boolean => clip.facts.kind === 'image' || segment.freeze === true;

/** How far a light copy may be enlarged before the clip itself is read. */
const MOST_ENLARGED = 1.1;

/** The file that a shot's pictures are read from: the light copy, unless so small a part is shown that it is seen to be one. */
export function viewOf({ segment, clip }: Shot, canvas: { width: number; height: number }): ClipView {
  const { light } = clip;
  if (!light) return clip;
  const { scale } = shapeOf(light.facts, segment, canvas);
  return scale.width <= light.facts.width * MOST_ENLARGED ? light : clip;
}

/** What a window reads of its file. `at` is its place in the job, s. */
export function windowInput({ shot, from, to }: Window, canvas: Canvas, at: number): JobInput {
  const { segment } = shot;
  const { fps } = canvas;
  const { path, facts } = viewOf(shot, canvas);
  if (facts.kind === 'image') return { path, video: true, at };
  const steady = isSteady(facts) && { isSteady: true };
  if (segment.freeze) return { path, from: freezeTime(shot), length: SLACK * 2, video: true, at, ...steady };
  const speed = segment.speed ?? 1;
  const [first, last] = segment.reverse ? [shot.frames - to, shot.frames - from] : [from, to];
  return {
    path,
    from: ((shot.offset + first) / fps) * speed,
    length: ((last - first) / fps) * speed + SLACK * speed,
    video: true,
    at,
    ...steady,
  };
}

/** Codecs whose frames say themselves all that a filter wants to know. */
const PLAIN_CODECS = ['h264', 'hevc'];

/** Whether the index of a clip is the whole truth. */
export const isSteady = ({ container, codec, variableFrameRate, startMs }: ProbedClip): boolean =>
  container === 'mov' && PLAIN_CODECS.includes(codec) && !variableFrameRate && startMs === 0;

/** A freeze at the very end of a clip shows its last frame. */
function freezeTime({ segment, clip }: Shot): number {
  return Math.max(0, Math.min(segment.in, clip.facts.durationMs - 60)) / 1_000;
}

/**
 * Filters that turn a window's source into exactly its frames on the canvas. `source` is the label to read, `name` is unique in the graph
 * and becomes the label of the result.
 */
export function windowGraph(window: Window, canvas: Canvas, label: { source: string; name: string }): string {
  const { shot } = window;
  const { segment } = shot;
  const { facts } = viewOf(shot, canvas);
  const isMoving = segment.kenBurns !== undefined && isHeld(shot);
  // A slow zoom is cut out of a picture twice as large, or it is seen to tremble.
  const target = isMoving ? { width: canvas.width * 2, height: canvas.height * 2 } : canvas;
  const shape = shapeOf(facts, segment, target);
  const frames = window.to - window.from;
  const picture = [
    ...flatten(shot, label.name),
    ...scaleChain(facts, shape.scale),
    ...turnFilters(shape.turn),
    ...cropChain(shape),
    ...mirrorChain(shot),
    'setsar=1',
    'format=yuv420p',
    ...colourChain(segment),
  ];
  const timing = timingChain(window, canvas.fps);
  const fill = fillGraph({ shape, shot, canvas: target, name: label.name });
  const end = [...(isMoving ? kenBurns(window, canvas) : []), ...fadeChain(window, canvas.fps), `settb=1/${canvas.fps}`, `setpts=N`];
  // A still is drawn once and then repeated; a moving picture loses the frames nobody will see before it is drawn.
  const before = isHeld(shot) ? [FIRST_FRAME, ...picture] : [...timing, ...picture];
  const after =
    isHeld(shot) && !isMoving
      ? [`loop=loop=${frames - 1}:size=1:start=0`, `setpts=N/(${canvas.fps}*TB)`, `fps=${canvas.fps}`, ...end]
      : end;
  return `[${label.source}]${before.join(',')}${fill(after)}[${label.name}]`;
}

const FIRST_FRAME = 'trim=end_frame=1,setpts=0';

/** Exactly `to − from` frames at the film's rate. */
function timingChain({ shot, from, to }: Window, fps: number): string[] {
  const { segment } = shot;
  const speed = segment.speed ?? 1;
  const frames = to - from;
  return [
    ...(speed === 1 ? [] : [`setpts=PTS/${speed}`]),
    `fps=${fps}:start_time=0:round=near`,
    'tpad=stop=-1:stop_mode=clone',
    `trim=end_frame=${frames}`,
    ...(segment.reverse ? ['reverse'] : []),
    `setpts=N/(${fps}*TB)`,
  ];
}

/** A transparent picture is laid on the colour asked for, or it would show what lies hidden in its clear parts. */
function flatten({ segment, clip }: Shot, name: string): string[] {
  if (!clip.facts.hasAlpha) return [];
  const colour = segment.fill ?? '#ffffff';
  return [
    `format=rgba,split[${name}f0][${name}f1];[${name}f0]drawbox=color=${colour}:t=fill:replace=1[${name}f2];[${name}f2][${name}f1]overlay=format=gbrp`,
    'format=gbrp',
  ];
}

/** Turns a picture clockwise. */
export function turnFilters(turn: Shape['turn']): string[] {
  return { 0: [], 90: ['transpose=1'], 180: ['hflip', 'vflip'], 270: ['transpose=2'] }[turn];
}

export function cropChain({ scale, turn, crop }: Shape): string[] {
  const [width, height] = turn % 180 === 0 ? [scale.width, scale.height] : [scale.height, scale.width];
  return crop.width === width && crop.height === height ? [] : [`crop=${crop.width}:${crop.height}:${crop.x}:${crop.y}`];
}

const mirrorChain = ({ segment }: Shot): string[] =>
  segment.mirror === undefined ? [] : [segment.mirror === 'horizontal' ? 'hflip' : 'vflip'];

type Fill = { shape: Shape; shot: Shot; canvas: { width: number; height: number }; name: string };

/** Brings the picture to the size of the canvas; gives back how to go on from there. */
function fillGraph({ shape, shot, canvas, name }: Fill): (rest: string[]) => string {
  const { width, height } = canvas;
  if (shape.isFull) return (rest) => `,${rest.join(',')}`;
  if (shot.segment.fit === 'color-pad') {
    const pad = `pad=${width}:${height}:(ow-iw)/4*2:(oh-ih)/4*2:color=${shot.segment.fill ?? 'black'}`;
    return (rest) => `,${[pad, ...rest].join(',')}`;
  }
  // The blur is made at a sixth of the size: nobody sees the difference, and it costs a thirtieth.
  const [smallWidth, smallHeight] = [Math.round(width / 12) * 2, Math.round(height / 12) * 2];
  const blurred = `scale=${smallWidth}:${smallHeight}:force_original_aspect_ratio=increase:flags=bilinear,crop=${smallWidth}:${smallHeight},gblur=sigma=${(Math.min(smallWidth, smallHeight) / 22).toFixed(1)}:steps=2,eq=brightness=-0.06,scale=${width}:${height}:flags=bilinear`;
  return (rest) =>
    `,split[${name}a][${name}b];[${name}a]${blurred},setsar=1[${name}c];[${name}c][${name}b]overlay=(W-w)/4*2:(H-h)/4*2:format=yuv420,${rest.join(',')}`;
}

function kenBurns({ shot, from, to }: Window, canvas: Canvas): string[] {
  const { from: start, to: end } = shot.segment.kenBurns ?? { from: 1, to: 1 };
  const share = `(on+${from})/${Math.max(1, shot.frames - 1)}`;
  const zoom = `${Math.max(1, start)}+(${(Math.max(1, end) - Math.max(1, start)).toFixed(4)})*${share}`;
  return [`zoompan=z='${zoom}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=${to - from}:s=${canvas.width}x${canvas.height}:fps=${canvas.fps}`];
}

/** Fades count from the shot's start, wherever the window begins. */
function fadeChain({ shot, from }: Window, fps: number): string[] {
  const { fadeIn = 0, fadeOut = 0 } = shot.segment;
  if (fadeIn === 0 && fadeOut === 0) return [];
  const length = shot.frames / fps;
  return [
    `setpts=(N+${from})/(${fps}*TB)`,
    ...(fadeIn > 0 ? [`fade=t=in:st=0:d=${(fadeIn / 1_000).toFixed(3)}`] : []),
    ...(fadeOut > 0 ? [`fade=t=out:st=${Math.max(0, length - fadeOut / 1_000).toFixed(3)}:d=${(fadeOut / 1_000).toFixed(3)}`] : []),
  ];
}
