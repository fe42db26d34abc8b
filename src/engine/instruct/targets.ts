import type { ClipFacts, VideoSegment } from '../draft.ts';
import { normalise } from './normalise.ts';
import type { Scene } from './scene.ts';
import { all, type Clause, find, has, type Token } from './token.ts';

export type Meant = { ids: string[] /** An ordinal that the film does not have. */; missing?: number };

/** What clips show, in both languages; matched with a clip's tags and its file name. */
const concepts: string[][] = [
  ['sky', '天空', '蓝天', '云', 'clouds'],
  ['sea', 'beach', 'ocean', '海', '海边', '沙滩'],
  ['food', '吃', '美食', '菜', 'meal', 'eating'],
  ['city', '城市', 'street', '街'],
  ['night', '夜景', '晚上', '夜'],
  ['mountain', '山', 'hill'],
  ['water', '水', 'river', 'lake', '河', '湖'],
  ['cat', '猫'],
  ['dog', '狗'],
  ['people', '人', 'person', 'face', '脸'],
  ['grass', 'green', '草', '草地', '树', 'tree', 'forest', '森林'],
  ['snow', '雪'],
  ['dark', '黑', '太暗'],
];

/** The segments of the film that a clause speaks of; `undefined` when it names none. */
export function segmentsMeant(clause: Clause, scene: Scene): Meant | undefined {
  const { film } = scene;
  const counted = byOrdinal(clause, film) ?? byName(clause, scene) ?? byCount(clause, film) ?? byFeature(clause, scene);
  if (counted && !has(clause, 'except')) scene.ids = counted.ids;
  if (counted && has(clause, 'except')) return { ids: film.map(({ id }) => id).filter((id) => !counted.ids.includes(id)) };
  if (counted) return counted;
  if (has(clause, 'newest')) return { ids: lastUploaded(scene) };
  if (scene.reference && film.some((segment) => segment.id === scene.reference?.id)) return { ids: [scene.reference.id] };
  if (has(clause, 'this') && scene.ids && scene.ids.length > 0) return { ids: scene.ids };
  return undefined;
}

function byOrdinal(clause: Clause, film: VideoSegment[]): Meant | undefined {
  const ordinals = all(clause, 'nth').filter((token) => token.value === '' || token.value === 'clip' || token.value === 'photo');
  const numbers = ordinals.flatMap((token, i) => {
    const n = token.n ?? 0;
    const before = ordinals[i - 1];
    const between = before && clause.tokens.some((other) => other.kind === 'to' && other.start > before.start && other.start < token.start);
    if (!between || before.n === undefined) return [n];
    return Array.from({ length: Math.max(0, n - before.n) }, (_, k) => (before.n ?? 0) + k + 1);
  });
  const middle = clause.tokens.find((token) => token.kind === 'place' && token.value === 'middle');
  if (middle && film.length % 2 === 1 && isAPiece(clause, middle) && !has(clause, 'time')) numbers.push((film.length + 1) / 2);
  const isBothEnds =
    (has(clause, 'verb', 'swap') || /first and (the )?last/i.test(clause.text)) &&
    !has(clause, 'time') &&
    has(clause, 'head') &&
    has(clause, 'tail');
  const isEachEnd =
    has(clause, 'place', 'start') &&
    has(clause, 'place', 'end') &&
    all(clause, 'count').some(({ n, value }) => n === 2 && value === 'clip');
  if (isBothEnds || isEachEnd) numbers.push(1, -1);
  else if (isAnEnd(clause, 'tail')) numbers.push(-1);
  else if (isAnEnd(clause, 'head')) numbers.unshift(1);
  if (numbers.length === 0) return undefined;
  const found = numbers.map((n) => ({ n, segment: n < 0 ? film.at(n) : film[n - 1] }));
  const missing = found.find(({ segment }) => !segment)?.n;
  return { ids: found.flatMap(({ segment }) => (segment ? [segment.id] : [])), ...(missing !== undefined && { missing }) };
}

/** `the last clip`, `最后一段`, `开头那段`: an end of the film, and a piece of it, without a length. */
function isAnEnd(clause: Clause, side: 'head' | 'tail'): boolean {
  const edge = clause.tokens.findIndex(
    (token) => token.kind === side || (token.kind === 'place' && token.value === (side === 'tail' ? 'end' : 'start')),
  );
  if (edge === -1 || has(clause, 'time') || has(clause, 'half')) return false;
  const at = clause.tokens[edge];
  if (side === 'tail' && has(clause, 'verb') && !has(clause, 'this') && /\b(the )?last[.!]?$/i.test(clause.text.trim())) return true;
  return at !== undefined && isAPiece(clause, at);
}

