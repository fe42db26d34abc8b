import { endpoint } from '../endpoint.ts';
import { INSTRUCTION_LIMIT } from '../limits.ts';
import * as z from '../schema.ts';
import { Export } from './export.ts';
import { API_PREFIX } from './header.ts';
import { Id, Language, Text } from './text.ts';
import { Turn } from './turn.ts';

/** One file of a batch: a project of its own, so that one failing row never stops the others. */
export const BatchRow = z.object({
  projectId: Id,
  state: z.enum(['need', 'wait', 'edit', 'render', 'done', 'fail']),
  instruction: z.string().optional(),
  turn: Turn.optional(),
  export: Export.optional(),
});

export const Batch = z.object({ id: Id, rows: z.array(BatchRow) });
export type Batch = z.infer<typeof Batch>;

/** Rows run one after another: edit, then render. A row without an instruction waits for `instructBatch`. */
export const startBatch = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/batches`,
  body: z.object({ language: Language, projectIds: z.array(Id).min(1).max(20) }),
  reply: z.object({ batch: Batch }),
});
export const instructBatch = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/batches/:batchId/instructions`,
  body: z.object({ rows: z.array(z.object({ projectId: Id, instruction: Text(INSTRUCTION_LIMIT).min(1) })).min(1) }),
  reply: z.object({ batch: Batch }),
});
export const readBatch = endpoint({ method: 'GET', path: `${API_PREFIX}/batches/:batchId`, reply: z.object({ batch: Batch }) });
