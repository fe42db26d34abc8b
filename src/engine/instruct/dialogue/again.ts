import type { Edit } from '../../edits/edit.ts';
import { filmOf } from '../../edits/tracks.ts';
import { restate } from '../afterthought.ts';
import { readClauses } from '../clauses.ts';
import { needsOf } from '../needs.ts';
import { planEdits } from '../plan.ts';
import { type Plan, type PlanContext, say, startScene } from '../scene.ts';
import { segmentsMeant } from '../targets.ts';
import { simplifyAll } from '../traditional.ts';
import type { Read } from './lean.ts';
import { stepOf } from './step.ts';
import { idsOf } from './subject.ts';

export const doing = (edits: Edit[]): Plan => ({ kind: 'edits', edits, needs: [...new Set(edits.flatMap(needsOf))] });

const SAME =
  /^(?:(?:and|now|then|ok(?:ay)?|please)[,\s]+)*(?:do )?(?:the )?same(?: thing)?(?: (?:for|to|with|on|goes for))?(?= )|(?:也|都)(?:要|给我|来)?(?:这么|这样|一样|同样)(?:弄|做|处理|来)?|^(?:同样|一样)(?:处理|弄|对|给)|也?(?:一样|同样)(?:处理|操作)?$|也(?:这样|要|弄|改|来)(?:一下|吧)?$/i;
const TOO = /[,\s]+(?:too|as well|also)[.!\s]*$|^also\b|[，,\s]*也[要来是]?[吧呗]?$/i;
/** `and the third one`: no order, only more of what it was done to. */
const AND = /^(?:and|now|then|还有|然后)\b\s*|^(?:还有|然后)[，,\s]*/i;
const OTHERS = /\b(?:others?|rest|remaining)\b|其他|其它|其余|剩下|别的|另外/i;
const EVERY = /\b(?:all|every|everything|each)\b|每[一段]|所有|全部|都/i;
const FILL = /^(?:(?:and|now|then|ok(?:ay)?|oh|so|please|还有|然后|再)[,，\s]*)+/i;

/** What was done last, done to more: `same for the others`, `now the last one too`, 「第三段也一样」. */
export function readSame(text: string, context: PlanContext): Read | undefined {
  const last = context.memory?.done.at(-1);
  const plain = simplifyAll(text).trim();
  const isSame = SAME.test(plain);
  if (!last || (!isSame && !TOO.test(plain) && !AND.test(plain))) return undefined;
  const rest = plain.replace(SAME, ' ').replace(TOO, ' ').replace(FILL, '').trim();
  const clauses = readClauses(rest, context.clips);
  const hasOrder = clauses.some(({ tokens }) => tokens.some(({ kind, value }) => kind === 'verb' && value !== 'restore'));
  if (clauses.length > 1 || hasOrder) return undefined;
  const touched = last.edits.flatMap(idsOf);
  const ids = touched.length > 0 ? idsMeant(rest, touched, context) : [];
  if (ids.length > 0) return { plan: doing(last.edits.flatMap((edit) => toOthers(edit, ids, context))), said: `${last.text} ${rest}` };
  const said = restate({ before: last.text, after: rest }, context.clips);
  const plan = said === undefined ? undefined : planEdits(said, context);
  return said !== undefined && plan?.kind === 'edits' ? { plan, said } : undefined;
}

function idsMeant(rest: string, touched: string[], context: PlanContext): string[] {
  const film = filmOf(context.draft).map(({ id }) => id);
  if (OTHERS.test(rest)) return film.filter((id) => !touched.includes(id));
  const [clause] = readClauses(rest, context.clips);
  const meant = clause && segmentsMeant(clause, startScene(context, rest, [clause]))?.ids;
  return meant ?? (EVERY.test(rest) ? film : []);
}

/** An edit of some segments as an edit of others; lengths are cut to what there is. */
function toOthers(edit: Edit, ids: string[], { draft }: PlanContext): Edit[] {
  if (edit.type === 'trim_segment')
    return filmOf(draft).flatMap(({ id, d }): Edit[] =>
      ids.includes(id) && edit.fromMs < d ? [{ ...edit, id, toMs: Math.min(d, edit.toMs) }] : [],
    );
  if (edit.type === 'set_volume') return Array.isArray(edit.of) ? [{ ...edit, of: ids }] : [];
  return 'ids' in edit && edit.ids && edit.type !== 'arrange' ? [{ ...edit, ids } as Edit] : [];
}

