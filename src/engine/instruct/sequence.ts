import { readClauses } from './clauses.ts';
import { edits, type Outcome, type Scene } from './scene.ts';
import { segmentsMeant } from './targets.ts';
import { has, type Token } from './token.ts';

/** 「先放 b 再放 a 最后放 c」, `first clip 2, then clip 1`: the clips one after another in the order they are named. */
export function readSequence(text: string, scene: Scene): Outcome | undefined {
  if (scene.film.length < 2) return undefined;
  const steps = text
    .replace(/让?([^先，,\s]{1,8})先(?:播放|播|放|来|出)/, '先$1')
    .replace(/^.*?(先|\bfirst\b(?! clip| \d))/i, '$1')
    .split(/[，,；;。\s]*(?:先|再|然后|接着|最后|\bfirst(?! clip| \d)|\band then|\bthen|\bfinally|\blastly)(?=[^\d]|\d)/i)
    .map((step) => step.trim())
    .filter((step) => step !== '');
  if (steps.length < 2 || !/先|first/i.test(text)) return undefined;
  const ids = steps.flatMap((step) => {
    const id = segmentNamed(step, scene);
    return id === undefined ? [] : [id];
  });
  if (ids.length !== steps.length || new Set(ids).size !== ids.length) return undefined;
  return edits({ type: 'arrange', ids: [...ids, ...scene.film.map(({ id }) => id).filter((id) => !ids.includes(id))] });
}

/** Verbs that only say a clip is shown. */
const shows = new Set(['move', 'add', 'keep']);
const isOrder = ({ kind, value }: Token): boolean => kind === 'verb' && !shows.has(value);

/** The one segment that a step names, with no order but to show it. */
function segmentNamed(step: string, scene: Scene): string | undefined {
  // A letter alone is a clip's name here, though `a` and `i` are words elsewhere.
  const letter = /^[a-z]$/i.test(step)
    ? scene.clips.find(({ name }) => name.charAt(0).toLowerCase() === step.toLowerCase() && name.charAt(1) === '.')
    : undefined;
  const shown = scene.film.filter(({ src }) => src === letter?.id);
  if (shown[0] && shown.length === 1) return shown[0].id;
  const [clause, ...others] = readClauses(step, scene.clips);
  if (!clause || others.length > 0 || clause.tokens.some(isOrder) || has(clause, 'time')) return undefined;
  const meant = segmentsMeant(clause, scene);
  return meant?.ids.length === 1 ? meant.ids[0] : undefined;
}
