import type { EngineDraft } from '../draft.ts';
import type { EditOf } from './edit.ts';
import { layOut, piecesOf } from './film.ts';
import { EditRefused } from './refused.ts';
import { filmOf } from './tracks.ts';

/** Puts one kind of transition between all neighbours, or after the segments named; `none` takes them away. */
export function setTransitions(draft: EngineDraft, { kind, ms, after }: EditOf<'set_transitions'>): EngineDraft {
  const film = filmOf(draft);
  if (film.length === 0) throw new EditRefused('nothing_there');
  if (film.length === 1) throw new EditRefused('one_segment');
  const chosen = film.slice(0, -1).filter((segment) => after === undefined || after.includes(segment.id));
  if (chosen.length === 0) throw new EditRefused('one_segment');
  const others = (draft.transitions ?? []).filter((transition) => !chosen.some((segment) => segment.id === transition.after));
  const added = kind === 'none' ? [] : chosen.map((segment) => ({ after: segment.id, type: kind, ms }));
  return layOut({ ...draft, transitions: [...others, ...added] }, piecesOf(draft));
}
