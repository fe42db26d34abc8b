import type { TextSegment } from '../../draft.ts';
import type { Words } from '../../edits/edit.ts';
import { captionsOf, textsOf, titlesOf } from '../../edits/tracks.ts';
import { firstOf } from '../first-of.ts';
import type { Scene } from '../scene.ts';
import { all, type Clause, find, has } from '../token.ts';

export type Kind = 'caption' | 'title';
type KindReader = (clause: Clause, scene: Scene) => Kind | 'neither' | undefined;

/** Whether a clause is about captions or a title; `undefined` when it is about neither. */
export function kindMeant(clause: Clause, scene: Scene): Kind | undefined {
  const kind = firstOf([byName, byReference, byWriting, byFont, byLook], clause, scene);
  return kind === 'neither' ? undefined : kind;
}

const usualKind = ({ draft }: Scene): Kind => (captionsOf(draft).length > 0 ? 'caption' : 'title');
const lastKind = ({ thing }: Scene): Kind | undefined => (thing === 'caption' || thing === 'title' ? thing : undefined);

const byName: KindReader = (clause, { draft }) => {
  if (has(clause, 'thing', 'title')) return has(clause, 'thing', 'caption') && has(clause, 'verb', 'delete') ? 'caption' : 'title';
  if (has(clause, 'thing', 'font') && has(clause, 'verb', 'add') && !has(clause, 'thing', 'caption')) return 'title';
  const isCue = !has(clause, 'verb', 'speak') && [...all(clause, 'nth'), ...all(clause, 'count')].some((token) => token.value === 'cue');
  // A line is only one of the captions where there are any, or where they are spoken of: 「整条」, 「一行」 may count anything.
  const isOfCaptions = captionsOf(draft).length > 0 || has(clause, 'quote') || has(clause, 'thing', 'caption');
  return (isOfCaptions && (isCue || has(clause, 'thing', 'cue'))) ||
    has(clause, 'thing', 'caption') ||
    (has(clause, 'tongue') && !has(clause, 'verb', 'speak'))
    ? 'caption'
    : undefined;
};

const byReference: KindReader = (_, { draft, reference }) => textsOf(draft).find((text) => text.id === reference?.id)?.role;

/** The texts on the film that say what a clause quotes. */
export const quotedTexts = (clause: Clause, { draft }: Scene) => {
  const quote = find(clause, 'quote')?.value;
  return quote === undefined ? [] : textsOf(draft).filter((text) => text.tx.includes(quote));
};

/** Words in quotes to be put on the film; words to be read aloud are none. */
const byWriting: KindReader = (clause, scene) => {
  if (has(clause, 'verb', 'speak')) return 'neither';
  const quoted = quotedTexts(clause, scene)[0];
  if (quoted && pointsAt(clause)) return quoted.role;
  const isShown =
    has(clause, 'verb', 'add', 'mark', 'change', 'last') || has(clause, 'anim') || (has(clause, 'verb', 'move') && has(clause, 'time'));
  const isWritten = has(clause, 'quote') && isShown && !has(clause, 'thing', 'music');
  if (isWritten) return has(clause, 'verb', 'mark') ? usualKind(scene) : 'title';
  const isCredits = has(clause, 'verb', 'add') && /片头|片尾|intro|outro/i.test(clause.text) && !has(clause, 'thing');
  return isCredits ? 'title' : undefined;
};

/** Words that are quoted because something is done to them: taken away, moved in time. */
export const pointsAt = (clause: Clause): boolean =>
  has(clause, 'verb', 'delete', 'earlier', 'later', 'longer') ||
  (has(clause, 'time') && /[晚早]\s*[\d零一二两三半]|[晚早]一?点/.test(clause.text));

const byFont: KindReader = (clause, scene) => (has(clause, 'thing', 'font') ? (lastKind(scene) ?? usualKind(scene)) : undefined);

const LOOK_VERBS = ['bigger', 'smaller', 'higher', 'lower', 'leftward', 'rightward', 'fade-in', 'animate', 'earlier', 'later', 'longer'];

/** A look or a move that names nothing is of the words spoken of last, or of the words there are. */
const byLook: KindReader = (clause, scene) => {
  const isColoured = has(clause, 'colour') || has(clause, 'style');
  const last = lastKind(scene);
  if (last && has(clause, 'colour') && /颜色|colou?r/i.test(clause.text)) return last;
  if (has(clause, 'thing', 'music', 'original', 'sound', 'clip', 'picture', 'photo', 'logo', 'canvas', 'transition', 'video'))
    return undefined;
  const isMoved = has(clause, 'place') && !has(clause, 'nth') && !has(clause, 'verb', 'delete', 'trim', 'keep', 'mute');
  if (last && (isMoved || /^(?:加|加个|加上|加点|带)?[黑白红黄蓝]色?边$/.test(clause.text.trim()))) return last;
  if (/重新识别/.test(clause.text)) return 'caption';
  if (last && (isColoured || has(clause, 'anim') || has(clause, 'verb', ...LOOK_VERBS))) return last;
  const isOfWords = (isColoured || has(clause, 'verb', 'higher', 'lower')) && !has(clause, 'fit') && textsOf(scene.draft).length > 0;
  return isOfWords ? usualKind(scene) : undefined;
};

/** Which captions or titles are meant. */
export function wordsMeant(clause: Clause, scene: Scene, kind: 'caption' | 'title'): Words | 'missing' {
  const list = kind === 'caption' ? captionsOf(scene.draft) : titlesOf(scene.draft);
  const quoted = pointsAt(clause) ? quotedTexts(clause, scene).filter((text) => text.role === kind) : [];
  if (quoted.length > 0) return quoted.map(({ id }) => id);
  const pointed = textsOf(scene.draft).find((text) => text.id === scene.reference?.id);
  const ordinals = all(clause, 'nth').filter((token) => token.value === 'cue' || (kind === 'caption' && token.value === ''));
  if (ordinals.length > 0 && list.length > 0) {
    const named = ordinals.flatMap(({ n = 0 }) => (n < 0 ? list.at(n) : list[n - 1])?.id ?? []);
    const ids = has(clause, 'except') ? list.map(({ id }) => id).filter((id) => !named.includes(id)) : named;
    return ids.length > 0 ? ids : 'missing';
  }
  if (pointed) return [pointed.id];
  const some = atAnEnd(clause, list);
  if (some) return some.map(({ id }) => id);
  return kind === 'caption' ? 'captions' : 'titles';
}

/** 「前两条字幕」, `the last caption`: those at an end. */
function atAnEnd(clause: Clause, list: TextSegment[]): TextSegment[] | undefined {
  const count = all(clause, 'count').find(({ value }) => value === 'cue')?.n;
  const isTail = has(clause, 'tail') || has(clause, 'place', 'end');
  if (count !== undefined && count > 1 && (isTail || has(clause, 'head'))) return isTail ? list.slice(-count) : list.slice(0, count);
  const isLast =
    /最后.{0,2}[句条行]|(last|final) (caption|subtitle|line|sub)\b/i.test(clause.text) ||
    (isTail && (has(clause, 'thing', 'cue') || count !== undefined));
  return isLast && list.length > 0 ? list.slice(-1) : undefined;
}
