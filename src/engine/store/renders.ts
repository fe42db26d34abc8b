import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from '../../contract/schema.ts';
import { RenderStatus } from '../../contract/upstream/render.ts';
import { EngineDraft } from '../draft.ts';
import { createOrder } from './order.ts';
import { listRecords, openFolder, readRecord, writeRecord } from './record.ts';

/** How long a finished file is kept, ms. Source: ours; a token lives as long, and the relay has fetched the file by then. */
export const RENDER_RETENTION_MS = 7 * 24 * 60 * 60_000;

/** What the export is to be, beside the draft. The best that fits the limit where nothing is said. */
const RenderOutput = z.object({
  limitBytes: z.number().optional(),
  resolution: z.enum(['720', '1080']).optional(),
  fps: z.number().optional(),
});

const RenderRecord = z.object({
  id: z.string(),
  /** What its address has beside the id, which can be guessed. */
  key: z.string(),
  userId: z.string(),
  sessionId: z.string(),
  draft: EngineDraft,
  output: RenderOutput,
  status: RenderStatus,
  /** 0–100, as last written; never goes back, also over a restart. */
  percent: z.number(),
  error: z.string().optional(),
  createdAt: z.number(),
  endedAt: z.number().optional(),
  /** Starts since it last got further, to give up on a render that ends the process. */
  attempts: z.number(),
  sizeBytes: z.number().optional(),
  durationMs: z.number().optional(),
  hasPoster: z.boolean().optional(),
});
export type Render = z.infer<typeof RenderRecord>;

export type RenderStore = {
  find: (id: string) => Render | undefined;
  add: (render: Render) => Promise<Render>;
  /** Changes of one render are made one after another. One that has ended changes no more. */
  update: (id: string, change: (render: Render) => Render) => Promise<Render>;
  ofSession: (sessionId: string) => Render[];
  /** With its files. */
  remove: (id: string) => Promise<void>;
  /** Not yet ended, oldest first. */
  unfinished: () => Render[];
  /** The finished file's place. */
  pathOf: (id: string) => string;
  /** The place of a still of it. */
  posterPathOf: (id: string) => string;
  /** Removes what ended longer ago than the retention. */
  sweep: () => Promise<void>;
};

const hasEnded = ({ status }: Render): boolean => status === 'completed' || status === 'failed' || status === 'cancelled';

export async function openRenders(dir: string, now: () => number): Promise<RenderStore> {
  await openFolder(dir);
  const known = new Map<string, Render>();
  for (const path of await listRecords(dir)) {
    const render = await readRecord(path, RenderRecord);
    if (render) known.set(render.id, render);
  }
  const recordPath = (id: string): string => join(dir, `${id}.json`);
  const pathOf = (id: string): string => join(dir, `${id}.mp4`);
  const posterPathOf = (id: string): string => join(dir, `${id}.jpg`);
  const inOrder = createOrder();
  const save = async (render: Render): Promise<Render> => {
    await writeRecord(recordPath(render.id), render);
    known.set(render.id, render);
    return render;
  };
  const remove = async (id: string): Promise<void> => {
    await rm(pathOf(id), { force: true });
    await rm(posterPathOf(id), { force: true });
    await rm(recordPath(id), { force: true });
    known.delete(id);
  };
  return {
    pathOf,
    posterPathOf,
    ofSession: (sessionId) => [...known.values()].filter((render) => render.sessionId === sessionId),
    remove: (id) => inOrder(id, () => remove(id)),
    find: (id) => known.get(id),
    add: (render) => inOrder(render.id, () => save(render)),
    update: (id, change) =>
      inOrder(id, async () => {
        const render = known.get(id);
        if (!render) throw new Error(`there is no render ${id}`);
        return hasEnded(render) ? render : save(change(render));
      }),
    unfinished: () => [...known.values()].filter((render) => !hasEnded(render)).sort((one, other) => one.createdAt - other.createdAt),
    async sweep() {
      const old = [...known.values()].filter(
        (render) => hasEnded(render) && now() - (render.endedAt ?? render.createdAt) > RENDER_RETENTION_MS,
      );
      for (const { id } of old) await remove(id);
    },
  };
}
