import { endpoint } from '../endpoint.ts';
import { INSTRUCTION_LIMIT } from '../limits.ts';
import * as z from '../schema.ts';
import { Clip } from './clip.ts';
import { Export } from './export.ts';
import { API_PREFIX } from './header.ts';
import { Project } from './project.ts';
import { Id, Language, Text } from './text.ts';
import { Turn } from './turn.ts';

/** One file of a batch: a project of its own, so that one failing row never stops the others. */
export const BatchRow = z.object({
  projectId: Id,
  state: z.enum(['need', 'wait', 'edit', 'render', 'done', 'fail']),
  instruction: z.string().optional(),
  /** Its files, as far as they have arrived: also those that an earlier run of the app has sent. */
  clips: z.array(Clip).optional(),
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

/** Clips go from project to project at the upstream, one after another. `copying` asks the app to ask again at once. */
const Copied = z.object({
  state: z.enum(['copying', 'done']),
  /** Clips that are there, of so many. */
  copied: z.number(),
  total: z.number(),
  /** Names of clips that the upstream no longer has: they must be picked again. */
  lostClips: z.array(z.string()),
});

/**
 * From one film of all clips to a film of each: a batch with a project for every clip, also for those that the phone no longer has. The
 * project itself stays as it is. `draft_empty` where it has no clip.
 */
export const splitProject = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/projects/:projectId/split`,
  reply: Copied.extend({ batch: Batch.optional() }),
});

/** And back: one project with the clips of all rows, in their order. The batch and its projects stay as they are. */
export const joinBatch = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/batches/:batchId/join`,
  body: z.object({ title: Text(80).min(1), language: Language }),
  reply: Copied.extend({ project: Project.optional() }),
});
