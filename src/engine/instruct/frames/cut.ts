import type { Edit } from '../../edits/edit.ts';
import { ask, edits, type Frame, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { conceptsIn, noSuchClip, segmentsMeant } from '../targets.ts';
import { all, type Clause, find, has, type Token } from '../token.ts';
import { askWhich } from './meaning.ts';

type Range = { fromMs: number; toMs: number };

/** Shorter by this share when nobody says by how much. */
const A_BIT_SHORTER = 0.8;

/** Cutting by time and by clip: trim, keep, delete. */
export const cutFrame: Frame = (clause, scene) => {
  const verb = find(clause, 'verb', 'trim', 'keep', 'delete', 'shorter', 'highlight', 'add', 'change');
  if (scene.film.length === 0 && !has(clause, 'time', 'range')) return undefined;
  if (has(clause, 'thing', 'shaky') && (verb || has(clause, 'neg'))) return cutShaky(clause);
  const isCutting = has(clause, 'verb', 'delete', 'trim', 'shorter') || has(clause, 'neg');
  if (has(clause, 'thing', 'silence', 'filler') && isCutting)
    return edits({ type: 'remove_silence', ...(has(clause, 'thing', 'filler') && { fillers: true }) });
  if (isAsideTo(clause)) return undefined;
  const isDelete =
    verb?.value === 'delete' ||
    isCutOff(clause, verb) ||
    (has(clause, 'neg') && !has(clause, 'verb', 'delete') && has(clause, 'thing', 'clip', 'photo', 'video'));
  if (isDelete) return deleted(clause, scene);
  return kept(clause, scene, verb);
};

/** Things that other frames delete or keep. */
const isAsideTo = (clause: Clause): boolean =>
  has(
    clause,
    'thing',
    'caption',
    'title',
    'music',
    'logo',
    'transition',
    'voice',
    'original',
    'sound',
    'noise',
    'cue',
    'font',
    'pitch',
    'head-cut',
  );

function cutShaky(clause: Clause): Outcome {
  const where =
    has(clause, 'place', 'start') || has(clause, 'head') ? 'start' : has(clause, 'place', 'end') || has(clause, 'tail') ? 'end' : 'both';
  return edits({ type: 'trim_shaky', where });
}

/** `cut the first 5 seconds`, `剪开头3秒`: a bare verb, an end, a time, and no `to`: that end goes. */
function isCutOff(clause: Clause, verb: Token | undefined): boolean {
  if (verb?.value !== 'trim' || !/^(cut|trim|trimmed|trimming|剪|裁|截|裁剪|剪一下)$/.test(verb.raw.toLowerCase().trim())) return false;
  const hasEnd = has(clause, 'head') || has(clause, 'tail') || has(clause, 'place', 'start', 'end');
  const toward = clause.tokens.findIndex((token) => token.kind === 'to');
  return hasEnd && toward === -1 && !has(clause, 'only') && !has(clause, 'from') && (has(clause, 'time') || has(clause, 'half'));
}

const isHead = (clause: Clause) => has(clause, 'head') || has(clause, 'place', 'start');
const isTail = (clause: Clause) => has(clause, 'tail') || has(clause, 'place', 'end');

/** The range of the film (or of one segment, `lengthMs` long) that the times of a clause describe. */
export function rangeMeant(clause: Clause, lengthMs: number, isDelete = false): Range[] {
  const ranges = all(clause, 'range').map(({ n = 0, m = 0 }) => ({ fromMs: n, toMs: m }));
  if (ranges.length > 0) return ranges;
  if (has(clause, 'half'))
    return [isTail(clause) ? { fromMs: Math.round(lengthMs / 2), toMs: lengthMs } : { fromMs: 0, toMs: Math.round(lengthMs / 2) }];
  const [first, second] = all(clause, 'time');
  if (first?.n === undefined) return [];
  const n = first.n;
  if (/掐头去尾/.test(clause.text))
    return [
      { fromMs: 0, toMs: n },
      { fromMs: Math.max(0, lengthMs - n), toMs: lengthMs },
    ];
  const order = (kind: 'from' | 'to' | 'place' | 'before' | 'after') => clause.tokens.findIndex((token) => token.kind === kind);
  const at = clause.tokens.indexOf(first);
  const isUpTo =
    second !== undefined &&
    clause.tokens.some(
      (token) => token.start > first.start && token.end <= second.start && (token.kind === 'to' || /(到|至|to)$/i.test(token.raw.trim())),
    );
  if (second?.n !== undefined && (has(clause, 'from') || isUpTo))
    return [isUpTo ? { fromMs: n, toMs: second.n } : { fromMs: n, toMs: n + second.n }];
  if (order('from') !== -1 && order('from') < at && !startsBefore(clause, first)) return [{ fromMs: n, toMs: lengthMs }];
  if (order('to') !== -1 && order('to') > at && has(clause, 'place', 'end')) return [{ fromMs: n, toMs: lengthMs }];
  if (order('after') !== -1) return [{ fromMs: n, toMs: lengthMs }];
  if (order('before') !== -1) return [{ fromMs: 0, toMs: n }];
  if (has(clause, 'place', 'middle'))
    return [{ fromMs: Math.max(0, Math.round((lengthMs - n) / 2)), toMs: Math.min(lengthMs, Math.round((lengthMs + n) / 2)) }];
  if (isTail(clause) && isHead(clause) && isDelete)
    return [
      { fromMs: 0, toMs: n },
      { fromMs: Math.max(0, lengthMs - n), toMs: lengthMs },
    ];
  if (isTail(clause)) return [{ fromMs: Math.max(0, lengthMs - n), toMs: lengthMs }];
  if (isHead(clause)) return [{ fromMs: 0, toMs: n }];
  if (first.value === 'at' && isDelete) return [{ fromMs: n, toMs: n + 1_000 }];
  return isDelete ? [] : [{ fromMs: 0, toMs: n }];
}

/** `从开头到第 5 秒`: the start of the film stands before the time; `从第 5 秒开始` says only that it begins there. */
const startsBefore = (clause: Clause, time: Token): boolean => {
  const from = find(clause, 'from')?.start ?? 0;
  return clause.tokens.some((token) => token.kind === 'place' && token.value === 'start' && token.start > from && token.end <= time.start);
};

function deleted(clause: Clause, scene: Scene): Outcome | undefined {
  const { draft, film } = scene;
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  const target = meant?.ids.length === 1 ? film.find((segment) => segment.id === meant.ids[0]) : undefined;
  const hasTime = has(clause, 'time') || has(clause, 'range') || has(clause, 'half');
  if (hasTime) {
    const ranges = rangeMeant(clause, target?.d ?? draft.d, true);
    const offset = target?.s ?? 0;
    if (ranges.length > 0)
      return edits({
        type: 'delete_ranges',
        ranges: ranges.map((range) => ({ fromMs: offset + range.fromMs, toMs: offset + Math.min(range.toMs, target?.d ?? range.toMs) })),
      });
    return askWhichEnd(clause, scene);
  }
  if (has(clause, 'other') && scene.ids && scene.ids.length > 0) return edits({ type: 'arrange', ids: scene.ids });
  if (meant && meant.ids.length > 0) {
    if (meant.ids.length === film.length && film.length > 1 && has(clause, 'all')) return undefined;
    scene.ids = meant.ids;
    return edits({ type: 'delete_segments', ids: meant.ids });
  }
  if (isHead(clause) || isTail(clause)) return askHowLong(clause, scene);
  const isAboutClips =
    has(clause, 'thing', 'clip', 'photo', 'video', 'picture') ||
    has(clause, 'this') ||
    has(clause, 'ratio') ||
    conceptsIn(clause).length > 0;
  if (!isAboutClips && clause.tokens.some((token) => token.kind === 'unknown'))
    return film.length > 1 ? askWhich(scene, { zh: '删掉', en: 'Delete' }) : undefined;
  const isUnseen = conceptsIn(clause).length > 0 && scene.clips.some((clip) => clip.tags === undefined);
  if (film.length > 1) return isUnseen ? { kind: 'edits', edits: [], needs: ['tags'] } : askWhich(scene, { zh: '删掉', en: 'Delete' });
  return ask(say(scene, '现在只有一段画面，要删掉哪几秒？', 'There is only one clip. Which seconds shall I delete?'), [
    say(scene, '删掉开头 3 秒', 'Delete the first 3 seconds'),
    say(scene, '删掉结尾 3 秒', 'Delete the last 3 seconds'),
  ]);
}

function askWhichEnd(clause: Clause, scene: Scene): Outcome {
  const n = find(clause, 'time')?.n ?? 0;
  const s = n / 1_000;
  return ask(say(scene, `要删掉哪里的 ${s} 秒？`, `Which ${s} seconds shall I delete?`), [
    say(scene, `删掉开头 ${s} 秒`, `Delete the first ${s} seconds`),
    say(scene, `删掉结尾 ${s} 秒`, `Delete the last ${s} seconds`),
  ]);
}

/** `cut from 5 to 12 seconds` may mean to keep them or to lose them. */
function askKeepOrDelete({ fromMs, toMs }: Range, scene: Scene): Outcome {
  const [a, b] = [fromMs / 1_000, toMs / 1_000];
  return ask(say(scene, `${a}–${b} 秒是要留下，还是要删掉？`, `Shall I keep ${a}–${b} s or delete it?`), [
    say(scene, `只保留 ${a} 到 ${b} 秒`, `Keep only ${a} to ${b} seconds`),
    say(scene, `删掉 ${a} 到 ${b} 秒`, `Delete ${a} to ${b} seconds`),
  ]);
}

function askHowLong(clause: Clause, scene: Scene): Outcome {
  const zh = isHead(clause) ? '开头' : '结尾';
  const en = isHead(clause) ? 'first' : 'last';
  return ask(
    say(scene, `要剪掉${zh}多少秒？`, `How many seconds at the ${isHead(clause) ? 'start' : 'end'}?`),
    [2, 3, 5].map((s) => say(scene, `剪掉${zh} ${s} 秒`, `Delete the ${en} ${s} seconds`)),
  );
}

function kept(clause: Clause, scene: Scene, verb: Token | undefined): Outcome | undefined {
  const { draft, film } = scene;
  const hasTime = has(clause, 'time') || has(clause, 'range') || has(clause, 'half');
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined && verb) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  if (!hasTime) return keptWhole(clause, scene, { ids: meant?.ids ?? [], verb });
  if (verb && ['add', 'change', 'highlight'].includes(verb.value) && !isLengthOnly(clause)) return undefined;
  const target = meant?.ids.length === 1 && film.length > 1 ? film.find((segment) => segment.id === meant.ids[0]) : undefined;
  const range = rangeMeant(clause, target?.d ?? draft.d)[0];
  if (!range) return undefined;
  if (has(clause, 'range') && verb?.value === 'trim' && /^(cut|剪|裁|截)$/i.test(verb.raw) && !target) return askKeepOrDelete(range, scene);
  if (target) return edits({ type: 'trim_segment', id: target.id, fromMs: range.fromMs, toMs: Math.min(range.toMs, target.d) });
  if (meant && meant.ids.length > 1)
    return edits(...meant.ids.map((id): Edit => ({ type: 'trim_segment', id, fromMs: 0, toMs: range.toMs })));
  const isEach = has(clause, 'all') && (has(clause, 'thing', 'clip', 'photo') || /每|each|every/i.test(clause.text));
  if (isEach && film.length > 1)
    return edits(
      ...film
        .filter((segment) => segment.d > range.toMs)
        .map((segment): Edit => ({ type: 'trim_segment', id: segment.id, fromMs: 0, toMs: range.toMs })),
    );
  if (asksForLength(clause, scene, verb)) return edits({ type: 'fit_length', toMs: range.toMs });
  const ranges = rangeMeant(clause, draft.d);
  return edits({ type: 'keep_ranges', ranges });
}

