import * as z from '../../../contract/schema.ts';
import { listStored, readStored, removeStored, writeStored } from '../../platform/storage.ts';
import type { Row } from './upload.ts';

/** A row as it is kept on the phone. The thumbnail is not: it dies with the run that drew it. */
const Kept = z.array(
  z.object({
    key: z.string(),
    file: z.object({
      path: z.string(),
      name: z.string(),
      sizeBytes: z.number(),
      durationMs: z.number().optional(),
      isNameless: z.boolean().optional(),
    }),
  }),
);

const PREFIX = 'uploads.';
const keyOf = (projectId: string): string => PREFIX + projectId;

export function keepUnfinished(projectId: string, rows: Row[]): void {
  if (rows.length === 0) removeStored(keyOf(projectId));
  else
    writeStored(
      keyOf(projectId),
      rows.map(({ key, file: { path, name, sizeBytes, durationMs, isNameless } }) => ({
        key,
        file: { path, name, sizeBytes, durationMs, isNameless },
      })),
    );
}

export function readKept(projectId: string): z.infer<typeof Kept> {
  const kept = Kept.safeParse(readStored(keyOf(projectId)));
  return kept.success ? kept.data : [];
}

/** Projects with files that an earlier run did not finish sending, and how many. */
export const listUnfinished = (): { projectId: string; count: number }[] =>
  listStored()
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length))
    .map((projectId) => ({ projectId, count: readKept(projectId).length }));
