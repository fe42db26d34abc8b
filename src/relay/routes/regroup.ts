import { ApiError } from '../../contract/error.ts';
import { joinBatch, splitProject } from '../../contract/relay/batch.ts';
import type { Language } from '../../contract/relay/text.ts';
import type { Parts } from '../parts.ts';
import * as batches from '../store/batches.ts';
import * as clips from '../store/clips.ts';
import * as projects from '../store/projects.ts';
import { type Copied, type Copying, copyClips } from '../upload/copy.ts';
import { forgetProject } from '../upstream/forget.ts';
import { writeDetail } from '../write/project.ts';
import { ownBatch, writeBatch } from './batches.ts';
import { ownProject } from './own.ts';
import { whileSomebodyWaits } from './patience.ts';
import { serve } from './serve.ts';

/** Copying that goes on though its phone has left: who asks again joins in. */
type Regrouping = { told: Copied; ended: Promise<void> };
const underWay = new WeakMap<Parts, Map<string, Regrouping>>();

const isLasting = (reply: { state: string }): boolean => reply.state === 'done';

export const serveSplitProject = serve(
  splitProject,
  async (parts, { personId, id }) => {
    const project = await ownProject(parts, personId, id('projectId'));
    const rows = await clips.listClips(parts.db, [project.id]);
    if (rows.length === 0) throw new ApiError('draft_empty', 'there is no clip to make a film of');
    const copyings: Copying[] = [];
    for (const clip of rows) copyings.push({ clip, projectId: (await projectFor(parts, project, clip)).id });
    const reply = await copyWhileWaiting(parts, { name: `split ${project.id}`, personId, copyings });
    if (reply.state === 'copying') return reply;
    const projectIds = await withClips(parts, copyings);
    const batchId = await batches.createBatch(parts.db, { personId, projectIds, at: parts.clock.now() });
    return { ...reply, batch: await writeBatch(parts, batchId) };
  },
  { isLasting },
);

export const serveJoinBatch = serve(
  joinBatch,
  async (parts, { personId, body, id }) => {
    const batchId = await ownBatch(parts, personId, id('batchId'));
    const rows = await batches.listBatchRows(parts.db, batchId);
    const project = await projects.createProject(parts.db, { ...body, personId, requestKey: `join-${batchId}`, at: parts.clock.now() });
    const copyings: Copying[] = [];
    for (const row of rows) {
      for (const clip of await clips.listClips(parts.db, [row.projectId])) copyings.push({ clip, projectId: project.id });
    }
    const reply = await copyWhileWaiting(parts, { name: `join ${batchId}`, personId, copyings });
    if (reply.state === 'copying') return reply;
    return { ...reply, project: (await writeDetail(parts, await ownProject(parts, personId, project.id))).project };
  },
  { isLasting },
);

/** The same for the same clip, so that a split that broke off goes on. */
const projectFor = ({ db, clock }: Parts, { personId, id, language }: projects.ProjectRow, clip: clips.ClipRow) =>
  projects.createProject(db, {
    personId,
    title: clip.name.replace(/\.\w+$/, '').slice(0, 80),
    language: language as Language,
    requestKey: `split-${id}-${clip.id}`,
    at: clock.now(),
  });

/** Rows for the clips that are there; the project of one that is lost has nothing to show. */
async function withClips(parts: Parts, copyings: Copying[]): Promise<string[]> {
  const { db } = parts;
  const ids = copyings.map(({ projectId }) => projectId);
  const there = new Set((await clips.listClips(db, ids)).map(({ projectId }) => projectId));
  for (const projectId of ids.filter((one) => !there.has(one))) {
    const project = await projects.readAnyProject(db, projectId);
    if (project !== undefined) await forgetProject(parts, project);
    await projects.deleteProject(db, projectId);
  }
  return ids.filter((projectId) => there.has(projectId));
}

async function copyWhileWaiting(parts: Parts, { name, personId, copyings }: { name: string; personId: string; copyings: Copying[] }) {
  const known = underWay.get(parts) ?? new Map<string, Regrouping>();
  underWay.set(parts, known);
  const regrouping = known.get(name) ?? start(parts, { personId, copyings }, () => known.delete(name));
  known.set(name, regrouping);
  const ended = await whileSomebodyWaits(
    parts.clock,
    regrouping.ended.then(() => true),
  );
  return { state: ended === true ? ('done' as const) : ('copying' as const), ...regrouping.told };
}

function start(parts: Parts, { personId, copyings }: { personId: string; copyings: Copying[] }, onEnd: () => void): Regrouping {
  const told: Copied = { copied: 0, total: copyings.length, lostClips: [] };
  return { told, ended: copyClips(parts, personId, { copyings, told }).finally(onEnd) };
}
