import type { VideoSegment } from '../../draft.ts';
import type { Edit } from '../../edits/edit.ts';
import { firstOf } from '../first-of.ts';
import { ask, edits, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { noSuchClip, segmentsMeant } from '../targets.ts';
import { all, type Clause, has, type Token } from '../token.ts';
import { askWhatFor } from './advice.ts';
import { askHowLong } from './delete.ts';
import { hasTime, isHead, isTail, type Range, rangeMeant } from './range.ts';

/** Shorter by this share when nobody says by how much. */
const A_BIT_SHORTER = 0.8;

type Said = { verb: Token | undefined; ids: string[]; target: VideoSegment | undefined };
type Reader = (clause: Clause, scene: Scene, said: Said) => Outcome | undefined;
type TimeReader = (clause: Clause, scene: Scene, said: Said & { range: Range }) => Outcome | undefined;

/** Cuts the film, or segments of it, to what is to stay. */
export function kept(clause: Clause, scene: Scene, verb: Token | undefined): Outcome | undefined {
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined && verb) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  const ids = meant?.ids ?? [];
  const target = ids.length === 1 && scene.film.length > 1 ? scene.film.find((segment) => segment.id === ids[0]) : undefined;
  if (!hasTime(clause)) return firstOf(readers, clause, scene, { verb, ids, target });
  if (
    /^(?:太|too )/i.test(verb?.raw ?? '') &&
    scene.clauses.some((other) => other !== clause && (hasTime(other) || has(other, 'verb', 'trim', 'shorter', 'faster', 'delete')))
  )
    return nothing;
  if (has(clause, 'quote') && !has(clause, 'verb', 'keep', 'trim')) return undefined;
  if (verb && ['add', 'change', 'highlight'].includes(verb.value) && !isLengthOnly(clause)) return undefined;
  const measured = toLength(clause, verb);
  const range = rangeMeant(measured, target?.d ?? scene.draft.d)[0];
  return range && firstOf(timeReaders, measured, scene, { verb, ids, target, range });
}

/** 「最多 30 秒，帮我压到 20 秒以内」: of two lengths the one behind the verb that leads to it. */
function toLength(clause: Clause, verb: Token | undefined): Clause {
  const [first, second, ...others] = all(clause, 'time');
  const isToward = verb?.value === 'trim' && /[到成至]$/.test(verb.raw) && second !== undefined && second.start >= verb.end;
  const isPlain = others.length === 0 && !isHead(clause) && !isTail(clause) && !has(clause, 'from');
  return isToward && isPlain && (second.n ?? 0) <= (first?.n ?? 0)
    ? { ...clause, tokens: clause.tokens.filter((token) => token !== first) }
    : clause;
}

/** A length and nothing else: `10s`, `做成 10 秒`. */
const isLengthOnly = (clause: Clause): boolean =>
  !has(clause, 'thing', 'caption', 'title', 'music', 'logo', 'transition', 'font', 'photo') && !has(clause, 'quote');

/** `cut from 5 to 12 seconds` may mean to keep them or to lose them. */
const unclear: TimeReader = (clause, scene, { verb, target, range }) => {
  if (target || !has(clause, 'range') || verb?.value !== 'trim' || !/^(cut|剪|裁|截)$/i.test(verb.raw)) return undefined;
  const [a, b] = [range.fromMs / 1_000, range.toMs / 1_000];
  return ask(say(scene, `${a}–${b} 秒是要留下，还是要删掉？`, `Shall I keep ${a}–${b} s or delete it?`), [
    say(scene, `只保留 ${a} 到 ${b} 秒`, `Keep only ${a} to ${b} seconds`),
    say(scene, `删掉 ${a} 到 ${b} 秒`, `Delete ${a} to ${b} seconds`),
  ]);
};

/** `20s max`: a length that it may have. */
const AT_MOST = /\b(?:max|maximum|tops|or less|or under|or so)\b/i;

