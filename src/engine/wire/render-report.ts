import type { RenderState } from '../jobs/renders.ts';
import { writeExportUrl } from './files.ts';

/** A render's state in the contract's first shape; `queuePosition`, `etaMs` and `posterUrl` are this engine's own. */
export function writeReport({ render, percent, queuePosition, etaMs }: RenderState, origin: string): Record<string, unknown> {
  const { id, status, error, sizeBytes, durationMs = 0, hasPoster } = render;
  return {
    id,
    status,
    progress: percent,
    ...(status === 'pending' && { queuePosition }),
    ...(status === 'processing' && etaMs !== undefined && { etaMs }),
    ...(status === 'completed' && {
      outputUrl: writeExportUrl(origin, render, 'mp4'),
      output: { size: sizeBytes, duration: durationMs / 1_000 },
      ...(hasPoster && { posterUrl: writeExportUrl(origin, render, 'jpg') }),
    }),
    ...(status === 'failed' && { error: error ?? 'the render failed' }),
  };
}
