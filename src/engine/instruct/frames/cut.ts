import type { EditOf } from '../../edits/edit.ts';
import { edits, type Frame, type Outcome, type Scene } from '../scene.ts';
import { type Clause, find, has, type Token } from '../token.ts';
import { deleted } from './delete.ts';
import { kept } from './keep.ts';
import { hasTime, isHead, isStretchToDelete, isTail, rangeMeant } from './range.ts';

/** Cutting by time and by clip: trim, keep, delete; pauses and shaky ends. */
export const cutFrame: Frame = (clause, scene) => {
  const verbs = clause.tokens.filter(({ kind, value }) => kind === 'verb' && cutting.has(value));
  const verb = verbs.find(({ raw }) => !/^(?:太|too )/i.test(raw)) ?? verbs[0];
  if (scene.film.length === 0 && !hasTime(clause)) return undefined;
  if (isStretchToDelete(clause, scene.clauses)) return deleted(clause, scene);
  if (has(clause, 'thing', 'shaky') && !hasTime(clause) && (verb || has(clause, 'neg'))) return cutShaky(clause);
  if (has(clause, 'thing', 'silence') && isShortening(clause))
    return edits({ type: 'remove_silence', leaveMs: find(clause, 'time')?.n ?? 0 });
  const isCutting = has(clause, 'verb', 'delete', 'trim', 'shorter') || (has(clause, 'neg') && !has(clause, 'verb'));
  if (has(clause, 'thing', 'silence', 'filler') && isCutting && !isIdleTalk(clause)) return cutSilence(clause, scene);
  if (isAside(clause)) return undefined;
  if (has(clause, 'except') && hasTime(clause)) return allBut(clause, scene);
  return isDelete(clause, verb) ? deleted(clause, scene) : kept(clause, scene, verb);
};

const cutting = new Set(['trim', 'keep', 'delete', 'shorter', 'highlight', 'add', 'change']);

/** 「除了 5 到 10 秒都删掉」 keeps them; 「除了 5 到 10 秒都留着」 deletes them. */
function allBut(clause: Clause, { draft }: Scene): Outcome | undefined {
  const ranges = rangeMeant(clause, draft.d, true);
  if (ranges.length === 0) return undefined;
  const isDelete = has(clause, 'verb', 'delete', 'trim') || has(clause, 'neg');
  return edits({ type: isDelete ? 'keep_ranges' : 'delete_ranges', ranges });
}

/** Things that other frames delete or keep. */
const isAside = (clause: Clause): boolean =>
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

function cutSilence(clause: Clause, { draft }: Scene): Outcome {
  const isBeside = isHead(clause) || isTail(clause) || has(clause, 'after') || has(clause, 'before');
  const isPlaced = has(clause, 'range') || has(clause, 'half') || (has(clause, 'time') && isBeside);
  const range = isPlaced ? rangeMeant(clause, draft.d)[0] : undefined;
  const overMs = isPlaced ? undefined : find(clause, 'time')?.n;
  const first = has(clause, 'head') ? find(clause, 'count')?.n : undefined;
  const which = isPlaced || first !== undefined ? undefined : pauseMeant(clause);
  return edits({
    type: 'remove_silence',
    ...(range && { range }),
    ...(first !== undefined && { first }),
    ...(which && { which }),
    ...(overMs !== undefined && { overMs }),
    ...(has(clause, 'thing', 'filler') && { fillers: true, ...(!has(clause, 'thing', 'silence') && { pauses: false }) }),
  });
}

/** 「开头半分钟废话太多」: a stretch that is named goes as a whole. */
const isIdleTalk = (clause: Clause): boolean => hasTime(clause) && /废话|空白/.test(clause.text);

/** 「每个停顿最多留 1 秒」, `shorten the pauses to half a second`: how long a pause may be. */
const isShortening = (clause: Clause): boolean =>
  has(clause, 'time') &&
  !has(clause, 'range') &&
  (has(clause, 'verb', 'keep') || (has(clause, 'verb', 'trim', 'shorter', 'change') && /\bto\b|[到成]/i.test(clause.text)));

/** 「最后那个停顿」, 「开头结尾没说话的」: which pauses, where not all are meant. */
function pauseMeant(clause: Clause): EditOf<'remove_silence'>['which'] {
  if (has(clause, 'odd', 'longest')) return 'longest';
  const isOne = /[个处段]|\b(?:pause|silence|gap)\b/i.test(clause.text) && !has(clause, 'all');
  const nth = find(clause, 'nth')?.n;
  if (nth !== undefined) return nth > 0 ? nth : 'last';
  if (isHead(clause) && isTail(clause)) return 'ends';
  if (isOne && isTail(clause)) return 'last';
  return isOne && isHead(clause) ? 1 : undefined;
}

function cutShaky(clause: Clause): Outcome {
  return edits({ type: 'trim_shaky', where: isHead(clause) ? 'start' : isTail(clause) ? 'end' : 'both' });
}

/** 「别超过 20 秒」: a no to a longer film, not to these seconds. */
const AT_MOST = /超过|多于|长于|大于|过了|\b(?:over|more than|longer than|exceed|past)\b/i;

function isDelete(clause: Clause, verb: Token | undefined): boolean {
  const isOfFilm =
    has(clause, 'thing', 'clip', 'photo', 'video') ||
    (hasTime(clause) && !has(clause, 'verb') && !has(clause, 'only') && !AT_MOST.test(clause.text));
  const isRefused = has(clause, 'neg') && !has(clause, 'verb', 'delete') && isOfFilm;
  const isParted = clause.tokens.some(({ kind, raw }) => kind === 'verb' && /^(?:off|out|gone)$/i.test(raw));
  return verb?.value === 'delete' || (isParted && verb?.value === 'trim') || isRefused || isCutOff(clause, verb);
}

/** `cut the first 5 seconds`, `剪开头3秒`: a bare verb, an end, a time, and no `to`: that end goes. */
function isCutOff(clause: Clause, verb: Token | undefined): boolean {
  if (verb?.value !== 'trim' || !/^(cut|trim|trimmed|trimming|剪|裁|裁剪|剪一下)$/.test(verb.raw.toLowerCase().trim())) return false;
  if (/^(?:cut|chop)$/i.test(verb.raw) && has(clause, 'time') && !has(clause, 'to') && (has(clause, 'from') || has(clause, 'after')))
    return true;
  if (has(clause, 'all') && (has(clause, 'after') || has(clause, 'before')) && has(clause, 'time')) return true;
  const isToward =
    clause.tokens.some(({ kind, start }) => kind === 'to' && start > verb.start) || has(clause, 'from') || has(clause, 'only');
  const isFromStart = /从头|从开头/.test(clause.text);
  return (isHead(clause) || isTail(clause)) && !isToward && !isFromStart && (has(clause, 'time') || has(clause, 'half'));
}
