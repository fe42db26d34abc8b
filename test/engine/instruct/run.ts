import { EngineDraft } from '../../../src/engine/draft.ts';
import { runTurn, type TurnSession, type TurnStep } from '../../../src/engine/turn.ts';
import type { Given } from './given.ts';

export type Ran = {
  before: EngineDraft;
  after: EngineDraft;
  text: string;
  steps: TurnStep[];
  outcome: string;
  options: string[];
  session: TurnSession;
};

/** Says a sentence in a state, to the end. */
export async function say(text: string, { session, analyse }: Given): Promise<Ran> {
  const steps: TurnStep[] = [];
  for await (const step of runTurn({ text, session, analyse, signal: new AbortController().signal })) steps.push(step);
  const done = steps.at(-1);
  if (done?.type !== 'done') throw new Error('a turn ends with done');
  return {
    before: EngineDraft.parse(session.draft),
    after: EngineDraft.parse(done.session.draft),
    text: steps.flatMap((step) => (step.type === 'text' ? [step.text] : [])).join(''),
    steps,
    outcome: done.outcome,
    session: done.session,
    options: steps.flatMap((step) => (step.type === 'choices' ? step.options : [])),
  };
}
