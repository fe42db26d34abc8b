import type { Edit, EditOf } from '../../edits/edit.ts';
import { edits, type Outcome, type Scene, say } from '../scene.ts';
import { all, type Clause, find, has } from '../token.ts';

/** The length of a transition nobody gave, and the most that one grows to by words like `longer`. */
const USUAL_MS = 500;
const LONGEST_MS = 3_000;

/** Transitions: put between clips, of another kind, longer, shorter, taken away. */
export function transitions(clause: Clause, scene: Scene): Outcome {
  const { draft } = scene;
  if (has(clause, 'verb', 'delete') || has(clause, 'neg'))
    return draft.transitions?.length
      ? edits({ type: 'set_transitions', kind: 'none', ms: 0 })
      : { kind: 'answer', text: say(scene, '现在没有转场，不用去掉。', 'There are no transitions to remove.') };
  const set: Edit = {
    type: 'set_transitions',
    kind: kindMeant(clause, scene),
    ms: lengthMeant(clause, scene),
    ...afterNamed(clause, scene),
  };
  const isElsewhere = has(clause, 'only') && set.after !== undefined && draft.transitions?.some(({ after }) => !set.after?.includes(after));
  return isElsewhere ? edits({ type: 'set_transitions', kind: 'none', ms: 0 }, set) : edits(set);
}

const transitionKinds = [
  ['wipe', 'wipe'],
  ['slide', 'slide'],
  ['white', 'fade-white'],
  ['black', 'fade-black'],
] as const;

/** The kind that is named; without one, longer or fewer transitions stay what they are. */
function kindMeant(clause: Clause, { draft }: Scene): EditOf<'set_transitions'>['kind'] {
  const named = transitionKinds.find(([thing]) => has(clause, 'thing', thing))?.[1];
  if (named) return named;
  const there = draft.transitions?.[0];
  return there && isChange(clause) && !/fade|dissolve|叠化|淡|溶解/i.test(clause.text) ? there.type : 'crossfade';
}

const isChange = (clause: Clause): boolean =>
  has(clause, 'verb', 'longer', 'shorter', 'slower', 'faster') || has(clause, 'only') || has(clause, 'time');

function lengthMeant(clause: Clause, { draft }: Scene): number {
  const said = find(clause, 'time')?.n;
  const there = draft.transitions?.[0]?.ms;
  if (said !== undefined || there === undefined) return said ?? USUAL_MS;
  if (has(clause, 'verb', 'longer', 'slower')) return Math.min(LONGEST_MS, Math.round(there * 1.5));
  if (has(clause, 'verb', 'shorter', 'faster')) return Math.round(there / 1.5);
  return has(clause, 'only') ? there : USUAL_MS;
}

/** The place between two clips that are named; all places where none are. */
export function afterNamed(clause: Clause, { film }: Scene): { after?: string[] } {
  const between = all(clause, 'nth').map((token) => token.n ?? 0);
  const isPair = all(clause, 'count').some(({ n }) => n === 2) && film.length > 2;
  if (between.length < 2 && isPair && (has(clause, 'head') || has(clause, 'tail'))) {
    const before = has(clause, 'head') ? film[0]?.id : film.at(-2)?.id;
    return before === undefined ? {} : { after: [before] };
  }
  const after = between.length >= 2 ? film[Math.min(...between) - 1]?.id : undefined;
  return after === undefined ? {} : { after: [after] };
}
