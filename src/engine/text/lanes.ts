import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Film, TextCue } from '../ffmpeg/graph/film.ts';
import type { Lane, LaneState } from '../ffmpeg/graph/picture.ts';
import { graphemesOf } from './break.ts';
import { drawText, FULL, measureWith, type Pose } from './draw.ts';
import { layOutText, type TextLayout } from './layout.ts';

type Laid = { cue: TextCue; layout: TextLayout };
type Frame = { x: number; y: number; width: number; height: number };

/** Changes with the way texts are drawn: pictures of an older way are not used. */
const VERSION = 1;

/** Makes pictures of a film's words and says when and where they stand. Pictures are kept by what is on them. */
export async function drawLanes(film: Film, dir: string, signal: AbortSignal): Promise<Lane[]> {
  await mkdir(dir, { recursive: true });
  const laid = film.texts
    .filter((cue) => cue.segment.tx.trim() !== '')
    .map((cue) => ({ cue, layout: layOutText(cue.segment, film, measureWith) }));
  const lanes: Lane[] = [];
  for (const group of groupLanes(laid)) {
    const frame = frameOf(group, film);
    const states: LaneState[] = [];
    for (const text of group) {
      for (const { pose, ...state } of posesOf(text.cue, film.fps)) {
        signal.throwIfAborted();
        states.push({ ...state, path: await keepPicture({ ...text, pose, frame, dir }) });
      }
    }
    lanes.push({ x: frame.x, y: frame.y, states });
  }
  return lanes;
}

/** Texts that follow one another share a lane, so that the film is laid over once and not once per text. */
function groupLanes(laid: Laid[]): Laid[][] {
  const lanes: Laid[][] = [];
  for (const text of [...laid].sort((a, b) => a.cue.start - b.cue.start)) {
    const lane = lanes.find((group) => {
      const last = group.at(-1);
      return last !== undefined && last.cue.segment.role === text.cue.segment.role && last.cue.start + last.cue.frames <= text.cue.start;
    });
    if (lane) lane.push(text);
    else lanes.push([text]);
  }
  return lanes;
}

/** The box that holds every text of a lane, with room for a pop. */
function frameOf(group: Laid[], film: Film): Frame {
  const room = (layout: TextLayout): number => layout.fontSize * 0.6;
  const left = Math.max(0, Math.min(...group.map(({ layout }) => layout.x - room(layout))));
  const top = Math.max(0, Math.min(...group.map(({ layout }) => layout.y - room(layout))));
  const right = Math.min(film.width, Math.max(...group.map(({ layout }) => layout.x + layout.width + room(layout))));
  const bottom = Math.min(film.height, Math.max(...group.map(({ layout }) => layout.y + layout.height + room(layout))));
  const down = (value: number): number => Math.floor(value / 2) * 2;
  const up = (value: number): number => Math.ceil(value / 2) * 2;
  return { x: down(left), y: down(top), width: up(right - down(left)), height: up(bottom - down(top)) };
}

const FADE_MS = 300;

/** Sizes of a pop, frame by frame at 30 a second: a little too large, then right. */
const POP = [0.5, 0.75, 0.95, 1.08, 1.12, 1.06];

/** Signs a second of a typewriter, unless the text must be faster to be whole by two thirds of its time. */
const TYPE_RATE = 14;

type PosedState = Omit<LaneState, 'path'> & { pose: Pose };

/** The pictures of one text: most have one. Pure. */
export function posesOf({ segment, start, frames }: TextCue, fps: number): PosedState[] {
  const to = start + frames;
  const fade = Math.min(Math.round((FADE_MS * fps) / 1_000), Math.floor(frames / 2));
  switch (segment.anim ?? 'none') {
    case 'none':
      return [{ from: start, to, pose: FULL }];
    case 'fade-in':
      return [{ from: start, to, fadeIn: fade, pose: FULL }];
    case 'fade':
      return [{ from: start, to, fadeIn: fade, fadeOut: fade, pose: FULL }];
    case 'pop':
      return steps(
        POP.map((scale, index) => ({ ...FULL, scale, opacity: Math.min(1, (index + 1) / 3) })),
        { start, to, each: Math.max(1, Math.round(fps / 30)) },
      );
    case 'typewriter': {
      const signs = graphemesOf(segment.tx.replaceAll('\n', '')).length;
      const each = Math.max(1, Math.floor(Math.min(fps / TYPE_RATE, (frames * 2) / 3 / Math.max(1, signs))));
      return steps(
        Array.from({ length: Math.max(0, signs - 1) }, (_, index) => ({ ...FULL, signs: index + 1 })),
        { start, to, each },
      );
    }
  }
}

/** Each pose for some frames, and the whole text for the rest. */
function steps(poses: Pose[], time: { start: number; to: number; each: number }): PosedState[] {
  const moving = poses.map((pose, index) => ({ from: time.start + index * time.each, to: time.start + (index + 1) * time.each, pose }));
  const last = { from: time.start + poses.length * time.each, to: time.to, pose: FULL };
  return [...moving, last].map((state) => ({ ...state, to: Math.min(state.to, time.to) })).filter((state) => state.to > state.from);
}

async function keepPicture({ cue, layout, pose, frame, dir }: Laid & { pose: Pose; frame: Frame; dir: string }): Promise<string> {
  const { tx, highlight } = cue.segment;
  const key = createHash('sha256')
    .update(JSON.stringify([VERSION, tx, highlight, layout, pose, frame]))
    .digest('hex')
    .slice(0, 32);
  const target = path.join(dir, `${key}.png`);
  if (existsSync(target)) return target;
  const part = `${target}.${process.pid}.${Math.round(performance.now() * 1_000)}.part`;
  await writeFile(part, await drawText({ segment: cue.segment, layout, pose, frame }));
  await rename(part, target);
  return target;
}