/** Whether a piece of the film is named right behind a place: `that clip`, `一段`. */
function isAPiece(clause: Clause, place: Token): boolean {
  const next = clause.tokens.slice(clause.tokens.indexOf(place) + 1).filter((token) => token.kind !== 'space' && token.kind !== 'fill')[0];
  if (next?.kind === 'count') return next.n === 1 && next.value !== 'time' && next.value !== 'cue';
  return (
    (next?.kind === 'thing' && (next.value === 'clip' || next.value === 'photo')) ||
    (next?.kind === 'this' && /段|个|one|clip|part/.test(next.raw))
  );
}

function byCount(clause: Clause, film: VideoSegment[]): Meant | undefined {
  const count = all(clause, 'count').find((token) => token.value === 'clip' || token.value === 'photo' || token.value === '');
  if (!count?.n || count.n > film.length) return undefined;
  if (has(clause, 'tail') || has(clause, 'place', 'end')) return { ids: film.slice(-count.n).map((segment) => segment.id) };
  if (has(clause, 'head') || has(clause, 'place', 'start')) return { ids: film.slice(0, count.n).map((segment) => segment.id) };
  return undefined;
}

function byName(clause: Clause, { film }: Scene): Meant | undefined {
  const clips = all(clause, 'clip-name').map((token) => token.value);
  const ids = clips.flatMap((clip) => film.filter((segment) => segment.src === clip).map((segment) => segment.id));
  return ids.length > 0 ? { ids } : undefined;
}

/** By shape, by length, or by what it shows. */
function byFeature(clause: Clause, scene: Scene): Meant | undefined {
  const { film, clips } = scene;
  const clipOf = (segment: VideoSegment) => clips.find((clip) => clip.id === segment.src);
  const idsOf = (list: VideoSegment[]): Meant => ({ ids: list.map((segment) => segment.id) });
  const odd = find(clause, 'odd');
  if (odd && film.length > 0) {
    const sorted = [...film].sort((a, b) => a.d - b.d);
    return idsOf([odd.value === 'longest' ? sorted.at(-1) : sorted[0]].flatMap((segment) => (segment ? [segment] : [])));
  }
  const shape = find(clause, 'ratio', '9:16', '16:9', '1:1');
  const isShape =
    shape &&
    !/\d/.test(shape.raw) &&
    (has(clause, 'verb', 'keep') ||
      (has(clause, 'verb', 'delete') && has(clause, 'all')) ||
      has(clause, 'thing', 'clip', 'photo') ||
      has(clause, 'this') ||
      all(clause, 'count').some((count) => count.value === 'clip'));
  if (isShape && !has(clause, 'verb', 'change', 'trim', 'add')) {
    const fits = film.filter((segment) => {
      const clip = clipOf(segment);
      if (!clip) return false;
      const ratio = clip.width / Math.max(1, clip.height);
      if (shape.value === '1:1') return Math.abs(ratio - 1) < 0.1;
      return shape.value === '9:16' ? ratio < 0.95 : ratio > 1.05;
    });
    if (fits.length > 0) return idsOf(fits);
  }
  const named = conceptsIn(clause).flat();
  const tells = (segment: VideoSegment, tell: (clip: ClipFacts, word: string) => boolean | undefined): boolean => {
    const clip = clipOf(segment);
    return clip !== undefined && named.some((word) => tell(clip, word));
  };
  const byFileName = film.filter((segment) => tells(segment, (clip, word) => normalise(clip.name).includes(word)));
  if (byFileName.length > 0) return idsOf(byFileName);
  const bySight = film.filter((segment) => tells(segment, (clip, word) => clip.tags?.includes(word)));
  // Colours only hint at what a picture shows: where several look alike, the person is asked.
  const isPlain = new Set(bySight.map(({ src }) => src)).size === 1 || (bySight.length > 0 && has(clause, 'all'));
  return isPlain ? idsOf(bySight) : undefined;
}

/** The things of the world that a clause names. */
export function conceptsIn(clause: Clause): string[][] {
  const said = normalise(
    clause.tokens
      .filter((token) => token.kind === 'unknown' || token.kind === 'colour')
      .map((token) => token.raw)
      .join(' '),
  );
  return concepts.filter((concept) =>
    concept.some((word) => (/[a-z]/.test(word) ? new RegExp(`\\b${word}s?\\b`).test(said) : said.includes(word))),
  );
}

/** The segments of the clip that came last. */
function lastUploaded({ clips, film }: Scene): string[] {
  const last = [...clips].reverse().find((clip) => film.some((segment) => segment.src === clip.id));
  return film.filter((segment) => segment.src === last?.id).map((segment) => segment.id);
}

/** How many segments there are, said to someone who asked for another. */
export const noSuchClip = (n: number, { film, language }: Scene): string =>
  language === 'en' ? `There is no clip ${n}: the film has ${film.length}.` : `没有第 ${n} 段：现在一共 ${film.length} 段。`;
