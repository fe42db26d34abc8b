import { createHash } from 'node:crypto';
import type { VideoSegment } from '../draft.ts';
import type { ClipSource, Film, Shot } from '../ffmpeg/graph/film.ts';
import type { Span } from '../ffmpeg/graph/picture.ts';

/** A stretch of the picture that is encoded once and kept by what is in it. */
export type Piece = Span & { key: string };

/** Changes with the way pictures are made: pieces of an older way are not used. */
const VERSION = 6;

/** Seconds of a piece. Shorter ones save more after a small edit, longer ones save key frames. */
const PIECE_SECONDS = 3;

/** No piece is shorter, s. */
const LEAST_SECONDS = 1;

/** Cuts a film into pieces. Borders stand at cuts and at fixed seconds of the clips, so that trimming a head moves no border behind it. */
export function cutPieces(film: Film): Piece[] {
  const borders = [...bordersOf(film), film.frames];
  const pieces: Piece[] = [];
  let from = 0;
  for (const to of borders) {
    if (to <= from) continue;
    pieces.push({ from, to, key: keyOf(film, { from, to }) });
    from = to;
  }
  return pieces;
}

function bordersOf(film: Film): number[] {
  const least = Math.round(LEAST_SECONDS * film.fps);
  const wanted = film.shots.flatMap((shot) => [shot.start, ...gridOf(shot, film.fps)]).filter((frame) => isBetweenTransitions(film, frame));
  const borders: number[] = [];
  for (const frame of wanted.sort((a, b) => a - b)) {
    if (frame - (borders.at(-1) ?? 0) >= least && film.frames - frame >= least) borders.push(frame);
  }
  return borders;
}

/** Frames of the film at which a clip reaches a multiple of the piece length. */
function gridOf({ start, frames, offset, segment, clip }: Shot, fps: number): number[] {
  const step = PIECE_SECONDS * fps;
  const isFixed = clip.facts.kind === 'image' || segment.freeze === true || segment.reverse === true;
  const first = isFixed ? step : step - (offset % step);
  const grid: number[] = [];
  for (let frame = first; frame < frames; frame += step) grid.push(start + frame);
  return grid;
}

function isBetweenTransitions(film: Film, frame: number): boolean {
  return film.shots.every((shot) => shot.join === undefined || frame <= shot.start || frame >= shot.start + shot.join.frames);
}

/** Fields of a segment that its picture depends on. The rest is its name, its place and its sound. */
export const PICTURE_FIELDS = [
  'reverse',
  'freeze',
  'rotate',
  'mirror',
  'crop',
  'fit',
  'fill',
  'focus',
  'zoom',
  'brightness',
  'contrast',
  'saturation',
  'warmth',
  'look',
  'fadeIn',
  'fadeOut',
  'kenBurns',
  'speed',
] as const;

/** Those that make the picture depend on how long the whole shot is. */
const needsLength = ({ segment }: Shot): boolean => Boolean(segment.fadeOut || segment.kenBurns || segment.reverse);

/** Hash of all that decides the pictures of a span. */
export function keyOf(film: Film, span: Span): string {
  const inside = ({ start, frames }: { start: number; frames: number }): boolean => start < span.to && start + frames > span.from;
  const recipe = {
    version: VERSION,
    canvas: [film.width, film.height, film.fps, span.to - span.from],
    shots: film.shots.filter(inside).map((shot) => describe(shot, span)),
    insets: film.insets.filter(inside).map((shot) => [describe(shot, span), shot.segment.pip]),
    texts: film.texts.filter(inside).map(({ segment, start, frames }) => {
      const { id: _id, s: _s, d: _d, lang: _lang, ...look } = segment;
      return [start - span.from, frames, look];
    }),
  };
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 40);
}

function describe(shot: Shot, span: Span): unknown {
  const { segment, clip } = shot;
  const from = Math.max(0, span.from - shot.start);
  const isStill = clip.facts.kind === 'image' && !segment.kenBurns;
  const isHead = from < Math.max(shot.join?.frames ?? 0, ((segment.fadeIn ?? 0) * 60) / 1_000);
  const base = isStill ? 0 : segment.freeze ? segment.in : shot.offset + from;
  return {
    clip: identity(clip),
    at: Math.max(0, shot.start - span.from),
    base,
    ...(needsLength(shot) && { from, length: shot.frames, offset: shot.offset }),
    ...(isHead && { head: from, join: shot.join }),
    look: pickPicture(segment, isHead),
    to: Math.min(shot.start + shot.frames, span.to) - span.from,
  };
}

/** What a clip is told by. */
export const identity = ({ path, facts }: ClipSource): [string, number, number] => [path, facts.sizeBytes, facts.rotation];

/** What of a segment its picture depends on. */
export function pickPicture(segment: VideoSegment, isHead: boolean): Record<string, unknown> {
  return Object.fromEntries(
    PICTURE_FIELDS.filter((name) => segment[name] !== undefined && (name !== 'fadeIn' || isHead)).map((name) => [name, segment[name]]),
  );
}

/** Neighbouring pieces as one stretch: they are made in one go. */
export function runsOf(pieces: Piece[]): Piece[][] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    const run = runs.at(-1);
    if (run?.at(-1)?.to === piece.from) run.push(piece);
    else runs.push([piece]);
  }
  return runs;
}
