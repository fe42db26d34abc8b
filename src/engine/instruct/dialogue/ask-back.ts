import { readReceipt } from '../receipt.ts';
import { type PlanContext, say } from '../scene.ts';
import { simplifyAll } from '../traditional.ts';
import type { Read } from './lean.ts';
import { lastDeed } from './memory.ts';

const WHAT_WAS_DONE =
  /^(?:(?:so|ok|wait|and)[,\s]+)*what (?:did|have) you (?:just )?(?:do|done|change|changed|edit|edited)(?: (?:just now|so far|there))?\s*[?？]*$|^(?:你)?(?:刚才?|刚刚|上一步)?(?:都)?(?:改|做|动|剪)了(?:些)?(?:什么|啥|哪里|哪些)(?:地方|东西)?[?？呀啊呢]*$/i;

/** `what did you just change?`: the receipt of the turn before, once more. */
export function readAskedBack(text: string, context: PlanContext): Read | undefined {
  const last = context.memory && lastDeed(context.memory, context.draft);
  const before = context.history.past.at(-1);
  if (!last || !before || !WHAT_WAS_DONE.test(simplifyAll(text).trim())) return undefined;
  const changes = readReceipt(before, context.draft, context.language);
  const listed = changes.join(say(context, '；', '; '));
  return { plan: { kind: 'answer', text: say(context, `上一步：${listed}。`, `The last step: ${listed}.`) }, said: text };
}
