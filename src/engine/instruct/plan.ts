import type { Edit } from '../edits/edit.ts';
import { musicOf, textsOf } from '../edits/tracks.ts';
import { type Afterthought, readAfterthought, readDoubt, restate } from './afterthought.ts';
import { readHomophones } from './alike/homophones.ts';
import type { Stretch } from './alike/stretch.ts';
import { alternatives } from './alternatives.ts';
import { inFilm } from './clauses/in-film.ts';
import { restOfFilm } from './clauses/rest-of-film.ts';
import { readClauses } from './clauses.ts';
import { combine } from './combine.ts';
import { adviceFrame } from './frames/advice.ts';
import { type Corrected, readCorrection } from './frames/correct.ts';
import { cutFrame } from './frames/cut.ts';
import { forbidFrame, restFrame } from './frames/forbid.ts';
import { addManyFrame, beyondFrame, copyrightFrame, historyFrame, politeFrame, removeManyFrame, talkFrame } from './frames/meaning.ts';
import { metaFrame } from './frames/meta.ts';
import { orderFrame } from './frames/order.ts';
import { paceFrame } from './frames/pace.ts';
import { pictureFrame } from './frames/picture.ts';
import { hasTime } from './frames/range.ts';
import { soundFrame } from './frames/sound.ts';
import { wordsFrame } from './frames/words.ts';
import { inOrder } from './in-order.ts';
import { readLabels } from './labels.ts';
import { readLines } from './lines.ts';
import { needsOf } from './needs.ts';
import { readReference } from './reference.ts';
import { type Frame, nothing, type Outcome, type Plan, type PlanContext, type Scene, startScene } from './scene.ts';
import { readSequence } from './sequence.ts';
import { type Clause, has, isUnwanted } from './token.ts';

export type { Plan, PlanContext } from './scene.ts';

/** In this order: the first family that knows a clause reads it. */
const frames: Frame[] = [
  historyFrame,
  metaFrame,
  beyondFrame,
  copyrightFrame,
  adviceFrame,
  talkFrame,
  forbidFrame,
  restFrame,
  removeManyFrame,
  addManyFrame,
  wordsFrame,
  soundFrame,
  paceFrame,
  pictureFrame,
  orderFrame,
  cutFrame,
  politeFrame,
];

/** What a message comes to, and the stretches of it that nobody could read or that are to be asked about. */
type Reading = { plan: Plan; unread: Stretch[] };

/** Reads an instruction, in Chinese, English or both, as edits; or as a question back, an answer, or a no. Pure, by rules, a few ms. */
export function planEdits(message: string, context: PlanContext): Plan {
  const { text, reference } = readReference(message, context);
  const here: PlanContext = { ...context, ...(reference && { reference }) };
  const written = readMessage(text, here);
  const heard = written.unread.length > 0 ? readHomophones(text, written.unread) : text;
  if (heard === text) return written.plan;
  const reading = readMessage(heard, here);
  return reading.unread.length < written.unread.length && keepsAll(reading.plan, written.plan) ? reading.plan : written.plan;
}

/** What was read as it is written is never given up for what something sounds like. */
function keepsAll(heard: Plan, written: Plan): boolean {
  if (written.kind !== 'edits') return true;
  const kept = heard.kind === 'edits' ? heard.edits.map((edit) => JSON.stringify(edit)) : [];
  return written.edits.every((edit) => kept.includes(JSON.stringify(edit)));
}

function readMessage(text: string, context: PlanContext): Reading {
  const scene = startScene(context, text, []);
  scene.thing = thingOf(context);
  const whole = readWhole(text, context, scene);
  if (whole) return { plan: whole, unread: [] };
  const said = readClauses(text, context.clips)
    .filter((clause) => clause.tokens.some((token) => token.kind !== 'fill' && token.kind !== 'space'))
    .map((clause) => inFilm(clause, context.draft));
  const clauses = restOfFilm(said, context.draft);
  scene.clauses = clauses;
  const topic = topicOf(clauses[0], scene);
  if (topic !== undefined) scene.reference = { id: topic };
  noteAvoided(clauses, scene);
  const outcomes = clauses.map((clause, i) => (isExample(clauses, i, text) ? nothing : readClause(clause, scene)));
  const unread = clauses.filter((_, i) => outcomes[i] === undefined || outcomes[i].kind === 'ask');
  const wanted = withoutRefused(clauses, withoutReasons(clauses, outcomes));
  return { plan: combine(wanted, scene), unread: unread.map(stretchOf) };
}

