import type { EngineDraft } from '../../draft.ts';
import type { Plan } from '../scene.ts';
import { type Deed, type Memory, markOf } from './memory.ts';

/** Turns remembered. */
const DEED_LIMIT = 8;

export type TurnOutcome = { text: string; plan: Plan; draft: EngineDraft; isChanged: boolean; clipCount: number };

/** The memory after a turn. A question stands until it is answered by a change, or another is asked. */
export function remember(memory: Memory, { text, plan, draft, isChanged, clipCount }: TurnOutcome): Memory {
  if (plan.kind === 'ask') {
    const { question, options, isLost } = plan;
    return { ...memory, clipCount, question: { about: text, question, options, ...(isLost && { isLost }) } };
  }
  if (plan.kind !== 'edits' || !isChanged) return { ...memory, clipCount };
  const { question: _, ...rest } = { ...memory, clipCount };
  const [first, ...others] = plan.edits;
  if (first?.type !== 'restore_version') return { ...rest, ...withDeed(memory.done, { text, edits: plan.edits, mark: markOf(draft) }) };
  const done = memory.done.slice(0, -1);
  if (others.length > 0) return { ...rest, ...withDeed(done, { text, edits: others, mark: markOf(draft) }) };
  return { ...rest, ...walked(memory, first.to) };
}

const withDeed = (done: Deed[], deed: Deed) => ({ done: [...done, deed].slice(-DEED_LIMIT), undone: [] });

function walked({ done, undone }: Memory, to: 'previous' | 'next' | 'first' | number): Pick<Memory, 'done' | 'undone'> {
  const [redone, ...left] = undone;
  if (to === 'next') return { done: redone ? [...done, redone] : done, undone: left };
  const steps = to === 'previous' ? 1 : done.length;
  const kept = done.slice(0, Math.max(0, done.length - steps));
  return { done: kept, undone: [...done.slice(kept.length).reverse(), ...undone].slice(0, DEED_LIMIT) };
}
