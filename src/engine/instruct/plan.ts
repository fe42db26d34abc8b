import type { Edit } from '../edits/edit.ts';
import { musicOf, textsOf } from '../edits/tracks.ts';
import { type Afterthought, readAfterthought } from './afterthought.ts';
import { alternatives } from './alternatives.ts';
import { readClauses } from './clauses.ts';
import { type Corrected, readCorrection } from './frames/correct.ts';
import { cutFrame } from './frames/cut.ts';
import { beyondFrame, copyrightFrame, historyFrame, politeFrame, removeManyFrame, talkFrame } from './frames/meaning.ts';
import { orderFrame } from './frames/order.ts';
import { paceFrame } from './frames/pace.ts';
import { pictureFrame } from './frames/picture.ts';
import { soundFrame } from './frames/sound.ts';
import { wordsFrame } from './frames/words.ts';
import { inOrder } from './in-order.ts';
import { readLines } from './lines.ts';
import { needsOf } from './needs.ts';
import { readReference } from './reference.ts';
import { type Frame, type Need, type Outcome, type Plan, type PlanContext, type Scene, say, startScene } from './scene.ts';
import { readSequence } from './sequence.ts';
import { type Clause, has, isUnwanted } from './token.ts';

export type { Plan, PlanContext } from './scene.ts';

/** In this order: the first family that knows a clause reads it. */
const frames: Frame[] = [
  historyFrame,
  beyondFrame,
  copyrightFrame,
  talkFrame,
  removeManyFrame,
  wordsFrame,
  soundFrame,
  paceFrame,
  pictureFrame,
  orderFrame,
  cutFrame,
  politeFrame,
];

/** Reads an instruction, in Chinese, English or both, as edits; or as a question back, an answer, or a no. Pure, by rules, a few ms. */
export function planEdits(message: string, context: PlanContext): Plan {
  const { text, reference } = readReference(message, context);
  const here: PlanContext = { ...context, ...(reference && { reference }) };
  const scene = startScene(here, text, []);
  scene.thing = thingOf(here);
  const given = readLines(text, scene) ?? readSequence(text, scene);
  if (given && given.kind !== 'nothing') return withNeeds(given);
  const corrected = readCorrection(text, scene);
  if (corrected && corrected.outcome.kind !== 'nothing') return together(corrected, here);
  const reconsidered = readAfterthought(text);
  if (reconsidered) {
    const plan = afterAll(reconsidered, here);
    if (plan) return plan;
  }
  const clauses = readClauses(text, context.clips).filter((clause) =>
    clause.tokens.some((token) => token.kind !== 'fill' && token.kind !== 'space'),
  );
  scene.clauses = clauses;
  noteAvoided(clauses, scene);
  const outcomes = clauses.map((clause) => readClause(clause, scene));
  return combine(outcomes, scene);
}

const withNeeds = (plan: Plan): Plan => (plan.kind === 'edits' ? { ...plan, needs: plan.edits.flatMap(needsOf) } : plan);

/** A correction, with the order that stood before it in the same breath. */
function together({ outcome, before }: Corrected, context: PlanContext): Plan {
  const first = before === undefined ? undefined : planEdits(before, context);
  if (outcome.kind === 'edits' && first?.kind === 'edits')
    return { ...first, edits: [...first.edits, ...outcome.edits], needs: [...first.needs, ...outcome.edits.flatMap(needsOf)] };
  return outcome.kind === 'nothing' ? { kind: 'answer', text: '' } : withNeeds(outcome);
}

/** What stands behind 「不对」 takes the place of what it corrects; the rest of what was said before it stays. */
function afterAll({ before, after }: Afterthought, context: PlanContext): Plan | undefined {
  const first = planEdits(before, context);
  const second = planEdits(after, context);
  if (first.kind !== 'edits' || second.kind !== 'edits') return undefined;
  const isReplaced = ({ type }: Edit) => second.edits.some((edit) => rivals(edit.type).includes(type));
  const last = first.edits.findLastIndex(isReplaced);
  const kept = last === -1 ? first.edits.slice(0, -1) : first.edits.filter((edit) => !isReplaced(edit));
  const list = [...kept, ...second.edits];
  const notes = [...(first.notes ?? []), ...(second.notes ?? [])];
  return { kind: 'edits', edits: inOrder(list), needs: [...new Set(list.flatMap(needsOf))], ...(notes.length > 0 && { notes }) };
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
}

/** 「别给我加标题和音乐」: what the person does not want, whatever else they say. */
function noteAvoided(clauses: Clause[], scene: Scene): void {
  for (const clause of clauses) {
    const isAvoided = has(clause, 'neg') && (has(clause, 'verb', 'add') || isUnwanted(clause));
    if (!isAvoided || has(clause, 'verb', 'delete', 'mute', 'keep')) continue;
    for (const token of clause.tokens) if (token.kind === 'thing') scene.avoid.add(token.value);
  }
}