/** `make it shorter again, 15`: the last order again, with another number. */
export function readNumberAnew(text: string, context: PlanContext, plain: Plan): Read | undefined {
  const last = context.memory?.done.at(-1);
  const tokens = readClauses(text, context.clips).flatMap((clause) => clause.tokens);
  const [number, ...others] = tokens.filter(({ kind }) => ['number', 'time', 'percent', 'times'].includes(kind));
  const verbs = tokens.filter(({ kind, value }) => kind === 'verb' && value !== 'change').map(({ value }) => value);
  const isMore = /^(?:and |plus )?(?:another|a further)\b|^再/i.test(text.trim());
  const isFigure = number?.kind === 'number' || (isMore && number?.kind === 'time');
  if (!last || plain.kind === 'edits' || !number || !isFigure || others.length > 0) return undefined;
  if (verbs.length === 0 && !isMore) return undefined;
  const before = readClauses(last.text, context.clips).flatMap((clause) => clause.tokens);
  if (!verbs.every((verb) => before.some(({ kind, value }) => kind === 'verb' && value === verb))) return undefined;
  const said = restate({ before: last.text, after: number.raw }, context.clips);
  const next = said === undefined ? undefined : planEdits(said, context);
  return said !== undefined && next?.kind === 'edits' ? { plan: next, said } : undefined;
}

const SOFT = "(?:(?:that(?:'s| is| was)|it(?:'s| is)|this is|that|still|even|and|maybe|go|make it|还是|还要|还|稍微|再)[,\\s]*)*";
const MORE = new RegExp(
  `^${SOFT}(?:(?:a )?(?:(?:little|tiny|wee) )?(?:bit|touch|tad|little)?\\s*more(?: please| of that)?|(?:one )?more time|again|not enough|(?:再|更)(?:来|多|加)?(?:一?[点些]|一?点点|一下|一次|多点)|不够|还不够|再来(?:一次|点)?)$`,
  'i',
);
const LESS = new RegExp(
  `^${SOFT}(?:(?:a )?(?:(?:little|tiny) )?(?:bit|touch|tad)?\\s*(?:less|too much)|too much|way too much|not (?:that|so|as) (?:much|fast|slow|loud|big|small|bright|dark|high|low|long|short|strong|warm)|over the top|(?:有点|稍微|太)?(?:过了|过头了?|过分了?|多了)|没那么多|少一?点|轻一?点)$`,
  'i',
);
const OTHER_WAY =
  /^(?:(?:the )?(?:other|opposite|wrong) (?:way|direction|side)(?: (?:round|around))?|反了|方向反了|反过来|反方向|另一个方向|另一边|另一侧)$/i;

const bare = (text: string): string =>
  simplifyAll(text)
    .trim()
    .replace(/[。.!！~～]+$|(?:了|吧|呗|啊|please|pls)+$/giu, '')
    .trim();

/** `a bit more`, 「再来点」, `too much`: the last step again, or half of it back. */
export function readMore(text: string, context: PlanContext): Read | undefined {
  const last = context.memory?.done.at(-1);
  const words = bare(text);
  const tempo = last && TEMPO.test(words) ? tempoMeant(words, last.edits) : undefined;
  const isMore = tempo === 'more' || MORE.test(words) || MORE.test(simplifyAll(text).trim());
  if (!last || (!isMore && tempo === undefined && !LESS.test(words))) return undefined;
  const steps = last.edits.flatMap((edit) => stepOf(edit, isMore ? 'more' : 'less'));
  if (steps.length > 0) return { plan: doing(steps), said: last.text };
  return {
    plan: {
      kind: 'ask',
      question: say(context, '要多多少？说个数就行，比如「3 秒」「50%」。', 'How much? A number will do, such as “3 seconds” or “50%”.'),
      options: [],
    },
    said: last.text,
  };
}

const TEMPO =
  /^(?:(?:that|it|this)(?:'s| is) )?(?:有点|还是|还|也)?(?:a bit |a little |way |still )?(?:too (?:fast|slow)|太[快慢])(?: now)?$/i;

/** 「太快了」 behind a change of speed is about that speed: half of it back, or further the same way. */
function tempoMeant(words: string, edits: Edit[]): 'more' | 'less' | undefined {
  const speed = edits.flatMap((edit) => (edit.type === 'set_speed' ? [edit.speed] : [])).at(-1);
  if (speed === undefined) return undefined;
  return /fast|快/i.test(words) === speed > 1 ? 'less' : 'more';
}

export const isOtherWay = (text: string): boolean => OTHER_WAY.test(bare(text));