/** 「加个字幕，算了字幕不加了」: what is refused once it was asked for is not added. */
function withoutRefused(clauses: Clause[], outcomes: (Outcome | undefined)[]): (Outcome | undefined)[] {
  const typesOf = (list: (Outcome | undefined)[]) =>
    list.flatMap((one) => (one?.kind === 'edits' ? one.edits.map(({ type }) => type) : []));
  return outcomes.map((outcome, i) => {
    if (outcome?.kind !== 'edits') return outcome;
    const asked = typesOf(outcomes.slice(0, i));
    if (refusedBy(clauses[i]).some((type) => asked.some((said) => said === type))) return nothing;
    const refused = clauses.slice(i + 1).flatMap(refusedBy);
    const kept = outcome.edits.filter(({ type }) => !refused.includes(type));
    return kept.length > 0 || outcome.edits.length === 0 ? { ...outcome, edits: kept } : nothing;
  });
}

/** The edits that a clause takes back which says no to a thing and nothing else. */
function refusedBy(clause: Clause | undefined): string[] {
  if (!clause) return [];
  const isOnlyNo = clause.tokens.every(
    ({ kind, value }) =>
      ['neg', 'fill', 'space', 'unknown', 'thing', 'all', 'other'].includes(kind) ||
      (kind === 'verb' && (value === 'add' || value === 'delete')),
  );
  const isNo = has(clause, 'neg') || clause.tokens.some(({ kind, raw }) => kind === 'verb' && /^不/.test(raw));
  return isOnlyNo && isNo ? clause.tokens.flatMap(({ kind, value }) => (kind === 'thing' ? (addedAs[value] ?? []) : [])) : [];
}

const addedAs: Record<string, string> = {
  caption: 'add_captions',
  title: 'add_title',
  music: 'add_music',
  transition: 'set_transitions',
  logo: 'add_logo',
};

/** `second clip: mute it, slow it`: the clip that a message is headed with is meant by all of its orders. */
function topicOf(first: Clause | undefined, { film }: Scene): string | undefined {
  const colon = first?.tokens.findIndex(({ kind }) => kind === 'mark') ?? -1;
  const head = first?.tokens.slice(0, Math.max(0, colon)).filter(({ kind }) => kind !== 'space' && kind !== 'fill') ?? [];
  const n = head.find(({ kind, value }) => kind === 'nth' && (value === 'clip' || value === ''))?.n;
  const isClip = head.every(({ kind, value }) => kind === 'nth' || (kind === 'thing' && value === 'clip'));
  return n !== undefined && isClip ? film.at(n > 0 ? n - 1 : n)?.id : undefined;
}

/** `what formats do you have? vertical, square?`: only named to ask about them. */
function isExample(clauses: Clause[], at: number, text: string): boolean {
  const clause = clauses[at];
  const start = clause?.tokens[0]?.start ?? 0;
  const question = Math.max(text.lastIndexOf('?', start), text.lastIndexOf('？', start));
  const isAsked =
    question > 0 &&
    /[?？]\s*$/.test(text) &&
    OPEN_QUESTION.test(
      text
        .slice(0, question)
        .split(/[.!。！]/)
        .at(-1) ?? '',
    );
  return isAsked && clause !== undefined && !has(clause, 'verb');
}
const OPEN_QUESTION = /^\s*(?:what|which)\b|哪些|什么|哪几种/i;

