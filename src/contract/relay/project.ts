import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';
import { Clip } from './clip.ts';
import { Export } from './export.ts';
import { API_PREFIX } from './header.ts';
import { Id, Instant, Language, Text, VersionNumber } from './text.ts';
import { Timeline } from './timeline.ts';
import { Turn } from './turn.ts';

export const ProjectStatus = z.enum(['draft', 'editing', 'exporting', 'exported', 'failed']);

/** A row of the home screen. */
export const Project = z.object({
  id: Id,
  title: z.string(),
  status: ProjectStatus,
  durationMs: z.number(),
  clipCount: z.number(),
  /** A still of its first clip. */
  posterUrl: z.string().optional(),
  /** A still of the newest finished film, while its file is kept; signed as the film is. */
  filmPosterUrl: z.string().optional(),
  /** Size of the newest finished export. */
  exportedBytes: z.number().optional(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Project = z.infer<typeof Project>;

/** Everything the editor needs to stand where it stood: also after the app was killed. */
export const ProjectDetail = z.object({
  project: Project,
  clips: z.array(Clip),
  timeline: Timeline,
  /** The version shown; 0 before the first draft. Undo and redo move it, a new edit adds one after it. */
  version: z.number(),
  versions: z.array(z.object({ version: z.number(), turnId: Id.optional(), createdAt: Instant, durationMs: z.number() })),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  turns: z.array(Turn),
  exports: z.array(Export),
});
export type ProjectDetail = z.infer<typeof ProjectDetail>;

export const listProjects = endpoint({ method: 'GET', path: `${API_PREFIX}/projects`, reply: z.object({ projects: z.array(Project) }) });

export const createProject = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/projects`,
  body: z.object({ title: Text(80), language: Language }),
  reply: z.object({ project: Project }),
});

export const readProject = endpoint({ method: 'GET', path: `${API_PREFIX}/projects/:projectId`, reply: ProjectDetail });

export const renameProject = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/projects/:projectId/rename`,
  body: z.object({ title: Text(80).min(1) }),
  reply: z.object({ project: Project }),
});

export const deleteProject = endpoint({ method: 'DELETE', path: `${API_PREFIX}/projects/:projectId`, reply: z.object({}) });

/** Undo, redo and "restore version n" are one call: `version` is where to stand. Refused with `busy` while a turn runs. */
export const moveToVersion = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/projects/:projectId/version`,
  body: z.object({ version: VersionNumber }),
  reply: ProjectDetail,
});

/** A link for going on in the upstream's web editor. */
export const claimProject = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/projects/:projectId/claim`,
  reply: z.object({ url: z.string() }),
});