/** Verbs that say what a length is for. */
const cutting = new Set(['trim', 'keep', 'shorter', 'highlight', 'change', 'loop', 'last']);

/** A stretch of time beside words nobody could read: what was to be done with it is not guessed. */
const unread: TimeReader = (clause, scene, { range }) => {
  const isMaking = ({ kind, raw }: Token) => kind === 'verb' && /^(?:来|做|整|弄|give|use)/i.test(raw) && isLengthOnly(clause);
  const isSaid = clause.tokens.some(
    (token) => (token.kind === 'verb' && cutting.has(token.value)) || token.kind === 'only' || isMaking(token),
  );
  const isUnread = clause.tokens.some(
    ({ kind, value, raw }) => (kind === 'unknown' && /[\p{Script=Han}a-z]/iu.test(raw)) || (kind === 'verb' && !cutting.has(value)),
  );
  if (isSaid || !isUnread || AT_MOST.test(clause.text) || scene.draft.d === 0 || has(clause, 'thing', 'length', 'moments'))
    return undefined;
  const [a, b] = [range.fromMs / 1_000, Math.min(range.toMs, scene.draft.d) / 1_000];
  return ask(say(scene, `第 ${a}–${b} 秒要怎么改？`, `What shall I do with ${a}–${b} s?`), [
    say(scene, `只保留 ${a} 到 ${b} 秒`, `Keep only ${a} to ${b} seconds`),
    say(scene, `删掉 ${a} 到 ${b} 秒`, `Delete ${a} to ${b} seconds`),
    say(scene, `${a} 到 ${b} 秒静音`, `Mute ${a} to ${b} seconds`),
  ]);
};

const oneSegment: TimeReader = (_, __, { target, range }) =>
  target && edits({ type: 'trim_segment', id: target.id, fromMs: range.fromMs, toMs: Math.min(range.toMs, target.d) });

/** `每段只要前3秒`, `clips 1 and 2 to 5 seconds`. */
const eachSegment: TimeReader = (clause, { film }, { ids, range }) => {
  const isApiece = /各/.test(clause.text) && has(clause, 'count');
  const isEach = isApiece || (has(clause, 'all') && (has(clause, 'thing', 'clip', 'photo') || /每|each|every/i.test(clause.text)));
  const chosen = ids.length > 1 ? film.filter((segment) => ids.includes(segment.id)) : isEach && film.length > 1 ? film : [];
  const longer = chosen.filter((segment) => segment.d > range.toMs);
  return longer.length === 0
    ? undefined
    : edits(...longer.map(({ id }): Edit => ({ type: 'trim_segment', id, fromMs: 0, toMs: range.toMs })));
};

/** 「第一个的前 8 秒和第三个的后 4 秒」: each clip with a time of its own. */
const eachItsOwn: TimeReader = (clause, scene) => {
  const named = all(clause, 'nth').filter(({ value }) => value === 'clip' || value === '');
  const parts = named.map((nth, i) => ({
    text: clause.text,
    tokens: clause.tokens.filter(({ start }) => start >= nth.start && start < (named[i + 1]?.start ?? Number.POSITIVE_INFINITY)),
  }));
  if (parts.length < 2 || !parts.every((part) => all(part, 'time').length === 1)) return undefined;
  const cuts = parts.flatMap((part) => {
    const segment = scene.film.find(({ id }) => id === segmentsMeant(part, scene)?.ids[0]);
    const [range] = segment ? rangeMeant(part, segment.d) : [];
    return segment && range ? [{ id: segment.id, fromMs: range.fromMs, toMs: Math.min(range.toMs, segment.d) }] : [];
  });
  const isOnly = /只|only|just/i.test(clause.text);
  return edits(
    ...cuts.map((cut): Edit => ({ type: 'trim_segment', ...cut })),
    ...(isOnly ? [{ type: 'arrange' as const, ids: cuts.map(({ id }) => id) }] : []),
  );
};

