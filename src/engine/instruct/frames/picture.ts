import type { Edit, PictureChange } from '../../edits/edit.ts';
import { firstOf } from '../first-of.ts';
import { ask, edits, type Frame, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { noSuchClip, segmentsMeant } from '../targets.ts';
import { all, type Clause, find, has, isLittle, type Token } from '../token.ts';
import { isHead, isTail, rangeMeant } from './range.ts';
import { afterNamed, transitions } from './transitions.ts';

type Fit = NonNullable<PictureChange['fit']>;
const isFit = (value: string | undefined): value is Fit =>
  value === 'cover' || value === 'subject-crop' || value === 'blur-pad' || value === 'color-pad';

/** Shape, turning, light and colour, fades, transitions, logos. */
export const pictureFrame: Frame = (clause, scene) => {
  if (has(clause, 'thing', 'caption', 'title', 'font', 'cue')) return undefined;
  if (has(clause, 'thing', 'head-cut')) return nothing;
  if (has(clause, 'verb', 'reorder')) return undefined;
  if (has(clause, 'thing', 'transition', 'wipe', 'slide', 'black', 'white')) return transitions(clause, scene);
  if (has(clause, 'thing', 'logo')) return logo(clause, scene);
  if (has(clause, 'verb', 'fade', 'fade-in', 'fade-out', 'fade-any')) return fades(clause, scene);
  const shape = canvas(clause, scene);
  const look = changed(clause, scene);
  if (shape?.kind === 'edits' && look?.kind === 'edits') return edits(...shape.edits, ...look.edits);
  return shape ?? look;
};

/** Largest export: 1920 on the long side. */
const LONG_SIDE = 1920;
const SHORT_SIDE = 1080;

/** Width and height of a ratio, as large as an export may be. */
export function sizeOf(ratio: string): { width: number; height: number } {
  const [a = 9, b = 16] = ratio.split(':').map(Number);
  const scale = Math.min(SHORT_SIDE / Math.min(a, b), LONG_SIDE / Math.max(a, b));
  const even = (n: number) => Math.round((n * scale) / 2) * 2;
  return { width: even(a), height: even(b) };
}

function canvas(clause: Clause, scene: Scene): Outcome | undefined {
  const fit = fitMeant(clause, scene);
  const size = find(clause, 'size');
  if (size?.n !== undefined && size.m !== undefined)
    return edits({ type: 'set_canvas', width: Math.min(LONG_SIDE, size.n), height: Math.min(LONG_SIDE, size.m), fit });
  const ratio = has(clause, 'verb', 'keep') && !has(clause, 'fit') ? undefined : ratioMeant(clause);
  const isFitted = has(clause, 'fit');
  const isPlacing = clause.tokens.every(({ kind, value }) => kind !== 'verb' || ['keep', 'move', 'change', 'add', 'zoom'].includes(value));
  if (!ratio && !isFitted) return has(clause, 'thing', 'subject') && !has(clause, 'unknown') && isPlacing ? focusOn(scene) : undefined;
  if (isFitted && !ratio && has(clause, 'neg') && !has(clause, 'fit', 'color-pad')) return nothing;
  if (has(clause, 'verb', 'delete') && !isFitted) return undefined;
  if (ratio && has(clause, 'neg') && !isFitted) return nothing;
  const fill = fit === 'color-pad' ? find(clause, 'colour')?.value : undefined;
  if (!ratio) return edits({ type: 'set_picture', change: { fit, ...(fill && { fill }) } });
  const shape: Edit = { type: 'set_canvas', ...sizeOf(ratio), fit };
  return edits(shape, ...lengthBeside(clause, scene), ...(fill ? [{ type: 'set_picture' as const, change: { fill } }] : []));
}

/** 「做成竖版 30 秒」: a length said with the shape. */
function lengthBeside(clause: Clause, { film }: Scene): Edit[] {
  const toMs = find(clause, 'time')?.n;
  const isMoment =
    (['head', 'tail', 'from', 'before', 'after'] as const).some((kind) => has(clause, kind)) || has(clause, 'place', 'start', 'end');
  return toMs === undefined || isMoment || film.length === 0 ? [] : [{ type: 'fit_length', toMs }];
}

const ratioMeant = (clause: Clause): string | undefined =>
  ratioNamed(clause) ?? (isShapeOfPlatform(clause) ? platformRatio(clause) : undefined);

/** The last shape named; figures say more than a word for the same shape: `4:3 horizontal`. */
function ratioNamed(clause: Clause): string | undefined {
  const named = all(clause, 'ratio');
  const last = named.at(-1);
  const isWide = ({ value }: Token) => Number(value.split(':')[0]) > Number(value.split(':')[1]);
  const figures = named.findLast((token) => /\d|比/.test(token.raw) && last !== undefined && isWide(token) === isWide(last));
  return (figures ?? last)?.value;
}

/** How the picture shall meet its new shape: as said, else around a person spoken of, else whole. */
function fitMeant(clause: Clause, scene: Scene): Fit {
  const said = find(clause, 'fit')?.value;
  if ((said === 'cover' || /^(?:填充|补边)$/.test(find(clause, 'fit')?.raw ?? '')) && /模糊|虚化|blur/i.test(scene.text)) return 'blur-pad';
  if (said === 'color-pad' && (has(clause, 'neg') || has(clause, 'verb', 'delete'))) return 'cover';
  if (isFit(said)) return said;
  const isAround = scene.clauses.some((other) => has(other, 'thing', 'head-cut', 'subject')) || CENTRED.test(scene.text);
  return isAround ? 'subject-crop' : 'blur-pad';
}

/** Someone who shall be in the middle of the picture. */
const CENTRED =
  /(?:人|我|脸|主角|孩子|宝宝|娃|猫|狗)[^，,。\s]{0,3}(?:在|放|居|保持)[^，,。\s]{0,3}中|\b(?:me|us|him|her|them|face|person|speaker|subject)\b.{0,8}\b(?:in|at) the (?:cent(?:er|re)|middle)/i;

/** `抖音比例`, `做成抖音的`; to send a film to a platform is not to change its shape. */
const isShapeOfPlatform = (clause: Clause): boolean =>
  has(clause, 'thing', 'canvas') ||
  (has(clause, 'thing', 'platform') && !has(clause, 'time') && /适合|成|格式|版|样式|format|for|fit|size/i.test(clause.text));

/** The shape that a platform shows best; asked for by its name and a word for shape. */
function platformRatio({ text }: Clause): string | undefined {
  if (/抖音|快手|视频号|朋友圈|douyin|tiktok|reels|shorts|stories|story/i.test(text)) return '9:16';
  if (/小红书|xiaohongshu|rednote/i.test(text)) return '3:4';
  return /b站|哔哩|youtube|电视/i.test(text) ? '16:9' : undefined;
}

/** `keep me in the middle` beside a new shape is how to crop; alone it is the crop itself. */
function focusOn(scene: Scene): Outcome {
  const isBeside = scene.clauses.some((other) => has(other, 'ratio'));
  return isBeside ? nothing : edits({ type: 'set_picture', change: { fit: 'subject-crop' } });
}

function logo(clause: Clause, scene: Scene): Outcome {
  if (has(clause, 'verb', 'delete') || has(clause, 'neg')) return edits({ type: 'remove_logo' });
  const images = scene.clips.filter((clip) => clip.kind === 'image');
  const named = find(clause, 'clip-name');
  const clip = named
    ? scene.clips.find(({ id }) => id === named.value)
    : (images.find(({ name }) => /logo|标|水印|watermark/i.test(name)) ?? images.at(-1));
  if (!clip)
    return {
      kind: 'answer',
      text: say(
        scene,
        '还没有图片可以当 logo。先传一张（最好是透明底的 PNG），再说「把 logo 放右上角」。这次没有改动。',
        'There is no picture to use as a logo yet. Upload one (a transparent PNG is best) and say “put the logo in the top right corner”. I changed nothing.',
      ),
    };
  const place = clause.tokens.find((token) => token.kind === 'place' && token.value.includes('-'))?.value;
  const corner = (['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const).find((name) => name === place) ?? 'top-right';
  const share = find(clause, 'percent')?.n;
  return edits({ type: 'add_logo', clip: clip.id, corner, ...(share !== undefined && { width: Math.min(1, share / 100) }) });
}

/** The length of a fade nobody gave. */
const FADE_MS = 1_000;

function fades(clause: Clause, scene: Scene): Outcome | undefined {
  const isSound = has(clause, 'thing', 'music', 'sound') || (!has(clause, 'thing', 'picture', 'video', 'clip') && scene.thing === 'music');
  if (isSound) return undefined;
  const isOff = has(clause, 'verb', 'delete') || has(clause, 'neg');
  const length = isOff ? 0 : (find(clause, 'time')?.n ?? FADE_MS);
  const toBlack = /黑场|to black/i.test(clause.text);
  const isIn = has(clause, 'verb', 'fade-in') || (has(clause, 'place', 'start') && !has(clause, 'verb', 'fade-out'));
  const isOut = has(clause, 'verb', 'fade-out') || toBlack || has(clause, 'place', 'end');
  const both = has(clause, 'verb', 'fade') || (isIn && isOut) || (!isIn && !isOut);
  if (isBetween(clause, scene)) return edits({ type: 'set_transitions', kind: 'crossfade', ms: length, ...afterNamed(clause, scene) });
  return edits({ type: 'set_fade', ...((both || isIn) && { inMs: length }), ...((both || isOut) && { outMs: length }) });
}

/** `fade between the clips`: where one clip becomes the next. */
function isBetween(clause: Clause, { film, clips }: Scene): boolean {
  const isSeveral = film.length > 1 || (film.length === 0 && clips.length > 1);
  return isSeveral && (has(clause, 'place', 'middle') || /between/i.test(clause.text));
}

/** One step of light or colour, of 100. */
const STEP = 20;

function changed(clause: Clause, scene: Scene): Outcome | undefined {
  if (
    has(clause, 'verb', 'rotate') &&
    /了$/.test(clause.text.trim()) &&
    scene.clauses.some((other) => other !== clause && has(other, 'verb', 'rotate'))
  )
    return nothing;
  const change = pictureChange(clause, scene);
  if (!change) return has(clause, 'verb', 'add', 'change') && /滤镜|filter/i.test(clause.text) ? askForLook(scene) : undefined;
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  const [range] = meant ? [] : stretchesMeant(clause, scene);
  return edits({ type: 'set_picture', change, ...(meant && meant.ids.length > 0 && { ids: meant.ids }), ...(range && { range }) });
}

/** 「5 到 9 秒放大」, 「最后 3 秒黑白」: a part of the film. A time alone says nothing of where. */
function stretchesMeant(clause: Clause, { draft }: Scene): { fromMs: number; toMs: number }[] {
  const [time, ...others] = all(clause, 'time');
  const isUntil = clause.tokens.some(({ kind, end }) => kind === 'to' && end <= (time?.start ?? 0));
  const moment = time?.value === 'at' && others.length === 0 && !isUntil ? time.n : undefined;
  if (moment !== undefined && moment < draft.d) return [{ fromMs: moment, toMs: draft.d }];
  const isPlaced = has(clause, 'range') || (has(clause, 'time') && (isHead(clause) || isTail(clause) || has(clause, 'from')));
  return isPlaced ? rangeMeant(clause, draft.d) : [];
}

const askForLook = (scene: Scene): Outcome =>
  ask(say(scene, '要哪种滤镜？', 'Which look?'), [
    say(scene, '黑白滤镜', 'Black and white'),
    say(scene, '电影感滤镜', 'Film look'),
    say(scene, '暖色滤镜', 'Warm look'),
    say(scene, '小清新滤镜', 'Soft look'),
  ]);

type ChangeReader = (clause: Clause, scene: Scene) => PictureChange | undefined;

const isDarker = (clause: Clause): boolean =>
  has(clause, 'verb', 'quieter', 'lower', 'smaller') || (/亮度/.test(clause.text) && /[降减压]/.test(clause.text));

const turned: ChangeReader = (clause, scene) => {
  if (has(clause, 'verb', 'mirror')) return { mirror: 'horizontal' };
  if (has(clause, 'verb', 'flip-vertical')) return { mirror: 'vertical' };
  return has(clause, 'verb', 'rotate') || has(clause, 'angle') ? { rotateBy: turnOf(clause, scene.text) } : undefined;
};

const zoomed: ChangeReader = (clause) => {
  if (has(clause, 'verb', 'ken-burns')) return { kenBurns: { from: 1, to: 1.15 } };
  if (has(clause, 'verb', 'zoom-out')) return { zoom: 1 };
  return has(clause, 'verb', 'zoom') ||
    (has(clause, 'verb', 'bigger') && (has(clause, 'thing', 'picture') || /^放大|zoom|enlarge/i.test(clause.text.trim())))
    ? { zoom: zoomOf(clause) }
    : undefined;
};

const unfiltered: ChangeReader = (clause) => {
  const isOff = has(clause, 'verb', 'delete') || has(clause, 'neg');
  return isOff && (has(clause, 'look') || /滤镜|filter/i.test(clause.text)) ? { look: 'none' } : undefined;
};

const lit: ChangeReader = (clause) => {
  const step = has(clause, 'lot') ? STEP * 2 : isLittle(clause) ? STEP * 0.75 : STEP;
  const amount = Math.min(100, find(clause, 'percent')?.n ?? find(clause, 'number')?.n ?? step);
  const signed = isDarker(clause) ? -amount : amount;
  const names = {
    brighter: 'brightnessBy',
    darker: 'brightnessBy',
    contrast: 'contrastBy',
    saturate: 'saturationBy',
    warmer: 'warmthBy',
    cooler: 'warmthBy',
  } as const;
  const verb = clause.tokens.find((token) => token.kind === 'verb' && token.value in names)?.value as keyof typeof names | undefined;
  if (verb)
    return {
      [names[verb]]: verb === 'darker' || verb === 'cooler' ? -amount : verb === 'contrast' || verb === 'saturate' ? signed : amount,
    };
  const isTurned =
    has(clause, 'verb', 'louder', 'quieter', 'bigger', 'smaller', 'higher', 'lower') ||
    /[提拉加]|升/.test(clause.text) ||
    /[降减压]/.test(clause.text) ||
    (has(clause, 'number') && has(clause, 'verb', 'add'));
  const isBrightness = /亮度|brightness/i.test(clause.text) && isTurned;
  return isBrightness ? { brightnessBy: signed } : undefined;
};

const MOOD_LOOKS: Record<string, PictureChange['look']> = { warm: 'warm', cinematic: 'film', calm: 'soft' };

const filtered: ChangeReader = (clause) => {
  const look = (['bw', 'warm', 'cool', 'film', 'vivid', 'soft'] as const).find((name) => has(clause, 'look', name));
  if (look) return { look };
  if (!has(clause, 'thing', 'picture') || has(clause, 'thing', 'music')) return undefined;
  const mood = find(clause, 'mood')?.value;
  if (mood !== undefined) return { look: MOOD_LOOKS[mood] ?? 'vivid' };
  return undefined;
};

const pictureChange: ChangeReader = (clause, scene) => firstOf([turned, unfiltered, lit, zoomed, filtered], clause, scene);

function turnOf(clause: Clause, said: string): 90 | 180 | 270 {
  const angle = find(clause, 'angle')?.n ?? find(clause, 'number')?.n ?? (/倒过来|倒着|倒了|颠倒|upside/i.test(said) ? 180 : 90);
  const isLeft = /逆时针|[向往]左|左转|counter|anti|left/i.test(clause.text);
  const turned = ((isLeft ? 360 - angle : angle) + 360) % 360;
  return turned === 180 ? 180 : turned === 270 ? 270 : 90;
}

function zoomOf(clause: Clause): number {
  const times = find(clause, 'times')?.n ?? (has(clause, 'double') ? 2 : undefined);
  const percent = find(clause, 'percent')?.n;
  if (times !== undefined) return Math.max(1, Math.min(4, times));
  if (percent !== undefined) return Math.max(1, Math.min(4, percent > 100 ? percent / 100 : 1 + percent / 100));
  return isLittle(clause) ? 1.15 : 1.3;
}
