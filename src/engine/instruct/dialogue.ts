import { readMore, readNumberAnew, readSame } from './dialogue/again.ts';
import { readAskedBack } from './dialogue/ask-back.ts';
import { readAnswer } from './dialogue/choose.ts';
import { type Read, readLeaning } from './dialogue/lean.ts';
import { readReturned } from './dialogue/return.ts';
import { readFarBack, readPartUndone, readTakenBack } from './dialogue/take-back.ts';
import { planEdits } from './plan.ts';
import type { PlanContext } from './scene.ts';

/**
 * Reads a message as the next turn of a dialogue. Words that lean on the turns before (an answer, a correction, `a bit more`, a pronoun) are
 * said again in full and planned as such; words that stand by themselves are planned as they are. `said` is what the message comes to.
 */
export function planTurn(text: string, context: PlanContext): Read {
  const plain = planEdits(text, context);
  const isFirst = context.memory === undefined || context.reference !== undefined || /^\s*[[【［]/.test(text);
  if (isFirst) return { plan: plain, said: text };
  return (
    readAskedBack(text, context) ??
    readPartUndone(text, context) ??
    readFarBack(text, context) ??
    readReturned(text, context, plain) ??
    readAnswer(text, context, plain) ??
    readMore(text, context) ??
    readSame(text, context) ??
    readNumberAnew(text, context, plain) ??
    readTakenBack(text, context, plain) ??
    readLeaning(text, context, plain) ?? { plan: plain, said: text }
  );
}