/** 「剪成三段 每段 10 秒」: how long the parts come out, said beside the cut. */
const ofParts: TimeReader = (clause, { clauses, film }) =>
  film.length === 1 && has(clause, 'all') && clauses.some((other) => other !== clause && has(other, 'verb', 'split') && has(other, 'count'))
    ? nothing
    : undefined;

/** `剪成 30 秒`, `make it 30 seconds`: a length for the whole rather than a moment to cut at. */
const wholeLength: TimeReader = (clause, { draft, film, text }, { verb, range }) => {
  const namesAMoment = ['range', 'half', 'from', 'before', 'after'] as const;
  if (isHead(clause) || isTail(clause) || has(clause, 'place', 'middle') || namesAMoment.some((kind) => has(clause, kind)))
    return undefined;
  const isMade =
    UNCUT.test(text) ||
    AT_MOST.test(clause.text) ||
    /成|控制|压缩|make|cut$|about|around|左右|大概/i.test(verb?.raw ?? '') ||
    verb?.value === 'highlight';
  const isLength =
    isMade || has(clause, 'thing', 'moments', 'length') || film.length > 1 || /second cut|sec cut|s cut|cut for/i.test(clause.text);
  if (!isLength) return undefined;
  return UNCUT.test(text)
    ? edits({ type: 'set_speed', speed: speedFor(draft.d, range.toMs) })
    : edits({ type: 'fit_length', toMs: range.toMs });
};

/** 「调成 15 秒，不要剪掉内容」: a length to be reached by speed. */
const UNCUT = /不(?:要|用|能|许)?剪|别剪|不要?删|without cutting|don'?t cut|not cut|just speed/i;
const speedFor = (fromMs: number, toMs: number): number =>
  Math.max(0.1, Math.min(16, Math.round((fromMs / Math.max(1, toMs)) * 1_000) / 1_000));

/** 「最后十秒剪成五秒」: a stretch at an end is cut to a length of its own. */
const partTo: TimeReader = (clause, { draft }, { verb }) => {
  const [first, second] = all(clause, 'time');
  if (verb?.value !== 'trim' || !/[成到至]|to$|down/i.test(verb.raw) || first?.n === undefined || second?.n === undefined) return undefined;
  if (first.start > verb.start || second.start < verb.start || second.n >= first.n || !(isHead(clause) || isTail(clause))) return undefined;
  const from = isTail(clause) ? Math.max(0, draft.d - first.n) : 0;
  return edits({ type: 'delete_ranges', ranges: [{ fromMs: from + second.n, toMs: Math.min(draft.d, from + first.n) }] });
};

const aRange: TimeReader = (clause, { draft }) => edits({ type: 'keep_ranges', ranges: rangeMeant(clause, draft.d) });

/** `shorten by 5 seconds`, `再短5秒`. */
const shorterBy: TimeReader = (clause, { draft }, { verb, target, range }) => {
  const isShorter = verb?.value === 'shorter' || /短|shorten/i.test(verb?.raw ?? '');
  if (!isShorter || !/\bby\b|再短|短掉|少/i.test(clause.text)) return undefined;
  const by = range.toMs - range.fromMs;
  if (target) return edits({ type: 'trim_segment', id: target.id, fromMs: 0, toMs: Math.max(1, target.d - by) });
  return edits({ type: 'keep_ranges', ranges: [{ fromMs: 0, toMs: Math.max(1, draft.d - by) }] });
};

const timeReaders: TimeReader[] = [ofParts, eachItsOwn, partTo, unclear, unread, shorterBy, oneSegment, eachSegment, wholeLength, aRange];

