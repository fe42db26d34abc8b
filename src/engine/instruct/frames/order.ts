import type { VideoSegment } from '../../draft.ts';
import type { Edit } from '../../edits/edit.ts';
import { firstOf } from '../first-of.ts';
import { readBareNumber } from '../numbers.ts';
import { edits, type Frame, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { conceptsIn, noSuchClip, segmentsMeant } from '../targets.ts';
import { all, type Clause, find, has } from '../token.ts';
import { askWhich } from './meaning.ts';
import { moveStretch } from './move-stretch.ts';

/** The order of the clips: swap, move, join, put back, split. */
export const orderFrame: Frame = (clause, scene) => {
  const isOfCues = all(clause, 'nth').some(({ value }) => value === 'cue');
  if (isOfCues || has(clause, 'thing', 'caption', 'title', 'music', 'font', 'cue', 'logo')) return undefined;
  const stretch = moveStretch(clause, scene);
  if (stretch) return stretch;
  const verb =
    find(clause, 'verb', 'restore') ??
    find(clause, 'verb', 'swap') ??
    find(clause, 'verb', 'reorder') ??
    find(clause, 'verb', ...orderVerbs);
  if (!verb) return toFirst(clause, scene);
  if (verb.value === 'restore') return restored(clause, scene);
  if (verb.value === 'add') return isAppend(clause, scene) ?? (isPut(clause) ? moved(clause, scene) : toFirst(clause, scene));
  return scene.film.length === 0 ? undefined : rearranged(verb.value, clause, scene);
};

const orderVerbs = ['swap', 'move', 'join', 'restore', 'split', 'earlier', 'later', 'change', 'add'];

function rearranged(verb: string, clause: Clause, scene: Scene): Outcome | undefined {
  if (verb === 'join') return joined(scene);
  if (verb === 'split') return splitAt(clause, scene);
  const isSwap =
    has(clause, 'verb', 'change', 'reorder') && (namesTwo(clause) || all(clause, 'clip-name').length === 2 || namesEnds(clause));
  if (verb === 'swap' || isSwap) return swapped(clause, scene);
  if (verb === 'reorder' && has(clause, 'verb', 'keep')) return nothing;
  if (verb === 'reorder') return reordered(clause, scene);
  const added = verb === 'move' ? isAppend(clause, scene) : undefined;
  if (added) return added;
  const isTo = has(clause, 'to') || clause.tokens.some(({ kind, raw }) => kind === 'verb' && raw.endsWith('到'));
  const isPlaced = isTo && has(clause, 'place', 'start', 'end') && has(clause, 'nth');
  const isMoved = verb === 'move' || (verb === 'change' ? isPlaced : has(clause, 'nth'));
  return isMoved ? (moved(clause, scene) ?? toFirst(clause, scene)) : undefined;
}

/** `put clip 1 after clip 2`: to put is to move when the clip is there. */
const isPut = (clause: Clause): boolean =>
  (['nth', 'head', 'tail', 'clip-name', 'this', 'newest'] as const).some((kind) => has(clause, kind)) &&
  (has(clause, 'before') ||
    ((has(clause, 'this') || has(clause, 'newest')) && (has(clause, 'tail') || has(clause, 'head'))) ||
    has(clause, 'after') ||
    has(clause, 'place', 'start', 'end') ||
    /between|之间/i.test(clause.text));

/** `I want clip 3 first`, `the second clip should come last`. */
function toFirst(clause: Clause, { film }: Scene): Outcome | undefined {
  if (has(clause, 'time') || clause.tokens.some(({ kind, value }) => kind === 'verb' && value !== 'move' && value !== 'add'))
    return undefined;
  const [which, first] = all(clause, 'nth');
  const isLast = which?.n !== undefined && !first && /\b(last|final|at the end)(?: please| pls)?[.!]?$/i.test(clause.text.trim());
  const isFirst = !isLast && (first?.n === 1 || has(clause, 'head')) && all(clause, 'nth').length + (has(clause, 'head') ? 1 : 0) === 2;
  const n = which?.n ?? 0;
  const segment = isFirst || isLast ? film.at(n > 0 ? n - 1 : n) : undefined;
  const ids = film.map(({ id }) => id);
  return segment && placed(ids, segment.id, { at: isLast ? ids.length - 1 : 0 });
}

/** 「首尾两段」. */
const namesEnds = (clause: Clause): boolean =>
  has(clause, 'place', 'start') && has(clause, 'place', 'end') && all(clause, 'count').some(({ n, value }) => n === 2 && value === 'clip');

const namesTwo = (clause: Clause): boolean =>
  all(clause, 'nth').length === 2 && !has(clause, 'time') && !has(clause, 'range') && !has(clause, 'times');

function restored(clause: Clause, { clips, film, ...scene }: Scene): Outcome | undefined {
  if (has(clause, 'thing', 'original', 'sound', 'voice')) return undefined;
  const named = all(clause, 'clip-name').map((token) => token.value);
  const isSaidAgain =
    named.length === 0 &&
    !has(clause, 'nth') &&
    scene.clauses.some((other) => other !== clause && has(other, 'verb', 'restore') && has(other, 'nth'));
  if (isSaidAgain) return nothing;
  named.push(...all(clause, 'nth').flatMap(({ n = 0 }) => clips.at(n > 0 ? n - 1 : n)?.id ?? []));
  const wanted = clips.filter((clip) => clip.kind !== 'audio' && (named.length === 0 || named.includes(clip.id)));
  const missing = wanted.filter((clip) => !film.some((segment) => segment.src === clip.id)).map((clip) => clip.id);
  if (missing.length > 0) return edits({ type: 'restore_clips', clips: missing });
  return {
    kind: 'answer',
    text: say(
      scene,
      '传上来的素材都已经在时间线上了，没有需要恢复的。',
      'Every clip you uploaded is already on the timeline; there was nothing to bring back.',
    ),
  };
}

/** `add b.mp4 at the end`: a clip that is not on the film yet. */
function isAppend(clause: Clause, { clips, film }: Scene): Outcome | undefined {
  const named = all(clause, 'clip-name').map((token) => token.value);
  const missing = named.filter(
    (id) => clips.find((clip) => clip.id === id)?.kind !== 'audio' && !film.some((segment) => segment.src === id),
  );
  const isFirst = has(clause, 'place', 'start') || has(clause, 'head');
  return missing.length > 0 ? edits({ type: 'restore_clips', clips: missing, ...(isFirst && { at: 'start' }) }) : undefined;
}

/** Clips that stand on the film are joined already; clips that do not are put there. */
function joined({ clips, film, ...scene }: Scene): Outcome {
  const missing = clips.filter((clip) => clip.kind !== 'audio' && !film.some((segment) => segment.src === clip.id)).map((clip) => clip.id);
  if (missing.length > 0) return edits({ type: 'restore_clips', clips: missing });
  if (film.length > 1 && scene.clauses.length > 1) return nothing;
  return {
    kind: 'answer',
    text: say(
      scene,
      `时间线上的 ${film.length} 段已经是连在一起的，按现在的顺序播放，导出就是一条视频。`,
      `The ${film.length} clips already play one after another and export as one video.`,
    ),
  };
}

/** Most places that a film is split at by `every 10 seconds`. */
const MOST_SPLITS = 60;

/** 「每 10 秒切一段」. */
function splitEach(clause: Clause, { draft }: Scene): Outcome | undefined {
  const step = find(clause, 'time')?.n ?? 0;
  if (step <= 0 || !/每|every|each/i.test(clause.text)) return undefined;
  const count = Math.min(MOST_SPLITS, Math.ceil(draft.d / step) - 1);
  return count < 1 ? undefined : edits(...Array.from({ length: count }, (_, i): Edit => ({ type: 'split', atMs: (i + 1) * step })));
}

function splitAt(clause: Clause, { draft, film, ...scene }: Scene): Outcome {
  const each = splitEach(clause, { draft, film, ...scene });
  if (each) return each;
  const parts = all(clause, 'count').find(({ value, n = 0 }) => value === 'clip' && n > 1)?.n ?? 0;
  const only = film.length === 1 && !has(clause, 'time') && !has(clause, 'range') ? film[0] : undefined;
  if (only && parts > 1 && parts <= MOST_SPLITS)
    return edits(...Array.from({ length: parts - 1 }, (_, i): Edit => ({ type: 'split', atMs: Math.round((only.d * (i + 1)) / parts) })));
  const moments = [...all(clause, 'time'), ...all(clause, 'range')].flatMap(({ n, m }) => [n, m]).filter((ms) => ms !== undefined);
  const step = has(clause, 'all') && /每|every/i.test(clause.text) ? moments[0] : undefined;
  if (step !== undefined && step >= 500)
    return edits(
      ...Array.from({ length: Math.min(50, Math.ceil(draft.d / step) - 1) }, (_, i): Edit => ({ type: 'split', atMs: step * (i + 1) })),
    );
  if (moments.length > 0) return edits(...moments.map((atMs): Edit => ({ type: 'split', atMs })));
  const meant = segmentsMeant(clause, { draft, film, ...scene });
  const target = film.find((segment) => segment.id === meant?.ids[0]) ?? (film.length === 1 ? film[0] : undefined);
  if (target && (has(clause, 'half') || has(clause, 'place', 'middle') || /两[段半]|in two|二/.test(clause.text)))
    return edits({ type: 'split', atMs: target.s + Math.round(target.d / 2) });
  return {
    kind: 'ask',
    question: say(scene, '从第几秒切开？', 'At which second shall I split it?'),
    options: [0.25, 0.5, 0.75]
      .map((share) => Math.round((draft.d * share) / 1_000))
      .map((s) => say(scene, `在第 ${s} 秒切开`, `Split at ${s} seconds`)),
  };
}

function swapped(clause: Clause, scene: Scene): Outcome {
  const { film } = scene;
  const ordinals = all(clause, 'nth');
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  const bare = bareNumbers(clause, scene);
  const others = has(clause, 'other') ? film.map(({ id }) => id).filter((id) => !scene.ids?.includes(id)) : [];
  if (others.length === 2) return edits({ type: 'arrange', ids: others.toReversed() });
  const [a, b] =
    meant && meant.ids.length >= 2
      ? meant.ids
      : bare.length === 2
        ? bare
        : film.length === 2 && ordinals.length === 0
          ? film.map((segment) => segment.id)
          : [];
  if (a === undefined || b === undefined) {
    return {
      kind: 'ask',
      question: say(scene, '要对调哪两段？', 'Which two clips shall I swap?'),
      options: film.slice(1, 4).map((_, i) => say(scene, `第 ${i + 1} 段和第 ${i + 2} 段对调`, `Swap clip ${i + 1} and ${i + 2}`)),
    };
  }
  return edits({ type: 'arrange', ids: film.map(({ id }) => (id === a ? b : id === b ? a : id)) });
}

function moved(clause: Clause, scene: Scene): Outcome | undefined {
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  const ids = meant && meant.ids.length > 0 ? meant.ids : bareNumbers(clause, scene);
  const isSeen = ids.length === 0 && conceptsIn(clause).length > 0 && scene.clips.some((clip) => clip.tags === undefined);
  if (isSeen) return { kind: 'edits', edits: [], needs: ['tags'] };
  if (ids.length === 0) return scene.film.length > 1 ? askWhich(scene, { zh: '挪到最前：', en: 'Move to the start:' }) : undefined;
  return firstOf([betweenTwo, toNumber, besideAnother, toAnEnd, pairSwapped], clause, scene, ids);
}

type MoveReader = (clause: Clause, scene: Scene, ids: string[]) => Outcome | undefined;

const filmIds = ({ film }: Scene): string[] => film.map(({ id }) => id);
const isBeside = (clause: Clause): boolean => has(clause, 'before') || has(clause, 'after') || /[前后]面$/.test(clause.text.trim());

/** `第一段移到第三`, `最后一段提到第一`: an ordinal behind the verb is where it goes. */
const toNumber: MoveReader = (clause, scene) => {
  const verb = find(clause, 'verb', 'move', 'add');
  const target = clause.tokens.findLast((token) => token.kind === 'nth' && verb !== undefined && token.start > verb.start);
  if (target?.n === undefined || isBeside(clause)) return undefined;
  const which = segmentsMeant({ ...clause, tokens: clause.tokens.filter((token) => token !== target) }, scene)?.ids[0];
  return which === undefined ? undefined : placed(filmIds(scene), which, { at: target.n - 1 });
};

/** `put clip 3 between clip 1 and clip 2`. */
const betweenTwo: MoveReader = (clause, scene, [id = '', before, after]) =>
  before !== undefined && after !== undefined && /between|之间|中间/i.test(clause.text)
    ? placed(filmIds(scene), id, { beside: before, isAfter: true })
    : undefined;

const besideAnother: MoveReader = (clause, scene, [first = '', second]) => {
  if (second === undefined || !isBeside(clause)) return undefined;
  return placed(filmIds(scene), first, { beside: second, isAfter: has(clause, 'after') || /后面$/.test(clause.text.trim()) });
};

const toAnEnd: MoveReader = (clause, scene, ids) => {
  const rest = filmIds(scene).filter((id) => !ids.includes(id));
  const first = find(clause, 'nth')?.start;
  // The place that names the segment (`最后一段`) is not the one it goes to.
  const edge = clause.tokens.findLast(
    (token) => token.kind === 'place' && (token.value === 'start' || token.value === 'end') && token.end !== first,
  );
  const text = clause.text.trim();
  if (edge?.value === 'start' || /前面$|最前|front|先(?:放|播|来)|\bfirst$/i.test(text))
    return edits({ type: 'arrange', ids: [...ids, ...rest] });
  return edge?.value === 'end' || /(最后|end|last)$/i.test(text) ? edits({ type: 'arrange', ids: [...rest, ...ids] }) : undefined;
};

const pairSwapped: MoveReader = (clause, scene, ids) =>
  ids.length === 2 && !/between|之间/i.test(clause.text) ? swapped(clause, scene) : undefined;

/** Numbers alone, where there are two: `把2放到1前面`. */
function bareNumbers({ text }: Clause, { film }: Scene): string[] {
  const ids = [...text.matchAll(/[一二两三四五六七八九十]|\d+/g)].flatMap(([n]) => film[(readBareNumber(n) ?? 0) - 1]?.id ?? []);
  return ids.length === 2 ? ids : [];
}

function placed(ids: string[], id: string, to: { beside: string; isAfter: boolean } | { at: number }): Outcome {
  const rest = ids.filter((other) => other !== id);
  const at = 'at' in to ? to.at : rest.indexOf(to.beside) + (to.isAfter ? 1 : 0);
  return edits({ type: 'arrange', ids: rest.toSpliced(at, 0, id) });
}

const byLength = (film: VideoSegment[]): string[] => [...film].sort((a, b) => a.d - b.d).map(({ id }) => id);

/** `order 3, 1, 2`; `sort by name`; `reverse the order`. */
function reordered(clause: Clause, scene: Scene): Outcome {
  const { film, clips, clauses } = scene;
  const said = [...clause.text.matchAll(/\d/g)].map(([digit]) => Number(digit));
  const named = said.length >= 2 ? said : [];
  const byClip = all(clause, 'clip-name').flatMap(({ value }) => film.find(({ src }) => src === value)?.id ?? []);
  const ordered = byClip.length >= 2 ? byClip : named.flatMap((n) => film[n - 1]?.id ?? []);
  if (ordered.length >= 2)
    return edits({ type: 'arrange', ids: [...ordered, ...film.map(({ id }) => id).filter((id) => !ordered.includes(id))] });
  // The order that is there already is no order to leave out what comes back in the same message.
  const arrange = (ids: string[]): Outcome =>
    ids.join() === film.map(({ id }) => id).join() && clauses.length > 1 ? nothing : edits({ type: 'arrange', ids } satisfies Edit);
  if (has(clause, 'verb', 'reverse') || /倒|反|从后|reverse/i.test(clause.text)) return arrange(film.map(({ id }) => id).reverse());
  if (/短到长|shortest (?:to|first)|by (?:length|duration)/i.test(clause.text)) return arrange(byLength(film));
  if (/长到短|longest (?:to|first)/i.test(clause.text)) return arrange(byLength(film).reverse());
  if (/名|name/i.test(clause.text))
    return arrange([...film].sort((a, b) => a.n.localeCompare(b.n, 'zh', { numeric: true })).map(({ id }) => id));
  if (/上传|upload|原来|original/i.test(clause.text) && scene.clauses.some((other) => other !== clause && has(other, 'verb', 'restore')))
    return nothing;
  if (/保持|keep|不变/i.test(clause.text)) return nothing;
  const shown = all(clause, 'clip-name').flatMap(({ value }) => film.find(({ src }) => src === value)?.id ?? []);
  if (shown.length >= 2) return arrange([...shown, ...film.map(({ id }) => id).filter((id) => !shown.includes(id))]);
  if (/上传|upload|原来|original/i.test(clause.text))
    return arrange(
      [...film]
        .sort((a, b) => clips.findIndex((clip) => clip.id === a.src) - clips.findIndex((clip) => clip.id === b.src))
        .map(({ id }) => id),
    );
  if (has(clause, 'verb', 'join')) return joined(scene);
  return {
    kind: 'ask',
    question: say(scene, '按什么顺序排？', 'In which order?'),
    options: [
      say(scene, '顺序反过来', 'Reverse the order'),
      say(scene, '按上传顺序排列', 'Sort by upload order'),
      say(scene, '按文件名排序', 'Sort by name'),
    ],
  };
}
