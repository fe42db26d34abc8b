import type { EngineDraft } from '../draft.ts';
import type { ClipSource } from '../ffmpeg/graph/film.ts';

export type RenderOutput = { limitBytes?: number; resolution?: '720' | '1080'; fps?: number };

export type RenderWork = {
  draft: EngineDraft;
  clips: Map<string, ClipSource>;
  output?: RenderOutput;
  /** Whose film it is: what is kept of it goes with the session. */
  session?: string;
  /** Where the file is to stand; a path of ours without it. */
  target?: string;
  /** Share done, 0–1, and an estimate of the time left. Never goes back. */
  onProgress?: (share: number, etaMs: number | undefined) => void;
  signal: AbortSignal;
};

export type Rendered = { path: string; sizeBytes: number; width: number; height: number; fps: number; durationMs: number };