/** 「太吵了，调到一半」: a complaint beside the order that answers it is no order of its own. */
function withoutReasons(clauses: Clause[], outcomes: (Outcome | undefined)[]): (Outcome | undefined)[] {
  const typesOf = (outcome: Outcome | undefined) => (outcome?.kind === 'edits' ? outcome.edits.map(({ type }) => type) : []);
  return outcomes.map((outcome, i) => {
    const others = outcomes.flatMap((other, k) => (k === i || isComplaint(clauses[k]) ? [] : typesOf(other)));
    const isReason = isComplaint(clauses[i]) && typesOf(outcome).length > 0 && typesOf(outcome).every((type) => others.includes(type));
    const isWhy = clauses[i]?.tokens[0]?.kind === 'why' && others.length > 0;
    return isReason || isWhy ? nothing : outcome;
  });
}

const isComplaint = (clause: Clause | undefined): boolean =>
  clause !== undefined && has(clause, 'verb') && clause.tokens.every(({ kind, raw }) => kind !== 'verb' || COMPLAINT.test(raw));
const COMPLAINT = /^(?:太|too |not loud)|听不[清见]|看不清/i;

const stretchOf = ({ tokens }: Clause): Stretch => ({ start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 });

/** What is read from the message as a whole: lines for the screen, an order of clips, a correction, a second thought. */
function readWhole(text: string, context: PlanContext, scene: Scene): Plan | undefined {
  const given = readLabels(text, scene) ?? readLines(text, scene) ?? readSequence(text, scene);
  if (given && given.kind !== 'nothing') return withNeeds(given);
  const corrected = readCorrection(text, scene);
  if (corrected && corrected.outcome.kind !== 'nothing') return together(corrected, context);
  const reconsidered = readAfterthought(text);
  return (reconsidered && afterAll(reconsidered, context)) ?? insteadOf(text, context);
}

/** 「循环两遍，三遍吧还是」: the second thought with the first one's order. */
function insteadOf(text: string, context: PlanContext): Plan | undefined {
  const doubt = readDoubt(text);
  const restated = doubt && restate(doubt, context.clips);
  const plan = restated === undefined ? undefined : planEdits(restated, context);
  return plan?.kind === 'edits' ? plan : undefined;
}

const withNeeds = (plan: Plan): Plan => (plan.kind === 'edits' ? { ...plan, needs: plan.edits.flatMap(needsOf) } : plan);

/** A correction, with the order that stood before it in the same breath. */
function together({ outcome, before, after }: Corrected, context: PlanContext): Plan {
  const next = after === undefined || outcome.kind !== 'edits' ? undefined : planEdits(after, context);
  const first = before === undefined ? undefined : planEdits(before, context);
  if (next?.kind === 'edits' && outcome.kind === 'edits') {
    const list = [...(first?.kind === 'edits' ? first.edits : []), ...outcome.edits, ...next.edits];
    return { ...next, edits: list, needs: list.flatMap(needsOf) };
  }
  if (outcome.kind === 'edits' && first?.kind === 'edits')
    return { ...first, edits: [...first.edits, ...outcome.edits], needs: [...first.needs, ...outcome.edits.flatMap(needsOf)] };
  return outcome.kind === 'nothing' ? { kind: 'answer', text: '' } : withNeeds(outcome);
}

/** What stands behind 「不对」 takes the place of what it corrects; the rest of what was said before it stays. */
function afterAll(thought: Afterthought, context: PlanContext): Plan | undefined {
  const { before, after } = thought;
  const restated = restate(thought, context.clips);
  const whole = restated === undefined ? undefined : planEdits(restated, context);
  if (whole?.kind === 'edits') return whole;
  const first = planEdits(before, context);
  const dropped = DROPPED.exec(after)?.[0];
  if (first.kind === 'edits' && dropped !== undefined)
    return withoutLast(first.edits, { before, after: after.slice(dropped.length) }, context);
  const second = planEdits(`${thingCarried(before, after)}${after}`, context);
  if (first.kind !== 'edits' || second.kind !== 'edits') return undefined;
  const isReplaced = ({ type }: Edit) => second.edits.some((edit) => rivals(edit.type).includes(type));
  const last = first.edits.findLastIndex(isReplaced);
  const kept = last === -1 ? first.edits.slice(0, -1) : first.edits.filter((edit) => !isReplaced(edit));
  const list = [...kept, ...second.edits];
  const notes = [...(first.notes ?? []), ...(second.notes ?? [])];
  return { kind: 'edits', edits: inOrder(list), needs: [...new Set(list.flatMap(needsOf))], ...(notes.length > 0 && { notes }) };
}

