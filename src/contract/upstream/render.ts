import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';

export const RenderStatus = z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled']);

/** The one body with a camelCase field. `id` is ours, `render_<ms>`: the same id on a retry is the same render. */
export const StartRenderBody = z.object({
  id: z.string().regex(/^render_[\w-]{1,80}$/),
  sessionId: z.string(),
  draft: z.unknown(),
  output: z.looseObject({ format: z.literal('mp4'), quality: z.literal('high') }),
});

const Report = z.looseObject({
  id: z.string().optional(),
  taskId: z.string().optional(),
  status: z.string(),
  progress: z.number().optional(),
  outputUrl: z.string().nullish(),
  output: z.looseObject({ url: z.string().nullish(), size: z.number().nullish(), duration: z.number().nullish() }).nullish(),
  error: z.unknown().optional(),
  /** The embedded engine's own: jobs before this one, and an estimate of the time left, ms. */
  queuePosition: z.number().optional(),
  etaMs: z.number().optional(),
  /** The embedded engine's own: a still of the finished film. */
  posterUrl: z.string().optional(),
});

export const startRender = endpoint({ method: 'POST', path: '/api/render/proxy/lambda', body: StartRenderBody, reply: Report });
export const pollRender = endpoint({ method: 'GET', path: '/api/render/proxy/lambda/:renderId', reply: Report });
export const cancelRender = endpoint({ method: 'POST', path: '/api/render/proxy/lambda/:renderId/cancel', reply: z.unknown() });
/** The bytes, with Range. */
export const DOWNLOAD_PATH = '/api/render/proxy/:renderId/download';

export type RenderReport = {
  status: z.infer<typeof RenderStatus>;
  /** 0–100. */
  percent: number;
  outputUrl?: string;
  posterUrl?: string;
  error?: string;
  queuePosition?: number;
  etaMs?: number;
};

const aliases: Record<string, RenderReport['status']> = {
  queued: 'pending',
  running: 'processing',
  rendering: 'processing',
  done: 'completed',
  success: 'completed',
  succeeded: 'completed',
  error: 'failed',
  canceled: 'cancelled',
};

/** Reads any of the three published shapes of a render's status; the envelope has already been opened. */
export function readRender(reply: z.infer<typeof Report>): RenderReport {
  const status = RenderStatus.safeParse(reply.status).data ?? aliases[reply.status.toLowerCase()] ?? 'processing';
  const outputUrl = reply.outputUrl ?? reply.output?.url ?? undefined;
  const progress = reply.progress ?? 0;
  return {
    status,
    percent: Math.max(0, Math.min(100, progress > 0 && progress < 1 ? progress * 100 : progress)),
    ...(outputUrl && { outputUrl }),
    ...(reply.posterUrl && { posterUrl: reply.posterUrl }),
    ...(typeof reply.error === 'string' && { error: reply.error }),
    ...(reply.queuePosition !== undefined && { queuePosition: reply.queuePosition }),
    ...(reply.etaMs !== undefined && { etaMs: reply.etaMs }),
  };
}