/** 「第 1 段取 5 到 10 秒，第 2、3 段全留」: beside what is done to one clip, the others are only left as they are. */
const isStaying = (clause: Clause, { clauses }: Scene): boolean =>
  /全留|都留|留着|保留$/.test(clause.text.trim()) &&
  clauses.some((other) => other !== clause && has(other, 'nth') && (hasTime(other) || has(other, 'verb')));

/** Words that let a thing be as it is; it is not chosen by them. */
const LEFT_ALONE = /不变|唔[使好]?郁|[别不]动|不用[动管]|别[碰管]|不要[碰动]|保持|^leave/i;

/** `只保留第2段`, `前两段就够了`. */
const theseOnly: Reader = (clause, scene, { verb, ids }) => {
  if (verb?.value === 'keep' && (has(clause, 'other') || LEFT_ALONE.test(verb.raw) || isStaying(clause, scene))) return nothing;
  // `the second one is just the sky` tells what it shows.
  const isTold = /\b(?:is|are|was|were|'s) (?:just|only)\b/i.test(clause.text);
  if (ids.length === 0 || isTold || (verb?.value !== 'keep' && !has(clause, 'only'))) return undefined;
  scene.ids = ids;
  return edits({ type: 'arrange', ids });
};

const shorter: Reader = (clause, scene, { verb, target }) => {
  const isTrim = verb?.value === 'trim' && (has(clause, 'bit') || /短|shorten/i.test(verb.raw));
  if (verb?.value !== 'shorter' && !isTrim) return undefined;
  if (isComplaint(clause, scene)) return nothing;
  if (target) return edits({ type: 'trim_segment', id: target.id, fromMs: 0, toMs: Math.round(target.d * A_BIT_SHORTER) });
  return edits({ type: 'fit_length', toMs: Math.round(scene.draft.d * A_BIT_SHORTER) });
};

const trimSomehow: Reader = (clause, scene, { verb, ids }) => {
  if (verb?.value !== 'trim') return undefined;
  if (isHead(clause) || isTail(clause)) return askHowLong(clause, scene);
  const isLeadIn = scene.clauses.some(
    (other) => other !== clause && other.tokens.some((token) => token.kind === 'verb' || token.kind === 'time'),
  );
  if (ids.length === 0 && isLeadIn) return isCutElsewhere(clause, scene) ? nothing : edits({ type: 'remove_silence', leaveMs: 0 });
  if (/好看|随便|漂亮|高级|精致|nice|better|cool|pretty/i.test(clause.text)) return undefined;
  if (ids.length === 0) return has(clause, 'unknown') ? undefined : askWhatFor(scene);
  return ask(
    say(scene, '这一段要剪到多长？', 'How long shall this clip be?'),
    [3, 5, 10].map((s) => say(scene, `剪到 ${s} 秒`, `Trim it to ${s} seconds`)),
  );
};

/** Whether another order says what goes. Where none does, a bare `trim this and add subtitles` takes the pauses out, as the app's own chip does. */
const isCutElsewhere = (clause: Clause, { clauses }: Scene): boolean =>
  clauses.some(
    (other) =>
      other !== clause &&
      (hasTime(other) ||
        isHead(other) ||
        isTail(other) ||
        has(other, 'nth', 'only', 'half') ||
        has(other, 'thing', 'silence', 'length') ||
        all(other, 'verb').some(({ value }) => CUTS.has(value ?? ''))),
  );

const CUTS = new Set([
  'trim',
  'delete',
  'keep',
  'shorter',
  'longer',
  'faster',
  'slower',
  'split',
  'join',
  'loop',
  'highlight',
  'slideshow',
  'undo',
]);

const readers: Reader[] = [theseOnly, shorter, trimSomehow];

/** `too long` before an order that says what to do about it is a reason, not an order. */
const isComplaint = (clause: Clause, scene: Scene): boolean =>
  /太|too |tighten|精简/i.test(clause.text) &&
  scene.clauses.some((other) => other !== clause && other.tokens.some((token) => token.kind === 'verb' && token.value !== 'keep'));