/** 「…，算了别加了」, 「…，算了留着，小声点就行」: only taken back; another order may follow. */
const DROPPED = /^就?(?:(?:别|不|不要|甭)(?:加|要|弄|剪|删|做|用|放|改|动)?了?|(?:还是)?(?:留着|留下|保留))[吧啊呀]?(?:[。.!！，,\s]+|$)/;

/** What was said first without its last order, and what is said behind taking it back. */
function withoutLast(said: Edit[], { before, after }: Afterthought, context: PlanContext): Plan {
  const next = after === '' ? undefined : planEdits(`${thingCarried(before, after)}${after}`, context);
  const list = [...said.slice(0, -1), ...(next?.kind === 'edits' ? next.edits : [])];
  if (list.length === 0) return next ?? alternatives(startScene(context, '', []), true);
  return { kind: 'edits', edits: inOrder(list), needs: [...new Set(list.flatMap(needsOf))] };
}

/** What was spoken of before a second thought that names nothing: 「字幕提前，不，推迟 1 秒」. */
function thingCarried(before: string, after: string): string {
  const thingIn = (text: string) =>
    readClauses(text)
      .flatMap(({ tokens }) => tokens)
      .findLast(({ kind, value }) => kind === 'thing' && ['caption', 'title', 'music', 'sound', 'original'].includes(value));
  const isNamed = readClauses(after).some(
    (clause) => has(clause, 'thing') || has(clause, 'nth') || has(clause, 'quote') || has(clause, 'ratio'),
  );
  const thing = thingIn(before)?.raw;
  return isNamed || thing === undefined ? '' : /[a-z]$/i.test(thing) ? `${thing} ` : thing;
}

const lengths: string[] = ['keep_ranges', 'fit_length', 'delete_ranges', 'trim_segment'];
const rivals = (type: string): string[] => (lengths.includes(type) ? lengths : [type]);

/** The kind of the segment pointed at, so that 「[配乐] 小一点」 is about the music. */
function thingOf({ draft, reference }: PlanContext): Scene['thing'] {
  if (musicOf(draft).some((sound) => sound.id === reference?.id)) return 'music';
  const role = textsOf(draft).find((text) => text.id === reference?.id)?.role;
  return role ?? (reference ? 'clip' : undefined);
}

function readClause(clause: Clause, scene: Scene): Outcome | undefined {
  for (const frame of frames) {
    const outcome = frame(clause, scene);
    if (outcome) {
      noteThing(clause, scene);
      return outcome.kind === 'answer' && (frame === talkFrame || frame === politeFrame) ? { ...outcome, isTalk: true } : outcome;
    }
  }
  noteThing(clause, scene);
  return undefined;
}

/** What is spoken of, for the clauses after it. */
function noteThing(clause: Clause, scene: Scene): void {
  const thing = clause.tokens.findLast(
    (token) => token.kind === 'thing' && ['caption', 'title', 'music', 'original', 'clip'].includes(token.value),
  )?.value;
  if (thing === 'caption' || thing === 'title' || thing === 'music' || thing === 'original') scene.thing = thing;
  else if (thing === undefined && has(clause, 'thing', 'sound')) scene.thing = 'original';
}

/** 「别给我加标题和音乐」: what the person does not want, whatever else they say. */
function noteAvoided(clauses: Clause[], scene: Scene): void {
  for (const clause of clauses) {
    const isAvoided = has(clause, 'neg') && (has(clause, 'verb', 'add') || isUnwanted(clause));
    if (!isAvoided || hasTime(clause) || has(clause, 'verb', 'delete', 'mute', 'keep')) continue;
    for (const token of clause.tokens) if (token.kind === 'thing') scene.avoid.add(token.value);
  }
}
