import type { Edit } from '../../edits/edit.ts';
import { edits, type Frame, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { noSuchClip, segmentsMeant } from '../targets.ts';
import { all, type Clause, find, has, isLittle, isSilent, type Token } from '../token.ts';
import { sizeOf } from './picture.ts';
import { rangeMeant } from './range.ts';

/** Time itself: speed, held frames, backwards, again, photos shown for a while, the best of it. */
export const paceFrame: Frame = (clause, scene) => {
  if (has(clause, 'thing', 'caption', 'title', 'font', 'cue')) return undefined;
  const slides = slideshow(clause, scene);
  if (slides) return slides;
  if (scene.film.length === 0) return undefined;
  if (has(clause, 'verb', 'highlight')) return best(clause, scene);
  if (has(clause, 'verb', 'freeze')) return frozen(clause, scene);
  if (has(clause, 'verb', 'reverse') && !has(clause, 'verb', 'reorder', 'mirror')) return backwards(clause, scene);
  const isTwice =
    all(clause, 'count').some(({ value, n }) => value === 'time' && (n ?? 1) > 1) &&
    !has(clause, 'thing') &&
    !has(clause, 'quote') &&
    !has(clause, 'verb', 'faster', 'slower');
  if ((has(clause, 'verb', 'loop') && !has(clause, 'thing', 'music')) || (isTwice && !has(clause, 'verb', 'louder', 'quieter', 'change')))
    return again(clause, scene);
  return speed(clause, scene);
};

/** Photos without a time still make a slideshow when it is asked for; a time with photos is the length of the whole, or of each. */
function slideshow(clause: Clause, scene: Scene): Outcome | undefined {
  const photos = photosMeant(clause, scene);
  if (photos.length === 0 || has(clause, 'thing', 'logo', 'transition', 'music')) return undefined;
  const time = find(clause, 'time')?.n;
  const each = time !== undefined && /每|各|一张|apiece|each|every|\bper\b|a (photo|picture|pic)/i.test(clause.text);
  const isAsked =
    has(clause, 'verb', 'slideshow') ||
    has(clause, 'thing', 'photo') ||
    has(clause, 'count') ||
    each ||
    photos.length === scene.clips.filter((clip) => clip.kind !== 'audio').length;
  const makes = each || has(clause, 'verb', 'slideshow', 'add', 'change', 'trim', 'join') || has(clause, 'all');
  if (
    !isAsked ||
    changesPhotos(clause, scene, each) ||
    (time === undefined && !has(clause, 'verb', 'slideshow')) ||
    (!makes && time === undefined)
  )
    return undefined;
  const isOfSome = all(clause, 'count').some(({ value }) => value === 'photo');
  if (!isOfSome && (has(clause, 'head') || has(clause, 'tail') || has(clause, 'from'))) return undefined;
  const list: Edit[] = [{ type: 'slideshow', clips: photos, ...(each ? { eachMs: time } : time !== undefined && { totalMs: time }) }];
  const ratio = find(clause, 'ratio')?.value;
  if (ratio) list.push({ type: 'set_canvas', ...sizeOf(ratio), fit: 'blur-pad' });
  const mood = find(clause, 'mood');
  if (mood && !scene.avoid.has('music')) list.push({ type: 'add_music', mood: moodOf(all(clause, 'mood').at(-1)?.value ?? mood.value) });
  if (has(clause, 'verb', 'ken-burns')) list.push({ type: 'set_picture', change: { kenBurns: { from: 1, to: 1.12 } } });
  return edits(...list);
}

/** An order about photos that stand there already, rather than to lay them out. */
const changesPhotos = (clause: Clause, { film }: Scene, isEach: boolean): boolean =>
  (has(clause, 'nth') && film.length > 0) ||
  has(clause, 'range') ||
  has(clause, 'verb', 'delete', 'swap', 'longer') ||
  (has(clause, 'verb', 'move') && !isEach);

/** The photos there are, or those that this clause or another one chooses. */
function photosMeant(clause: Clause, { clips, clauses, film }: Scene): string[] {
  const sent = clips.filter((clip) => clip.kind === 'image').map((clip) => clip.id);
  const isReversed = film.length === 0 && clauses.some((other) => has(other, 'verb', 'reorder') && /倒|反|从后|reverse/i.test(other.text));
  const photos = isReversed ? sent.reverse() : sent;
  const others =
    film.length === 0 ? clauses.filter((other) => !has(other, 'verb', 'delete', 'move', 'reorder', 'swap') && !has(other, 'neg')) : [];
  const [chosen] = [clause, ...others].flatMap((one) => {
    const ids = photosChosen(one, photos);
    return ids ? [ids] : [];
  });
  const gone =
    film.length === 0
      ? clauses
          .filter((other) => other !== clause && (has(other, 'verb', 'delete') || has(other, 'neg')))
          .flatMap((one) => photosChosen(one, photos) ?? [])
      : [];
  const [a, b] = clauses.filter((other) => has(other, 'verb', 'swap')).flatMap((one) => photosChosen(one, photos) ?? []);
  const list =
    a !== undefined && b !== undefined && film.length === 0 ? photos.map((id) => (id === a ? b : id === b ? a : id)) : (chosen ?? photos);
  return list.filter((id) => !gone.includes(id));
}

/** 「第 1、3、5 张」, 「前面三张」; one photo is how many at a time, not how many. */
function photosChosen(clause: Clause, photos: string[]): string[] | undefined {
  const counts = all(clause, 'count').filter(({ value }) => value === 'photo');
  const named = all(clause, 'nth').filter(({ value }) => value === 'photo' || value === '');
  const isLastToo = has(clause, 'place', 'end') && counts.some(({ n }) => n === 1);
  if (named.length > 0)
    return [...named.map(({ n = 0 }) => photos.at(n > 0 ? n - 1 : n)), ...(isLastToo ? photos.slice(-1) : [])].flatMap((id) => id ?? []);
  const count = counts.find(({ n = 0 }) => n > 1);
  const edges = clause.tokens.filter(
    ({ kind, value }) => kind === 'head' || kind === 'tail' || (kind === 'place' && /^(?:start|end)$/.test(value)),
  );
  const edge = edges.findLast(({ start }) => count !== undefined && start < count.start) ?? edges[0];
  if (!edge) return undefined;
  const n = count?.n ?? photos.length;
  return edge.kind === 'tail' || edge.value === 'end' ? photos.slice(-n) : photos.slice(0, n);
}

export const moodOf = (value: string) =>
  (['upbeat', 'warm', 'calm', 'lofi', 'cinematic', 'happy'] as const).find((mood) => mood === value) ?? 'upbeat';

/** The best part: with a length it is cut to it, opening on the strongest sentence. The length may stand in another clause of the message. */
function best(clause: Clause, scene: Scene): Outcome | undefined {
  const time = find(clause, 'time')?.n ?? scene.clauses.flatMap((other) => all(other, 'time'))[0]?.n;
  const isOpening = !has(clause, 'time') && scene.clauses.some((other) => other !== clause && has(other, 'time'));
  const shape: Edit[] = has(clause, 'ratio', '9:16') ? [{ type: 'set_canvas', width: 1080, height: 1920, fit: 'subject-crop' }] : [];
  if (isOpening) return { kind: 'edits', edits: shape, needs: [] };
  const toMs = time ?? Math.min(30_000, Math.round(scene.draft.d / 2));
  return edits(...shape, { type: 'fit_length', toMs, open: 'strongest' });
}

function frozen(clause: Clause, scene: Scene): Outcome {
  const times = all(clause, 'time');
  const at = times.find((time) => time.value === 'at') ?? (times.length > 1 ? times[0] : undefined);
  const length = times.find((time) => time !== at)?.n ?? 1_000;
  if (at?.n !== undefined) return edits({ type: 'freeze', atMs: at.n, forMs: length });
  const isSaidAgain =
    times.length === 0 && scene.clauses.some((other) => other !== clause && has(other, 'verb', 'freeze') && has(other, 'time'));
  if (isSaidAgain) return nothing;
  const meant = segmentsMeant(clause, scene);
  const segment = scene.film.find(({ id }) => id === meant?.ids[0]);
  if (has(clause, 'place', 'end') || has(clause, 'tail') || /last frame|最后/i.test(clause.text))
    return edits({ type: 'freeze', atMs: 'end', forMs: length });
  if (has(clause, 'place', 'start') || has(clause, 'head')) return edits({ type: 'freeze', atMs: segment?.s ?? 0, forMs: length });
  if (segment) return edits({ type: 'freeze', atMs: segment.s + segment.d - 1, forMs: length });
  return {
    kind: 'ask',
    question: say(scene, '在哪里定格？', 'Where shall the picture freeze?'),
    options: [
      say(scene, '结尾定格 2 秒', 'Freeze the last frame for 2 seconds'),
      say(scene, '开头定格 1 秒', 'Freeze the start for 1 second'),
    ],
  };
}

function backwards(clause: Clause, scene: Scene): Outcome {
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  const range = !meant && namesASpan(clause) ? rangeMeant(clause, scene.draft.d)[0] : undefined;
  return edits({ type: 'reverse', ...(meant && meant.ids.length > 0 && { ids: meant.ids }), ...(range && { range }) });
}

function again(clause: Clause, scene: Scene): Outcome {
  const times = all(clause, 'count').find((count) => count.value === 'time')?.n ?? find(clause, 'times')?.n ?? 2;
  const length = find(clause, 'time')?.n;
  const needed = length === undefined ? times : Math.ceil(length / Math.max(1, scene.draft.d));
  const meant = segmentsMeant(clause, scene);
  const loop: Edit = {
    type: 'loop',
    times: Math.max(2, Math.min(20, Math.round(needed))),
    ...(meant && meant.ids.length > 0 && { ids: meant.ids }),
  };
  if (length !== undefined)
    return edits(...(length > scene.draft.d ? [loop] : []), { type: 'keep_ranges', ranges: [{ fromMs: 0, toMs: length }] });
  return edits(loop);
}

function speed(clause: Clause, scene: Scene): Outcome | undefined {
  // `make it 15 s, just speed it up`: the length says how fast.
  const isHow =
    /just speed|只(?:要|用)?加速|用加速/i.test(clause.text) &&
    !has(clause, 'times') &&
    scene.clauses.some((other) => other !== clause && has(other, 'time'));
  const isRest = has(clause, 'other') && /原速|正常速度|normal speed/i.test(clause.text);
  if (isHow || isRest) return nothing;
  if (has(clause, 'thing', 'music')) return undefined;
  if (!isAboutSpeed(clause, scene.text)) return NORMAL.test(clause.text) ? atNormal(clause, scene) : undefined;
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  if (meant && meant.ids.length > 0) return edits({ type: 'set_speed', speed: speedMeant(clause, scene, meant.ids), ids: meant.ids });
  const range = namesASpan(clause) ? rangeMeant(clause, scene.draft.d)[0] : undefined;
  const into = range && clause.tokens.find(({ kind, n = 0 }, i) => kind === 'time' && n > 0 && isToward(clause.tokens, i))?.n;
  if (range && into !== undefined) return edits({ type: 'set_speed', speed: within((range.toMs - range.fromMs) / into), range });
  if (range) return edits({ type: 'set_speed', speed: speedMeant(clause, scene), range });
  const length = find(clause, 'time')?.n ?? 0;
  return edits({ type: 'set_speed', speed: length > 0 ? within((scene.draft.d / length) * speedNow(scene)) : speedMeant(clause, scene) });
}

/** 「加速到 10 秒」: the length that a stretch is to take, behind the verb. */
const isToward = (tokens: Token[], at: number): boolean => {
  const [to, verb] = tokens
    .slice(0, at)
    .filter((token) => !isSilent(token))
    .reverse();
  return to?.kind === 'to' && verb?.kind === 'verb' && (verb.value === 'faster' || verb.value === 'slower');
};

const NORMAL = /原速|正常速度|(?:normal|original|native|regular|usual) speed/i;

function atNormal(clause: Clause, scene: Scene): Outcome {
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  return edits({ type: 'set_speed', speed: 1, ...(meant && meant.ids.length > 0 && { ids: meant.ids }) });
}

const isFaster = (clause: Clause): boolean => has(clause, 'verb', 'faster') || (has(clause, 'double') && /speed|速/i.test(clause.text));

/** Words by which a message is about speed, so that a bare figure in it is one. */
const PACED = /\bretime|\bspeed|变速|倍速|倍数|[原降提调加减]速|速度/i;

function isAboutSpeed(clause: Clause, said: string): boolean {
  if (isFaster(clause) || has(clause, 'verb', 'slower')) return true;
  if (has(clause, 'percent') && PACED.test(said) && !has(clause, 'thing', 'music', 'original', 'sound', 'voice')) return true;
  if (speedFigure(clause) !== undefined || isHalfSpeed(clause)) return true;
  return (
    has(clause, 'times') && !has(clause, 'verb', 'zoom', 'bigger', 'louder', 'quieter', 'loop') && !has(clause, 'thing', 'sound', 'font')
  );
}

const isHalfSpeed = (clause: Clause): boolean =>
  has(clause, 'half') && (/half (the )?speed|半速/i.test(clause.text) || (PACED.test(clause.text) && !namesAHalf(clause)));

/** Whether the times of a clause say where, rather than how long the film shall be. */
function namesASpan(clause: Clause): boolean {
  if (has(clause, 'range') || namesAHalf(clause)) return true;
  const sides = ['head', 'tail', 'from', 'after', 'before'] as const;
  return has(clause, 'time') && (has(clause, 'place', 'start', 'end', 'middle') || sides.some((kind) => has(clause, kind)));
}

/** `the first half`, 「前一半」: a part of the film, not a speed. */
const namesAHalf = (clause: Clause): boolean =>
  has(clause, 'half') && (has(clause, 'head') || has(clause, 'tail') || /[前后上下]半|(?:first|second|latter) half/i.test(clause.text));

const speedNow = ({ film }: Scene, ids?: string[]): number => film.find((segment) => !ids || ids.includes(segment.id))?.speed ?? 1;
const within = (speed: number): number => Math.max(0.1, Math.min(16, Math.round(speed * 1_000) / 1_000));

/** The speed meant. A slower `2 times` is half; a bit is a quarter; without a figure half as fast again, or half. */
function speedMeant(clause: Clause, scene: Scene, ids?: string[]): number {
  return within(speedByTimes(clause) ?? speedByPercent(clause) ?? speedNow(scene, ids) * speedStep(clause));
}

/** `speed it up by 2`. */
function timesBy({ text }: Clause): number | undefined {
  const n = /\bby (\d+(?:\.\d+)?)(?![\d.]| ?(?:%|s|sec|percent))/i.exec(text)?.[1];
  return n === undefined ? undefined : Number(n);
}

/** `more fast, 2 times`. */
const timesCounted = (clause: Clause): number | undefined => all(clause, 'count').find(({ value }) => value === 'time')?.n;

/** 「速度放慢到 0.8」: a figure that only a speed can be. */
function speedFigure(clause: Clause): number | undefined {
  const isNamed = PACED.test(clause.text) || has(clause, 'verb', 'faster', 'slower');
  const figure = all(clause, 'number').find(({ n = 0 }) => n > 0 && n <= 4);
  const isFigure = figure !== undefined && (/\./.test(figure.raw) || PACED.test(clause.text));
  return isNamed && isFigure && !has(clause, 'times') && !has(clause, 'percent') ? figure.n : undefined;
}

function speedByTimes(clause: Clause): number | undefined {
  const times =
    find(clause, 'times')?.n ??
    speedFigure(clause) ??
    timesCounted(clause) ??
    (has(clause, 'double') ? 2 : has(clause, 'half') && !namesAHalf(clause) ? 0.5 : timesBy(clause));
  return times !== undefined && times > 1 && has(clause, 'verb', 'slower') ? 1 / times : times;
}

function speedByPercent(clause: Clause): number | undefined {
  const percent = find(clause, 'percent')?.n;
  if (percent === undefined) return undefined;
  if (has(clause, 'to') || /[到成至]|\bat\b|\bto\b/i.test(clause.text) || !clause.tokens.some(({ kind }) => kind === 'verb'))
    return percent / 100;
  return isFaster(clause) ? 1 + percent / 100 : 1 - percent / 100;
}

function speedStep(clause: Clause): number {
  if (/慢动作|慢镜头|升格|slow[ -]?mo/i.test(clause.text)) return 0.5;
  const isBit = isLittle(clause) || /slow it down|slow down|slower|faster/i.test(clause.text);
  if (isFaster(clause)) return has(clause, 'lot') ? 2 : isBit ? 1.25 : 1.5;
  return isBit && !has(clause, 'lot') ? 0.75 : 0.5;
}
