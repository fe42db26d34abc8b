import type { Project, ProjectDetail } from '../../contract/relay/project.ts';
import { readTimeline } from '../../timeline/read.ts';
import type { Parts } from '../parts.ts';
import * as clips from '../store/clips.ts';
import * as exports from '../store/exports.ts';
import type { ProjectRow } from '../store/projects.ts';
import * as turns from '../store/turns.ts';
import * as versions from '../store/versions.ts';
import { draftOf } from '../version/keep.ts';
import { canRedo, canUndo, lineOf } from '../version/line.ts';
import { writeClip } from './clip.ts';
import { storedFileOf, writeExport } from './export.ts';
import { stillAddress } from './still.ts';
import { writeTurn } from './turn.ts';

type Hanging = { clips: clips.ClipRow[]; exports: exports.ExportRow[]; openTurns: number; durationMs: number };

/** A row of the home screen. */
export async function writeProject(parts: Parts, row: ProjectRow, hanging: Hanging): Promise<Project> {
  const newest = hanging.exports.find((found) => found.state !== 'cancelled');
  const finished = hanging.exports.find((found) => storedFileOf(found) !== undefined);
  const poster = hanging.clips.map((clip) => writeClip(clip, row.personId, parts.addresses).posterUrl).find((url) => url !== undefined);
  return {
    id: row.id,
    title: row.title,
    status: statusOf(hanging, newest),
    durationMs: hanging.durationMs,
    clipCount: hanging.clips.length,
    posterUrl: poster,
    filmPosterUrl: finished && (await stillAddress(parts, finished, row.personId)),
    exportedBytes: finished && storedFileOf(finished)?.sizeBytes,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function statusOf({ openTurns }: Hanging, newest: exports.ExportRow | undefined): Project['status'] {
  if (openTurns > 0) return 'editing';
  if (newest === undefined || newest.state === 'expired') return 'draft';
  if (newest.state === 'failed') return 'failed';
  return newest.state === 'done' ? 'exported' : 'exporting';
}

/** One project with all that the editor needs to stand where it stood. */
export async function writeDetail(parts: Parts, row: ProjectRow): Promise<ProjectDetail> {
  const { db, addresses, pauses } = parts;
  const [clipRows, heads, turnRows, exportRows, draft] = await Promise.all([
    clips.listClips(db, [row.id]),
    versions.listVersions(db, row.id),
    turns.listTurns(db, row.id),
    exports.listExports(db, [row.id]),
    draftOf(db, row.id, row.version),
  ]);
  const ids = turnRows.map((turn) => turn.id);
  const events = groupEvents(await turns.listEvents(db, ids));
  const timeline = readTimeline(JSON.parse(draft));
  const openTurns = turnRows.filter((turn) => turn.state !== 'done').length;
  const project = await writeProject(parts, row, { clips: clipRows, exports: exportRows, openTurns, durationMs: timeline.durationMs });
  const shown = { personId: row.personId, addresses, title: row.title, posterUrl: project.posterUrl, pauses };
  return {
    project,
    clips: clipRows.map((clip) => writeClip(clip, row.personId, addresses)),
    timeline,
    version: row.version,
    versions: lineOf(heads, row.version).map((head) => ({
      version: head.version,
      turnId: head.turnId ?? undefined,
      createdAt: head.createdAt,
      durationMs: head.durationMs,
    })),
    canUndo: canUndo(heads, row.version),
    canRedo: canRedo(heads, row.version),
    turns: turnRows.map((turn) => writeTurn(parts, turn, events.get(turn.id) ?? [])),
    exports: exportRows.map((found) => writeExport(found, shown)),
  };
}

function groupEvents(rows: readonly turns.EventRow[]): Map<string, turns.EventRow[]> {
  const groups = new Map<string, turns.EventRow[]>();
  for (const row of rows) {
    const group = groups.get(row.turnId) ?? [];
    group.push(row);
    groups.set(row.turnId, group);
  }
  return groups;
}
