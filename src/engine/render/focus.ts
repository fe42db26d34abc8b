import { createHash, randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from '../../contract/schema.ts';
import { TRACK_TYPE } from '../../contract/upstream/draft.ts';
import type { EngineDraft, VideoSegment } from '../draft.ts';
import { JobError, type RunOptions } from '../ffmpeg/execute.ts';
import { scaleChain } from '../ffmpeg/graph/colour.ts';
import type { ClipSource } from '../ffmpeg/graph/film.ts';
import { turnFilters } from '../ffmpeg/graph/shot.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { findFocus, type SmallFrames } from '../probe/saliency.ts';
import { identity } from './pieces.ts';
import { type RenderStore, sizeOf } from './store.ts';

type FocusWork = { runner: Runner; store: RenderStore; options: RunOptions };

/** Long side of the pictures looked at, px. */
const SIDE = 64;

/** Pictures looked at per segment, each decoded from its own key frame. */
const FRAMES = 8;

const VERSION = 1;
const Focus = z.object({ x: z.number(), y: z.number() });
type Focus = z.infer<typeof Focus>;

/** The draft with a focus for each segment that is to keep its subject and does not say where that is. */
export async function withFocus(draft: EngineDraft, clips: ReadonlyMap<string, ClipSource>, work: FocusWork): Promise<EngineDraft> {
  const track = draft.t.find((one) => one.tt === TRACK_TYPE.video);
  if (!track?.sg.some(wantsFocus)) return draft;
  const sg: VideoSegment[] = [];
  for (const segment of track.sg) {
    const clip = clips.get(segment.src);
    const focus = clip && wantsFocus(segment) ? await focusOf({ segment, clip, window: windowOf(clip, draft.m) }, work) : undefined;
    sg.push(focus ? { ...segment, focus } : segment);
  }
  return { ...draft, t: draft.t.map((one) => (one === track ? { ...track, sg } : one)) };
}

/** A picture that was turned or cut by the person has its middle from them. */
const wantsFocus = ({ fit, focus, crop, rotate }: VideoSegment): boolean =>
  fit === 'subject-crop' && focus === undefined && crop === undefined && rotate === undefined;

/** Share of the clip's picture that the canvas shows. */
function windowOf({ facts }: ClipSource, canvas: { width: number; height: number }): { width: number; height: number } {
  const ratio = canvas.width / canvas.height / (facts.width / facts.height);
  return { width: Math.min(1, ratio), height: Math.min(1, 1 / ratio) };
}

type Wanted = { segment: VideoSegment; clip: ClipSource; window: { width: number; height: number } };

async function focusOf({ segment, clip, window }: Wanted, work: FocusWork): Promise<Focus | undefined> {
  const recipe = [VERSION, identity(clip), segment.in, segment.out, segment.freeze ?? false, window];
  const kept = work.store.focusPath(createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 40));
  if ((await sizeOf(kept)) !== undefined) return Focus.parse(JSON.parse(await readFile(kept, 'utf8')));
  try {
    const focus = findFocus(await readSmall(segment, clip, work), window);
    await keep(kept, focus, work.store);
    return focus;
  } catch (cause) {
    // Without it the middle is shown, and the render says what is wrong with the file.
    if (cause instanceof JobError) return undefined;
    throw cause;
  }
}

/** In place whole: a preparation and an export of the same film look for it at the same time. */
async function keep(target: string, focus: Focus, { work }: RenderStore): Promise<void> {
  const made = path.join(work, `${randomUUID()}.json`);
  await writeFile(made, JSON.stringify(focus));
  await rename(made, target);
}

async function readSmall(segment: VideoSegment, clip: ClipSource, { runner, store, options }: FocusWork): Promise<SmallFrames> {
  const { facts } = clip;
  const factor = SIDE / Math.max(facts.width, facts.height);
  const [width, height] = [Math.max(8, Math.round(facts.width * factor)), Math.max(8, Math.round(facts.height * factor))];
  const stored = facts.rotation % 180 === 0 ? { width, height } : { width: height, height: width };
  const isHeld = facts.kind === 'image' || segment.freeze === true;
  const seconds = isHeld ? 0 : (segment.out - segment.in) / 1_000;
  const from = facts.kind === 'image' ? 0 : segment.in / 1_000;
  const inputs = Array.from({ length: isHeld ? 1 : FRAMES }, (_, index) => ({
    path: clip.path,
    from: from + ((index + 0.5) * seconds) / FRAMES,
    ...(facts.kind !== 'image' && { length: 1 }),
    video: true,
    at: index,
  }));
  const chain = [...scaleChain(facts, stored), ...turnFilters(facts.rotation), 'setsar=1', 'format=rgb24'].join(',');
  const lines = inputs.map((_, index) => `[${index}:v]trim=end_frame=1,setpts=0,${chain}[f${index}]`);
  const stack =
    inputs.length === 1 ? '[f0]null[vout]' : `${inputs.map((_, index) => `[f${index}]`).join('')}vstack=inputs=${inputs.length}[vout]`;
  const target = path.join(store.work, `${randomUUID()}.rgb`);
  try {
    await runner.run(
      {
        kind: 'encode',
        inputs,
        graph: [...lines, stack].join(';'),
        video: { codec: 'rawvideo', options: {}, fps: 1 },
        format: 'rawvideo',
        seconds: 1,
        output: { path: target },
      },
      { ...options, onProgress: () => undefined },
    );
    const bytes = await readFile(target);
    const size = width * height * 3;
    return { width, height, frames: inputs.map((_, index) => bytes.subarray(index * size, (index + 1) * size)) };
  } finally {
    await rm(target, { force: true });
  }
}
