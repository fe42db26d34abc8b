import { readClauses } from '../clauses.ts';
import type { Plan, PlanContext } from '../scene.ts';
import { type Clause, has } from '../token.ts';
import { simplifyAll } from '../traditional.ts';
import { doing } from './again.ts';
import type { Read } from './lean.ts';
import { partOf } from './take-back.ts';

const WANTED_AFTER_ALL =
  /^(?:(?:hmm+|ok(?:ay)?|no|oh|actually|wait|算了|还是|其实|嗯|那)[,，\s]*)*(?:do (?:it|that)(?: (?:after all|anyway))?|(?:put|bring) (?:it|that) back|还是要吧?|要回来|加回来|还是(?:那样|刚才那样)(?:吧|好)?)[.!。]*$/i;
const OBJECTS = ['thing', 'nth', 'clip-name', 'time', 'range', 'quote', 'ratio', 'number'] as const;

/** After an undo, what was undone is wanted after all: `actually do delete it`, 「算了还是删了吧」, `bring the music back`. */
export function readReturned(text: string, context: PlanContext, plain: Plan): Read | undefined {
  const [undone] = context.memory?.undone ?? [];
  if (!undone || context.history.future.length === 0) return undefined;
  const [clause, ...others] = readClauses(simplifyAll(text), context.clips);
  if (!clause || others.length > 0) return undefined;
  const isVague = plain.kind !== 'edits' && !OBJECTS.some((kind) => has(clause, kind));
  if (WANTED_AFTER_ALL.test(text.trim()) || (isVague && sharesVerb(clause, undone.text, context)))
    return { plan: doing([{ type: 'restore_version', to: 'next' }]), said: undone.text };
  return partBack(clause, context);
}

function sharesVerb(clause: Clause, before: string, { clips }: PlanContext): boolean {
  const verbs = readClauses(before, clips).flatMap(({ tokens }) => tokens.filter(({ kind }) => kind === 'verb').map(({ value }) => value));
  return clause.tokens.some(({ kind, value }) => kind === 'verb' && value !== 'change' && verbs.includes(value));
}

/** `bring the music back` after two steps were undone: only that part of them. */
function partBack(clause: Clause, context: PlanContext): Read | undefined {
  const isBack = has(clause, 'verb', 'restore', 'undo') || /\bback\b|回来/i.test(clause.text);
  const thing = clause.tokens.find(({ kind }) => kind === 'thing')?.value;
  if (!isBack || thing === undefined) return undefined;
  for (const { edits, text } of context.memory?.undone ?? []) {
    const part = edits.filter((edit) => partOf(edit, context) === thing);
    if (part.length > 0) return { plan: doing(part), said: text };
  }
  return undefined;
}
