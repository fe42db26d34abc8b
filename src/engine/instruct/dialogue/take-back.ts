import type { Edit } from '../../edits/edit.ts';
import { filmOf } from '../../edits/tracks.ts';
import { restate } from '../afterthought.ts';
import { readClauses } from '../clauses.ts';
import { planEdits } from '../plan.ts';
import { type Plan, type PlanContext, say } from '../scene.ts';
import { has } from '../token.ts';
import { simplifyAll } from '../traditional.ts';
import { doing, isOtherWay } from './again.ts';
import type { Read } from './lean.ts';
import { type Deed, lastDeed } from './memory.ts';
import { stepOf } from './step.ts';
import { idsOf, kindOf } from './subject.ts';

/** Words that open a message which takes back the one before. `no music` is none: it says what is not wanted. */
const NO =
  /^(?:(?:oh|oops|sorry|wait|hmm+|哎呀?|啊|哦|呃)[,，.!！\s]*)*(?:no+(?=[,，.!\s]+(?:i |the |not |wait|that|it|put|make|other|just|clip \d|only))|no+(?=[,，.!]|$)|nope|nah|not (?:that|this)(?: one| clip)?|wrong(?: one| clip)?|that'?s (?:not (?:it|right|what i (?:meant|wanted))|wrong)|i (?:meant|mean|said|wanted)|不对|不是(?:这个|那个|这样|这段|那段|这个意思)?(?=[，,。\s]|我|$)|错了|搞错了|弄错了|我是说|我说的是|我要的是|我的意思是)[,，.!！。\s]*/i;
const MEANT =
  /^(?:(?:no|not that|sorry|wait|i (?:meant|mean|said|wanted)|just|only|it should be|make (?:it|that)|是|应该是|我是说|我说的是|我要的是|我想要的是|而是|but)[,，.!！\s]*)+/i;
/** Weaker: what was there is kept after all, but another way. */
const RATHER =
  /^(?:(?:too (?:short|long|fast|slow|much|little|loud|quiet|small|big)|太[短长快慢多少大小响轻]了?)[，,\s]+)?(?:(?:hmm+|actually|算了|还是算了|其实)[,，\s]*)*(?:make (?:it|that)\s+(?=\d)|(?:or rather|go back to|back to)\s+|还是|改回)/i;
/** `hmm, 25 is better`. */
const BETTER =
  /^(?:(?:hmm+|actually|maybe|well|ok)[,\s]*)*(\d[^,]{0,14}?) (?:is|would be|will be|might be) (?:better|enough|fine|good)[.!]?$/i;
const OTHER_ONE = /^(?:the )?other (?:one|clip)$|^另(?:外)?(?:那)?一?[个段]$/i;

/** `no, the first`, 「不对，是前 3 秒」: the turn before is undone, and done again as it was meant. */
export function readTakenBack(text: string, context: PlanContext, plain: Plan): Read | undefined {
  const words = simplifyAll(text).trim().replace(BETTER, 'make it $1');
  const last = context.memory && lastDeed(context.memory, context.draft);
  const before = context.history.past.at(-1);
  const isNo = NO.test(words);
  const isRather = RATHER.test(words) && (plain.kind !== 'edits' || plain.edits.length === 0);
  if (!last || !before || (!isNo && !isRather)) return undefined;
  const rest = (isNo ? words.replace(NO, '').replace(MEANT, '') : words.replace(RATHER, '')).replace(/(?:吧|啦|呗|请)+$/u, '').trim();
  const then: PlanContext = { ...context, draft: before };
  if (rest === '') return isNo ? askBack(context, last) : undefined;
  const meant = otherWay(rest, last) ?? otherClip(rest, last, then) ?? restated(rest, last, then);
  if (meant) return again(meant);
  return isNo ? anew(rest, last, { context, then }) : earlier(rest, context);
}

/** Back to the film before, then on as it was meant. */
const again = ({ plan, said }: Read): Read =>
  plan.kind === 'edits' ? { plan: { ...plan, edits: [{ type: 'restore_version', to: 'previous' }, ...plan.edits] }, said } : { plan, said };

function askBack(context: PlanContext, last: Deed): Read {
  const question = say(context, '要撤回刚才那一步吗？也可以直接说要怎样改。', 'Shall I undo that? Or tell me what you meant.');
  return { plan: { kind: 'ask', question, options: [say(context, '撤回', 'Undo')] }, said: last.text };
}

function otherWay(rest: string, last: Deed): Read | undefined {
  const back = isOtherWay(rest) ? last.edits.flatMap((edit) => stepOf(edit, 'other')) : [];
  return back.length > 0 ? { plan: doing(back), said: last.text } : undefined;
}

/** `the other clip`: the one that is left, or a question which. */
function otherClip(rest: string, last: Deed, then: PlanContext): Read | undefined {
  const touched = last.edits.flatMap(idsOf);
  if (!OTHER_ONE.test(rest) || touched.length === 0) return undefined;
  const others = filmOf(then.draft).flatMap(({ id }, i) => (touched.includes(id) ? [] : [say(then, `第 ${i + 1} 段`, `clip ${i + 1}`)]));
  const [only, ...more] = others.map((name) => restated(name, last, then)?.said ?? '').filter((said) => said !== '');
  if (only === undefined) return undefined;
  if (more.length === 0) return { plan: planEdits(only, then), said: only };
  const options = others.map((name) => say(then, `不对，是${name}`, `No, I meant ${name}`));
  return { plan: { kind: 'ask', question: say(then, '你说的是哪一段？', 'Which clip do you mean?'), options }, said: last.text };
}

/** The words of the turn before, with these in the place of those they correct. */
function restated(rest: string, last: Deed, then: PlanContext): Read | undefined {
  const said = restate({ before: last.text, after: rest }, then.clips);
  const plan = said === undefined ? undefined : planEdits(said, then);
  return said !== undefined && plan?.kind === 'edits' && plan.edits.length > 0 ? { plan, said } : undefined;
}

/** An order of its own behind a no: of the same kind it takes the place of the one before, of another it stands beside it. */
function anew(rest: string, last: Deed, { context, then }: Record<'context' | 'then', PlanContext>): Read | undefined {
  const plan = planEdits(rest, then);
  if (plan.kind === 'ask' && !plan.isLost)
    return again({ plan: { kind: 'edits', edits: [], needs: [], notes: [plan.question] }, said: rest });
  if (plan.kind !== 'edits' || plan.edits.length === 0) return undefined;
  const isSameKind = plan.edits.some((edit) => last.edits.some((old) => familyOf(edit) === familyOf(old)));
  const isStep = /\b\w+er\b|\b(?:more|less)\b|一点|一些|再/i.test(rest);
  return isSameKind && !isStep ? again({ plan, said: rest }) : { plan: planEdits(rest, context), said: rest };
}

const LENGTHS: Edit['type'][] = ['keep_ranges', 'fit_length', 'delete_ranges', 'trim_segment'];
const familyOf = ({ type }: Edit): string => (LENGTHS.includes(type) ? 'length' : type);

/** 「还是 1.5 吧」: a turn further back, said again with this. */
function earlier(rest: string, context: PlanContext): Read | undefined {
  for (const deed of [...(context.memory?.done ?? [])].reverse().slice(1, 4)) {
    const meant = restated(rest, deed, context);
    if (meant) return meant;
  }
  return undefined;
}

const UNDO = /undo|revert|take (?:it|that|this) back|撤回|撤销|退回|取消|还原|不要了(?=[，,\s])/i;
const KEEP = /(?:but|except|leave|keep|just not|only not|保留|留着|留下|别动|不要动|不动|除了|但)/i;
const SOME = /undo (?:just|only)?\s*(?:the )?(.+)$|只(?:撤回|撤销|取消)(.+)$/i;

/** `undo that but keep the music`: of what the turn before did, only part goes. */
export function readPartUndone(text: string, context: PlanContext): Read | undefined {
  const plain = simplifyAll(text);
  const last = context.memory && lastDeed(context.memory, context.draft);
  if (!last || !UNDO.test(plain)) return undefined;
  const isHan = /\p{Script=Han}[，,\s]+\p{Script=Han}+(?:留|保留|别动|不动)/u.test(plain);
  const [head = '', tail] = splitAt(plain, isHan ? /[，,\s]+/ : KEEP);
  const isKept = tail !== undefined;
  const named = thingsIn(isKept ? tail : (SOME.exec(head)?.slice(1).find(Boolean) ?? ''), context);
  const isNamed = (edit: Edit) => named.includes(partOf(edit, context));
  const kept = last.edits.filter((edit) => isNamed(edit) === isKept);
  if (named.length === 0 || kept.length === 0 || kept.length === last.edits.length) return undefined;
  return again({ plan: doing(kept), said: last.text });
}

function splitAt(text: string, mark: RegExp): [string, string | undefined] {
  const at = text.search(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at)];
}

