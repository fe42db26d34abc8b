import { TRACK_TYPE } from '../../contract/upstream/draft.ts';
import type { ClipFacts, EngineDraft, VideoSegment } from '../draft.ts';
import { layOut, piecesOf } from './film.ts';
import { filmOf, idMaker } from './tracks.ts';

/** How long a still shows before anybody says. */
export const STILL_MS = 3_000;

/** Largest picture of an export. */
export const CANVAS = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
  square: { width: 1080, height: 1080 },
} as const;

/** A film without pictures, as a new project has it. */
export const emptyDraft = (title = 'project'): EngineDraft => ({
  d: 0,
  m: { title, ...CANVAS.portrait },
  t: [{ tt: TRACK_TYPE.video, sg: [] }],
});

/** The draft right after the upload: videos and stills in order on the film, the canvas of the first picture. Sounds wait until asked for. */
export const firstDraft = (clips: ClipFacts[], title?: string): EngineDraft => clips.reduce(appendClip, emptyDraft(title));

/** Puts a clip behind the film; the first picture decides the canvas. */
export function appendClip(draft: EngineDraft, clip: ClipFacts): EngineDraft {
  if (clip.kind === 'audio') return draft;
  const isFirst = filmOf(draft).length === 0;
  const segment = segmentOf(clip, idMaker(draft)('v'));
  const started = isFirst ? { ...draft, m: { ...draft.m, ...canvasOf(clip) } } : draft;
  return layOut(started, [...piecesOf(draft), { segment }]);
}

/** The whole of a clip as a segment; `layOut` gives it its place. */
export function segmentOf(clip: ClipFacts, id: string): VideoSegment {
  const isStill = clip.kind === 'image' && clip.durationMs <= 0;
  const d = isStill ? STILL_MS : Math.max(1, Math.round(clip.durationMs));
  return { id, n: clip.name, src: clip.id, s: 0, d, in: 0, out: d, ...(isStill && { still: true }) };
}

function canvasOf({ width, height }: ClipFacts): { width: number; height: number } {
  if (width <= 0 || height <= 0) return CANVAS.portrait;
  const ratio = width / height;
  if (ratio > 1.1) return CANVAS.landscape;
  return ratio < 0.9 ? CANVAS.portrait : CANVAS.square;
}
