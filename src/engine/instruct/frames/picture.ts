import type { Edit, PictureChange } from '../../edits/edit.ts';
import { edits, type Frame, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { noSuchClip, segmentsMeant } from '../targets.ts';
import { type Clause, find, has, isLittle } from '../token.ts';

type Fit = NonNullable<PictureChange['fit']>;
const isFit = (value: string | undefined): value is Fit =>
  value === 'cover' || value === 'subject-crop' || value === 'blur-pad' || value === 'color-pad';

/** Shape, turning, light and colour, fades, transitions, logos. */
export const pictureFrame: Frame = (clause, scene) => {
  if (has(clause, 'thing', 'caption', 'title', 'font', 'cue')) return undefined;
  if (has(clause, 'thing', 'head-cut')) return nothing;
  if (has(clause, 'verb', 'reorder')) return undefined;
  if (has(clause, 'thing', 'transition', 'wipe', 'slide', 'black')) return transitions(clause, scene);
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
  const size = find(clause, 'size');
  const ratios = clause.tokens.filter((token) => token.kind === 'ratio');
  const ratio = ratios.at(-1);
  const fit = find(clause, 'fit');
  const wantsSubject = scene.clauses.some((other) => has(other, 'thing', 'head-cut', 'subject'));
  const asked: Fit = isFit(fit?.value) ? fit.value : wantsSubject ? 'subject-crop' : 'blur-pad';
  if (size?.n !== undefined && size.m !== undefined)
    return edits({ type: 'set_canvas', width: Math.min(1920, size.n), height: Math.min(1920, size.m), fit: asked });
  if (!ratio && !fit) return has(clause, 'thing', 'subject') && !has(clause, 'unknown') ? focusOn(scene) : undefined;
  if (has(clause, 'verb', 'delete') && !fit) return undefined;
  const target = ratio && sizeOf(ratio.value);
  if (target && has(clause, 'neg')) return nothing;
  const fill = find(clause, 'colour');
  if (!target) return edits({ type: 'set_picture', change: { fit: asked, ...(fill && asked === 'color-pad' && { fill: fill.value }) } });
  const shape: Edit = { type: 'set_canvas', ...target, fit: asked };
  return edits(shape, ...(fill && asked === 'color-pad' ? [{ type: 'set_picture' as const, change: { fill: fill.value } }] : []));
}

/** `keep me in the middle` beside a new shape is how to crop; alone it is the crop itself. */
function focusOn(scene: Scene): Outcome {
  const isBeside = scene.clauses.some((other) => has(other, 'ratio'));
  return isBeside ? nothing : edits({ type: 'set_picture', change: { fit: 'subject-crop' } });
}

function transitions(clause: Clause, scene: Scene): Outcome {
  if (has(clause, 'verb', 'delete') || has(clause, 'neg'))
    return scene.draft.transitions?.length
      ? edits({ type: 'set_transitions', kind: 'none', ms: 0 })
      : { kind: 'answer', text: say(scene, '现在没有转场，不用去掉。', 'There are no transitions to remove.') };
  const kind = has(clause, 'thing', 'wipe')
    ? 'wipe'
    : has(clause, 'thing', 'slide')
      ? 'slide'
      : has(clause, 'thing', 'black')
        ? 'fade-black'
        : 'crossfade';
  const length = find(clause, 'time')?.n;
  const between = clause.tokens.filter((token) => token.kind === 'nth').map((token) => token.n ?? 0);
  const after = between.length >= 2 ? scene.film[Math.min(...between) - 1]?.id : undefined;
  return edits({ type: 'set_transitions', kind, ms: length ?? 500, ...(after !== undefined && { after: [after] }) });
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
  if (scene.film.length > 1 && has(clause, 'place', 'middle')) return edits({ type: 'set_transitions', kind: 'crossfade', ms: length });
  return edits({ type: 'set_fade', ...((both || isIn) && { inMs: length }), ...((both || isOut) && { outMs: length }) });
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
  if (!change) return undefined;
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  return edits({ type: 'set_picture', change, ...(meant && meant.ids.length > 0 && { ids: meant.ids }) });
}

function pictureChange(clause: Clause, scene: Scene): PictureChange | undefined {
  if (has(clause, 'verb', 'mirror')) return { mirror: 'horizontal' };
  if (has(clause, 'verb', 'flip-vertical')) return { mirror: 'vertical' };
  if (has(clause, 'verb', 'rotate') || has(clause, 'angle')) return { rotateBy: turnOf(clause, scene.text) };
  if (has(clause, 'verb', 'ken-burns')) return { kenBurns: { from: 1, to: 1.15 } };
  if (has(clause, 'verb', 'zoom') || (has(clause, 'verb', 'bigger') && has(clause, 'thing', 'picture'))) return { zoom: zoomOf(clause) };
  if (has(clause, 'verb', 'zoom-out')) return { zoom: 1 };
  const isOff = has(clause, 'verb', 'delete') || has(clause, 'neg');
  const look = find(clause, 'look');
  if ((look && isOff) || (isOff && /滤镜|filter/i.test(clause.text))) return { look: 'none' };
  const step = has(clause, 'lot') ? STEP * 2 : isLittle(clause) ? STEP * 0.75 : STEP;
  const down = has(clause, 'verb', 'quieter', 'lower', 'smaller') ? -1 : 1;
  const amount = find(clause, 'percent')?.n ?? find(clause, 'number')?.n ?? step;
  if (has(clause, 'verb', 'brighter')) return { brightnessBy: Math.min(100, amount) };
  if (has(clause, 'verb', 'darker')) return { brightnessBy: -Math.min(100, amount) };
  if (has(clause, 'verb', 'contrast')) return { contrastBy: down * Math.min(100, amount) };
  if (has(clause, 'verb', 'saturate')) return { saturationBy: down * Math.min(100, amount) };
  if (has(clause, 'verb', 'warmer')) return { warmthBy: step };
  if (has(clause, 'verb', 'cooler')) return { warmthBy: -step };
  if (/亮度|brightness/i.test(clause.text) && has(clause, 'verb', 'louder', 'quieter', 'bigger', 'smaller', 'higher', 'lower'))
    return { brightnessBy: has(clause, 'verb', 'quieter', 'smaller', 'lower') ? -step : step };
  const named = (['bw', 'warm', 'cool', 'film', 'vivid', 'soft'] as const).find((name) => name === look?.value);
  if (named) return { look: named };
  const mood = find(clause, 'mood');
  const isPicture = has(clause, 'thing', 'picture');
  if (isPicture && mood && !has(clause, 'thing', 'music'))
    return { look: mood.value === 'warm' ? 'warm' : mood.value === 'cinematic' ? 'film' : mood.value === 'calm' ? 'soft' : 'vivid' };
  if (isPicture && scene.film.length > 0 && /滤镜|filter/i.test(clause.text) && has(clause, 'verb', 'add')) return { look: 'film' };
  return undefined;
}

function turnOf(clause: Clause, said: string): 90 | 180 | 270 {
  const angle = find(clause, 'angle')?.n ?? find(clause, 'number')?.n ?? (/倒过来|倒着|颠倒|upside/i.test(said) ? 180 : 90);
  const isLeft = /逆时针|向左|counter|anti|left/i.test(clause.text);
  const turned = ((isLeft ? 360 - angle : angle) + 360) % 360;
  return turned === 180 ? 180 : turned === 270 ? 270 : 90;
}

function zoomOf(clause: Clause): number {
  const times = find(clause, 'times')?.n;
  const percent = find(clause, 'percent')?.n;
  if (times !== undefined) return Math.max(1, Math.min(4, times));
  if (percent !== undefined) return Math.max(1, Math.min(4, percent > 100 ? percent / 100 : 1 + percent / 100));
  return isLittle(clause) ? 1.15 : 1.3;
}
