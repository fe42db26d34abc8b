import type { RenderState } from '../jobs/renders.ts';
import { writeExportUrl } from './files.ts';

/** A render's state in the contract's first shape; `queuePosition` and `etaMs` are this engine's own. */
export function writeReport({ render, percent, queuePosition, etaMs }: RenderState, origin: string): Record<string, unknown> {
  const { id, status, error, sizeBytes, durationMs = 0 } = render;
  return {
    id,
    status,
    progress: percent,
    ...(status === 'pending' && { queuePosition }),
    ...(status === 'processing' && etaMs !== undefined && { etaMs }),
    ...(status === 'completed' && { outputUrl: writeExportUrl(origin, render), output: { size: sizeBytes, duration: durationMs / 1_000 } }),
    ...(status === 'failed' && { error: error ?? 'the render failed' }),
  };
}
