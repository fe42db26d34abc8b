import type { Edit } from '../edits/edit.ts';
import { type Plan, type Scene, say } from './scene.ts';
import { type Clause, has, isSilent } from './token.ts';

/** Words by which a length or a stretch is to stay. */
const keeps = (clause: Clause): boolean =>
  (['only', 'except', 'from', 'to', 'all', 'other'] as const).some((kind) => has(clause, kind)) ||
  has(clause, 'verb', 'keep', 'shorter', 'change', 'highlight', 'restore', 'loop') ||
  clause.tokens.some(({ kind, value, raw }) => kind === 'verb' && value === 'trim' && /[到成至短]|to|down/i.test(raw));

/** A delete that says neither what nor when. */
const isBareDelete = (clause: Clause): boolean =>
  (has(clause, 'verb', 'delete') || has(clause, 'neg')) &&
  !(['thing', 'time', 'range', 'half', 'nth', 'clip-name', 'place', 'head', 'tail', 'after', 'quote'] as const).some((kind) =>
    has(clause, kind),
  );

/** `cut 10 seconds`, 「剪 10 秒」: to ten seconds, or ten seconds less. */
const isBareCut = (clause: Clause): boolean =>
  clause.tokens.every(
    (token) => isSilent(token) || token.kind === 'time' || (token.kind === 'verb' && /^(?:cut|trim|剪|裁)$/i.test(token.raw)),
  ) &&
  has(clause, 'time') &&
  has(clause, 'verb');

const keptBy = (edit: Edit): { fromMs: number; toMs: number }[] => {
  if (edit.type === 'keep_ranges') return edit.ranges;
  return edit.type === 'fit_length' ? [{ fromMs: 0, toMs: edit.toMs }] : [];
};

/** Whether most of the film goes. */
export const throwsAway = (list: Edit[], { draft }: Scene): boolean => {
  const kept = list.flatMap(keptBy);
  return kept.length > 0 && kept.reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0) < draft.d / 4;
};

/** Most of a film is not thrown away on the strength of words that only say to delete: it is asked which part is meant. */
export function doubtful(list: Edit[], scene: Scene): Plan | undefined {
  const [range, ...others] = list.flatMap((edit) => keptBy(edit));
  if (!range || others.length > 0 || scene.clauses.some(keeps)) return undefined;
  const isMost = range.toMs - range.fromMs < scene.draft.d / 2;
  if (!scene.clauses.some((clause) => (isMost && isBareDelete(clause)) || isBareCut(clause))) return undefined;
  const [a, b] = [range.fromMs / 1_000, range.toMs / 1_000];
  return {
    kind: 'ask',
    question: say(scene, `${a}–${b} 秒是要留下，还是要删掉？`, `Shall I keep ${a}–${b} s or delete it?`),
    options: [
      say(scene, `删掉 ${a} 到 ${b} 秒`, `Delete ${a} to ${b} seconds`),
      say(scene, `只保留 ${a} 到 ${b} 秒`, `Keep only ${a} to ${b} seconds`),
    ],
  };
}
