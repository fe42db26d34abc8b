import type { VideoSegment } from '../../draft.ts';
import { firstOf } from '../first-of.ts';
import { ask, edits, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { conceptsIn, type Meant, noSuchClip, segmentsMeant } from '../targets.ts';
import { type Clause, find, has } from '../token.ts';
import { askWhich } from './meaning.ts';
import { hasTime, isBareDelete, isHead, isStretchToDelete, isTail, rangeMeant } from './range.ts';

type Reader = (clause: Clause, scene: Scene, meant: Meant | undefined) => Outcome | undefined;

/** Takes away a stretch of time or whole segments; where it is not clear which, it asks. */
export function deleted(clause: Clause, scene: Scene): Outcome | undefined {
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  return firstOf(readers, clause, scene, meant);
}

const byTime: Reader = (clause, { draft, film, ...scene }, meant) => {
  if (!hasTime(clause)) return undefined;
  const isEach = film.length > 1 && !meant && has(clause, 'all') && /每|各段|each|every/i.test(clause.text);
  if (isEach) return edits({ type: 'delete_ranges', ranges: film.flatMap((segment) => rangesIn(clause, segment)) });
  const target = meant?.ids.length === 1 ? film.find((segment) => segment.id === meant.ids[0]) : undefined;
  const ranges = rangeMeant(clause, target?.d ?? draft.d, true);
  if (ranges.length === 0) return askWhichEnd(clause, { draft, film, ...scene });
  const { s: offset, d: lengthMs } = target ?? { s: 0, d: Number.POSITIVE_INFINITY };
  return edits({
    type: 'delete_ranges',
    ranges: ranges.map((range) => ({ fromMs: offset + range.fromMs, toMs: offset + Math.min(range.toMs, lengthMs) })),
  });
};

/** What goes of one segment; times of the film. */
const rangesIn = (clause: Clause, { s, d }: VideoSegment): { fromMs: number; toMs: number }[] =>
  rangeMeant(clause, d, true).map(({ fromMs, toMs }) => ({ fromMs: s + fromMs, toMs: s + Math.min(toMs, d) }));

const theOthers: Reader = (clause, { ids = [] }) => (has(clause, 'other') && ids.length > 0 ? edits({ type: 'arrange', ids }) : undefined);

const bySegment: Reader = (clause, scene, meant) => {
  if (!meant || meant.ids.length === 0) return undefined;
  const isWholeFilm = meant.ids.length === scene.film.length && scene.film.length > 1 && has(clause, 'all');
  const isAnEnd = scene.film.length === 1 && (isHead(clause) || isTail(clause));
  if (isWholeFilm || isAnEnd) return undefined;
  scene.ids = meant.ids;
  return edits({ type: 'delete_segments', ids: meant.ids });
};

/** 「…不要了，你给我去掉啊」: a bare delete behind another, or behind the stretch it is about, says the same once more. */
const onceMore: Reader = (clause, { clauses }) => {
  const before = clauses[clauses.indexOf(clause) - 1];
  if (!before || !isBareDelete(clause)) return undefined;
  return has(before, 'verb', 'delete') || isStretchToDelete(before, clauses) ? nothing : undefined;
};

/** 「…, 中间的不要」 beside what is to stay says the same once more. */
const theRest: Reader = (clause, scene) => {
  const isKept = scene.clauses.some(
    (other) => other !== clause && (has(other, 'verb', 'keep', 'trim') || has(other, 'only') || !has(other, 'verb')) && hasTime(other),
  );
  const isSaidOnce = clause.tokens.every(({ kind }) => kind === 'verb' || kind === 'fill' || kind === 'space' || kind === 'this');
  const isSaidAgain = isSaidOnce && scene.clauses.some((other) => other !== clause && has(other, 'neg') && has(other, 'thing'));
  if (isSaidAgain) return nothing;
  const isExtra = scene.clauses.length > 1 && /多出|多余/.test(clause.text) && !hasTime(clause);
  return isExtra || (isKept && (has(clause, 'place') || has(clause, 'other'))) ? nothing : undefined;
};

/** 「在 7 秒切开，后面那段删掉」: a side of the cut that was asked for. */
const besideCut: Reader = (clause, { clauses, draft }) => {
  if (has(clause, 'time') || has(clause, 'range')) return undefined;
  const isTailHalf = has(clause, 'half') && /后半|下半|second half|latter half/i.test(clause.text);
  const isHeadHalf = has(clause, 'half') && /前半|上半|first half/i.test(clause.text);
  const cut = clauses.find((other) => other !== clause && has(other, 'verb', 'split') && has(other, 'time'));
  const at = cut && find(cut, 'time')?.n;
  const isBehind = isTailHalf || isTail(clause);
  if (at === undefined || !(isBehind || isHeadHalf || isHead(clause))) return undefined;
  return edits({ type: 'delete_ranges', ranges: [isBehind ? { fromMs: at, toMs: draft.d } : { fromMs: 0, toMs: at }] });
};

const anEnd: Reader = (clause, scene) => (isHead(clause) || isTail(clause) ? askHowLong(clause, scene) : undefined);

/** A clip described by what it shows: the clips must be looked at, or the person is asked. */
const byLooks: Reader = (clause, scene) => {
  const isSeen = conceptsIn(clause).length > 0;
  if (scene.film.length < 2) return undefined;
  if (isSeen && scene.clips.some((clip) => clip.tags === undefined)) return { kind: 'edits', edits: [], needs: ['tags'] };
  return askWhich(scene, { zh: '删掉', en: 'Delete' });
};

const theOnlyOne: Reader = (clause, scene) => {
  const isAboutClips = has(clause, 'thing', 'clip', 'photo', 'video', 'picture') || has(clause, 'this') || has(clause, 'ratio');
  if (!isAboutClips && has(clause, 'unknown')) return undefined;
  return ask(say(scene, '现在只有一段画面，要删掉哪几秒？', 'There is only one clip. Which seconds shall I delete?'), [
    say(scene, '删掉开头 3 秒', 'Delete the first 3 seconds'),
    say(scene, '删掉结尾 3 秒', 'Delete the last 3 seconds'),
  ]);
};

const readers: Reader[] = [besideCut, byTime, onceMore, theOthers, bySegment, theRest, anEnd, byLooks, theOnlyOne];

function askWhichEnd(clause: Clause, scene: Scene): Outcome {
  const part = find(clause, 'half');
  const s = Math.round((find(clause, 'time')?.n ?? scene.draft.d * (part?.n ?? (part ? 0.5 : 0))) / 100) / 10;
  return ask(say(scene, `要删掉哪里的 ${s} 秒？`, `Which ${s} seconds shall I delete?`), [
    say(scene, `删掉开头 ${s} 秒`, `Delete the first ${s} seconds`),
    say(scene, `删掉结尾 ${s} 秒`, `Delete the last ${s} seconds`),
  ]);
}

export function askHowLong(clause: Clause, scene: Scene): Outcome {
  const zh = isHead(clause) ? '开头' : '结尾';
  const en = isHead(clause) ? 'first' : 'last';
  return ask(
    say(scene, `要剪掉${zh}多少秒？`, `How many seconds at the ${isHead(clause) ? 'start' : 'end'}?`),
    [2, 3, 5].map((s) => say(scene, `剪掉${zh} ${s} 秒`, `Delete the ${en} ${s} seconds`)),
  );
}