/** A length and nothing else: `10s`, `做成 10 秒`. */
const isLengthOnly = (clause: Clause): boolean =>
  !has(clause, 'thing', 'caption', 'title', 'music', 'logo', 'transition', 'font', 'photo') && !has(clause, 'quote');

/** `剪成 30 秒`, `make it 30 seconds`: a length for the whole rather than a moment to cut at. */
function asksForLength(clause: Clause, scene: Scene, verb: Token | undefined): boolean {
  if (
    has(clause, 'range') ||
    has(clause, 'half') ||
    isHead(clause) ||
    isTail(clause) ||
    has(clause, 'from') ||
    has(clause, 'before') ||
    has(clause, 'after') ||
    has(clause, 'place', 'middle')
  )
    return false;
  if (
    has(clause, 'thing', 'moments') ||
    /成|控制|压缩|make|cut$|about|around|左右|大概/i.test(verb?.raw ?? '') ||
    verb?.value === 'highlight'
  )
    return true;
  return scene.film.length > 1 || /second cut|sec cut|s cut|cut for/i.test(clause.text);
}

function keptWhole(clause: Clause, scene: Scene, { ids, verb }: { ids: string[]; verb: Token | undefined }): Outcome | undefined {
  const { draft, film } = scene;
  if (verb?.value === 'keep' && ids.length > 0) {
    scene.ids = ids;
    return edits({ type: 'arrange', ids });
  }
  if (verb?.value === 'highlight') return undefined;
  if (verb?.value === 'shorter' || (verb?.value === 'trim' && (has(clause, 'bit') || /短|shorten/i.test(verb.raw)))) {
    if (isComplaint(clause, scene)) return nothing;
    const only = ids.length === 1 ? film.find((segment) => segment.id === ids[0]) : undefined;
    if (only && film.length > 1) return edits({ type: 'trim_segment', id: only.id, fromMs: 0, toMs: Math.round(only.d * A_BIT_SHORTER) });
    return edits({ type: 'fit_length', toMs: Math.round(draft.d * A_BIT_SHORTER) });
  }
  if (verb?.value === 'trim' && (isHead(clause) || isTail(clause))) return askHowLong(clause, scene);
  if (verb?.value === 'trim' && ids.length === 0) return edits({ type: 'remove_silence' });
  if (verb?.value === 'trim' && ids.length === 1)
    return ask(
      say(scene, '这一段要剪到多长？', 'How long shall this clip be?'),
      [3, 5, 10].map((s) => say(scene, `剪到 ${s} 秒`, `Trim it to ${s} seconds`)),
    );
  return undefined;
}

/** `too long` before an order that says what to do about it is a reason, not an order. */
export const isComplaint = (clause: Clause, scene: Scene): boolean =>
  /太|too /i.test(clause.text) &&
  scene.clauses.some((other) => other !== clause && other.tokens.some((token) => token.kind === 'verb' && token.value !== 'keep'));