type Part = 'music' | 'title' | 'caption' | 'transition' | 'speed' | 'picture' | 'length' | 'other';

function thingsIn(text: string, { clips }: PlanContext): Part[] {
  const clauses = readClauses(text, clips);
  const named = clauses.flatMap(({ tokens }) => tokens.flatMap(({ kind, value }) => (kind === 'thing' && isPart(value) ? [value] : [])));
  const isLength =
    clauses.some((clause) => has(clause, 'verb', 'trim', 'shorter', 'delete') || has(clause, 'thing', 'length')) && named.length === 0;
  const isSpeed = clauses.some((clause) => has(clause, 'verb', 'faster', 'slower')) || /speed|速度|倍速/i.test(text);
  const isLook = clauses.some((clause) => has(clause, 'look') || has(clause, 'thing', 'picture'));
  return [
    ...named,
    ...(isLength ? ['length' as const] : []),
    ...(isSpeed ? ['speed' as const] : []),
    ...(isLook ? ['picture' as const] : []),
  ];
}
const isPart = (value: string): value is 'music' | 'title' | 'caption' | 'transition' =>
  ['music', 'title', 'caption', 'transition'].includes(value);

export function partOf(edit: Edit, { draft }: PlanContext): Part {
  const kind = kindOf(edit, draft);
  if (kind === 'music' || kind === 'title' || kind === 'caption' || kind === 'transition') return kind;
  if (edit.type === 'set_speed') return 'speed';
  if (edit.type === 'set_picture') return 'picture';
  return LENGTHS.includes(edit.type) ? 'length' : 'other';
}

