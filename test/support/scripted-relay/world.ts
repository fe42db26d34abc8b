import type { Clip } from '../../../src/contract/relay/clip.ts';
import type { Export } from '../../../src/contract/relay/export.ts';
import type { ProjectDetail } from '../../../src/contract/relay/project.ts';
import type { Timeline } from '../../../src/contract/relay/timeline.ts';
import type { JournalledEvent, Turn, TurnEvent } from '../../../src/contract/relay/turn.ts';
import { changedTo, emptyTimeline, finished, timelineOf } from './samples.ts';
import type { Script, TurnPlan } from './script.ts';

type Made = { version: number; timeline: Timeline; turnId?: string };
type Listener = (event: JournalledEvent) => void;
type Kept = { projectId: string; turn: Turn; journal: JournalledEvent[]; listeners: Set<Listener> };

/** What there is to hear of a turn: what was said so far, and how to hear the rest. */
export type Hearing = { past: JournalledEvent[]; listen(listener: Listener): () => void };

export type World = ReturnType<typeof createWorld>;

/** Projects, turns and exports as the relay's contract describes them, moved by a script instead of an editor. */
export function createWorld(script: Script) {
  const projects = new Map<string, ProjectDetail>();
  const turns = new Map<string, Kept>();
  const exports = new Map<string, Export>();
  const snapshots = new Map<string, Timeline>();
  let count = 0;
  const id = (kind: string): string => {
    count += 1;
    return `${kind}${String(count).padStart(8, '0')}`;
  };

  const stand = (detail: ProjectDetail): void => {
    const numbers = detail.versions.map(({ version }) => version);
    detail.canUndo = numbers.some((version) => version < detail.version);
    detail.canRedo = numbers.some((version) => version > detail.version);
    detail.project = {
      ...detail.project,
      durationMs: detail.timeline.durationMs,
      clipCount: detail.clips.length,
      updatedAt: Date.now(),
      status: detail.turns.some(({ state }) => state !== 'done') ? 'editing' : 'draft',
      ...(detail.clips[0]?.posterUrl ? { posterUrl: detail.clips[0].posterUrl } : {}),
    };
  };

  function addVersion(detail: ProjectDetail, { version, timeline, turnId }: Made): void {
    snapshots.set(`${detail.project.id}.${version}`, timeline);
    detail.timeline = timeline;
    detail.version = version;
    const others = detail.versions.filter((each) => each.version !== version);
    detail.versions = [...others, { version, ...(turnId ? { turnId } : {}), createdAt: Date.now(), durationMs: timeline.durationMs }];
    stand(detail);
  }

  function addProject(title: string): ProjectDetail {
    const now = Date.now();
    const project = { id: id('project'), title, status: 'draft', durationMs: 0, clipCount: 0, createdAt: now, updatedAt: now } as const;
    const nothing = { clips: [], versions: [], turns: [], exports: [], version: 0, canUndo: false, canRedo: false };
    const detail: ProjectDetail = { project, timeline: emptyTimeline, ...nothing };
    projects.set(project.id, detail);
    return detail;
  }

  function addClip(
    detail: ProjectDetail,
    { name, sizeBytes, durationMs = 8_000 }: { name: string; sizeBytes: number; durationMs?: number },
  ): Clip {
    const clipId = id('clip');
    const place = { id: clipId, draftName: `c${detail.clips.length + 1}`, posterUrl: `/v1/clips/${clipId}/poster` };
    const clip: Clip = { ...place, name, kind: 'video', sizeBytes, durationMs };
    detail.clips = [...detail.clips, clip];
    addVersion(detail, { version: 1, timeline: timelineOf(detail.clips.map((each) => each.durationMs)) });
    return clip;
  }

  function journal(turnId: string, event: TurnEvent): void {
    const kept = turns.get(turnId);
    const detail = projects.get(kept?.projectId ?? '');
    if (!kept || !detail) return;
    const journalled = { seq: kept.journal.length + 1, event };
    kept.journal.push(journalled);
    const state = event.type === 'done' ? 'done' : 'running';
    kept.turn = { ...kept.turn, lastSeq: journalled.seq, events: [...kept.turn.events, event], state };
    detail.turns = detail.turns.map((turn) => (turn.id === turnId ? kept.turn : turn));
    if (event.type === 'changed') addVersion(detail, { version: event.version, timeline: event.timeline, turnId });
    else stand(detail);
    for (const listener of [...kept.listeners]) listener(journalled);
  }

  /** What a turn does when the script says nothing: the film becomes half as long. */
  const shorten =
    (detail: ProjectDetail): TurnPlan =>
    (say) => {
      const fromMs = detail.timeline.durationMs;
      const version = Math.max(0, ...detail.versions.map((each) => each.version)) + 1;
      say({ type: 'started', at: Date.now() });
      say({ type: 'step', key: 'trim', state: 'run' });
      say({ type: 'text', delta: '好的，' });
      say({ type: 'text', delta: '剪短了。' });
      say({ type: 'step', key: 'trim', state: 'ok', args: { s: fromMs / 2_000 } });
      say(changedTo(version, timelineOf([fromMs / 2]), fromMs));
      say({ type: 'done', outcome: 'applied' });
    };

  function addTurn(detail: ProjectDetail, body: { text: string; reference?: Turn['reference'] }): Turn {
    const shared = { id: id('turn'), text: body.text, ...(body.reference ? { reference: body.reference } : {}) };
    const turn: Turn = { ...shared, route: 'edit', state: 'running', createdAt: Date.now(), lastSeq: 0, events: [] };
    turns.set(turn.id, { projectId: detail.project.id, turn, journal: [], listeners: new Set() });
    detail.turns = [...detail.turns, turn];
    stand(detail);
    const plan = script.turns.shift() ?? shorten(detail);
    void Promise.resolve().then(() => plan((event) => journal(turn.id, event), turn));
    return turn;
  }

  function readExport(exportId: string): Export | undefined {
    const known = exports.get(exportId);
    if (!known) return undefined;
    const next = { ...known, ...(script.exports.length > 1 ? script.exports.shift() : script.exports[0]) };
    exports.set(exportId, next);
    const detail = projects.get(next.projectId);
    if (detail) detail.exports = [...detail.exports.filter((each) => each.id !== exportId), next];
    return next;
  }

  /** The same version asked for twice is the same export. */
  function addExport(detail: ProjectDetail): Export | undefined {
    const live = ['queued', 'rendering', 'fitting', 'done'];
    const known = detail.exports.find(({ state, version }) => version === detail.version && live.includes(state));
    if (known) return known;
    const exportId = id('export');
    if (script.exports.length === 0)
      script.exports = [{ state: 'rendering', percent: 40, etaMs: 4_000 }, finished(exportId, detail.timeline.durationMs)];
    const place = { id: exportId, projectId: detail.project.id, version: detail.version };
    exports.set(exportId, { ...place, state: 'queued', percent: 0, createdAt: Date.now() });
    return readExport(exportId);
  }

  function cancelExport(exportId: string): Export | undefined {
    script.exports = [{ state: 'cancelled' }];
    return readExport(exportId);
  }

  function moveTo(detail: ProjectDetail, version: number): ProjectDetail {
    detail.version = version;
    detail.timeline = snapshots.get(`${detail.project.id}.${version}`) ?? detail.timeline;
    stand(detail);
    return detail;
  }

  function hear(turnId: string, after: number): Hearing | undefined {
    const kept = turns.get(turnId);
    if (!kept) return undefined;
    return {
      past: kept.journal.filter(({ seq }) => seq > after),
      listen(listener) {
        kept.listeners.add(listener);
        return () => kept.listeners.delete(listener);
      },
    };
  }

  return { projects, addProject, addClip, addVersion, addTurn, addExport, readExport, cancelExport, moveTo, hear, newId: id };
}