/** Longer than this, a film may not fit into Moments; WeChat's limit has changed over the years, so nothing is cut unasked. */
const MOMENTS_MS = 60_000;

function momentsNote(list: Edit[], scene: Scene): string[] {
  const isForMoments = scene.clauses.some((clause) => has(clause, 'thing', 'moments'));
  const isCut = list.some((edit) => edit.type === 'fit_length' || edit.type === 'keep_ranges');
  if (!isForMoments || isCut || scene.draft.d <= MOMENTS_MS) return [];
  const length = Math.round(scene.draft.d / 1_000);
  return [
    say(
      scene,
      `片子有 ${length} 秒，发朋友圈可能太长；要缩短就说「剪成 30 秒」。`,
      `At ${length} s it may be too long for Moments; say “make it 30 seconds” to shorten it.`,
    ),
  ];
}

/** Words that are taken away and made anew in one message are only made anew: what cannot be made leaves what was there. */
function withoutRemoved(list: Edit[]): Edit[] {
  const isTitled = list.some((edit) => edit.type === 'correct_text' && edit.words === 'titles');
  const isCaptioned = list.some((edit) => edit.type === 'add_captions');
  return list.filter(
    (edit) => edit.type !== 'remove_text' || !((isTitled && edit.words === 'titles') || (isCaptioned && edit.words === 'captions')),
  );
}

/** All that a message deletes is meant by the times of the film as the person sees it, so it goes at once. */
function cutAtOnce(list: Edit[], lengthMs: number): Edit[] {
  const ranges = list.flatMap((edit) => (edit.type === 'delete_ranges' ? edit.ranges : []));
  const first = list.find((edit) => edit.type === 'delete_ranges');
  const kept = list.find((edit) => edit.type === 'keep_ranges');
  if (!first) return list;
  const rest = list.filter((edit) => edit === first || edit.type !== 'delete_ranges');
  if (kept?.type === 'keep_ranges' && list.indexOf(kept) < list.indexOf(first) && kept.ranges.some(({ toMs }) => toMs === lengthMs)) {
    const left: Edit = { type: 'keep_ranges', ranges: ranges.reduce(without, kept.ranges) };
    return left.ranges.length > 0 ? rest.flatMap((edit) => (edit === kept ? [left] : edit === first ? [] : [edit])) : list;
  }
  return rest.map((edit): Edit => (edit === first ? { type: 'delete_ranges', ranges } : edit));
}

type Stretch = { fromMs: number; toMs: number };
const without = (kept: Stretch[], gone: Stretch): Stretch[] =>
  kept
    .flatMap(({ fromMs, toMs }) => [
      { fromMs, toMs: Math.min(toMs, gone.fromMs) },
      { fromMs: Math.max(fromMs, gone.toMs), toMs },
    ])
    .filter(({ fromMs, toMs }) => toMs > fromMs);

/** All outcomes as one plan. A no or a question back holds everything up; edits outweigh answers. */
function combine(outcomes: (Outcome | undefined)[], scene: Scene): Plan {
  const declined = outcomes.find((outcome) => outcome?.kind === 'decline');
  const list = outcomes.flatMap((outcome) => (outcome?.kind === 'edits' ? outcome.edits : []));
  const needs = [
    ...new Set([...list.flatMap(needsOf), ...outcomes.flatMap((outcome): Need[] => (outcome?.kind === 'edits' ? outcome.needs : []))]),
  ];
  const answers = outcomes.flatMap((outcome) => (outcome?.kind === 'answer' ? [outcome.text] : []));
  const refusals = outcomes.flatMap((outcome) => (outcome?.kind === 'answer' && !outcome.isTalk ? [outcome.text] : []));
  if (declined?.kind === 'decline' && list.length === 0) return declined;
  const asked = outcomes.find((outcome) => outcome?.kind === 'ask');
  if (asked?.kind === 'ask' && list.length === 0) return asked;
  if (list.length > 0 || needs.length > 0) {
    const open = asked?.kind === 'ask' ? [asked.question] : [];
    const notes = [
      ...(declined?.kind === 'decline' ? [declined.reason, declined.alternative] : []),
      ...refusals,
      ...open,
      ...momentsNote(list, scene),
    ];
    return { kind: 'edits', edits: inOrder(cutAtOnce(withoutRemoved(list), scene.draft.d)), needs, ...(notes.length > 0 && { notes }) };
  }
  if (answers[0] !== undefined) return { kind: 'answer', text: answers[0] };
  return alternatives(
    scene,
    outcomes.some((outcome) => outcome?.kind === 'nothing'),
  );
}