const STEPS: [RegExp, number][] = [
  [/\b(?:both|twice|two|2)\b|[两二2](?:步|次|个|下)/i, 2],
  [/\b(?:three|3)\b|[三3](?:步|次|个|下)/i, 3],
];
const ALL_BACK =
  /(?:undo|revert|撤回|撤销|取消)\W*(?:everything|all(?: of (?:it|that))?\b|全部|所有)|(?:全部|全都?|所有的?)(?:撤回|撤销|取消)|how (?:it|things) (?:was|were) (?:at the (?:start|beginning)|originally|in the beginning)|(?:回到|恢复到?|还是)(?:最开始|一开始|最初|最早)/i;

/** The turn before was not wanted, and nothing is asked for in its place. */
const UNWANTED =
  /^(?:(?:hmm+|no|oh|wait|ok|actually|嗯|不|哎)[,，.\s]*)*(?:(?:that'?s )?not what i (?:wanted|asked(?: for)?|meant|said)|i (?:didn'?t|did not|don'?t|do not) (?:want|ask for|mean|like) (?:that|this|it)|(?:put|change|set|switch|turn|move) (?:it|that|them|things) back(?: (?:please|pls))?|(?:换|变|放|改|调|弄|挪)回(?:来|去)|恢复原样|(?:i )?(?:think i )?(?:liked?|prefer(?:red)?) (?:the )?(?:first|previous|other|old|last|earlier) (?:one|version|song)(?: (?:better|more))?|(?:the )?(?:first|previous|old|earlier) (?:one|version|song) was better|(?:这)?不是我(?:想)?要的|我没(?:让你|叫你|说要?)这样?)(?:吧|了)?[.!。！]*$/i;
/** What there was before anything was done to it. */
const ORIGINAL =
  /还是(?:原来|最开始|一开始|最初)的?那?(?:首|个|段|种|版)|(?:go back to|prefer|keep|want|use) the original (?:one|song|track|music|title|order)/i;

/** Back to before the turns, one after another, that were about the same. */
function beforeAllOf(last: Deed, { history, memory, draft }: Pick<PlanContext, 'history' | 'memory' | 'draft'>): Edit {
  const kindsOf = ({ edits }: Deed) => edits.map((edit) => kindOf(edit, draft) ?? edit.type).join();
  const done = memory?.done ?? [];
  const other = done.findLastIndex((deed) => kindsOf(deed) !== kindsOf(last));
  const n = history.past.length - (done.length - 1 - other) + 1;
  return { type: 'restore_version', to: n < 1 ? 'first' : n };
}

/** `undo both`, 「撤销两步」, `back to how it was at the start`. */
export function readFarBack(text: string, { history, memory, draft }: PlanContext): Read | undefined {
  const plain = simplifyAll(text);
  const last = memory && lastDeed(memory, draft);
  if (last && UNWANTED.test(plain.trim())) return { plan: doing([{ type: 'restore_version', to: 'previous' }]), said: text };
  if (last && ORIGINAL.test(plain)) return { plan: doing([beforeAllOf(last, { history, memory, draft })]), said: text };
  if (ALL_BACK.test(plain)) return { plan: doing([{ type: 'restore_version', to: 'first' }]), said: text };
  const steps = UNDO.test(plain) && !KEEP.test(plain) ? STEPS.find(([pattern]) => pattern.test(plain))?.[1] : undefined;
  if (steps === undefined || readClauses(plain).some((clause) => has(clause, 'nth') || has(clause, 'time'))) return undefined;
  const n = history.past.length - steps + 1;
  return { plan: doing([{ type: 'restore_version', to: n < 1 ? 'first' : n }]), said: text };
}
