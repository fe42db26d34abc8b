import type { EngineDraft, VideoSegment } from '../draft.ts';
import { captionsOf, filmOf, musicOf, overlaysOf, titlesOf } from '../edits/tracks.ts';
import { plural, type Say, same, seconds } from './receipt-say.ts';
import { captionChanges, musicChanges, titleChanges, voiceChanges } from './receipt-words.ts';
import type { Language } from './scene.ts';

/** What really changed between two drafts, a short sentence for each change; empty when nothing did. */
export function readReceipt(before: EngineDraft, after: EngineDraft, language: Language): string[] {
  const say: Say = (zh, en) => (language === 'en' ? en : zh);
  return [
    ...length(before, after, say),
    ...clips(filmOf(before), filmOf(after), say),
    ...canvas(before, after, say),
    ...pictures(filmOf(before), filmOf(after), say),
    ...transitions(before, after, say),
    ...overlays(before, after, say),
    ...captionChanges(captionsOf(before), captionsOf(after), say),
    ...titleChanges(titlesOf(before), titlesOf(after), say),
    ...musicChanges(musicOf(before), musicOf(after), say),
    ...voiceChanges(before, after, say),
    ...(before.loudness === after.loudness
      ? []
      : [
          after.loudness
            ? say('整体响度统一到 −14 LUFS', 'loudness evened to −14 LUFS')
            : say('取消了响度统一', 'loudness no longer evened'),
        ]),
  ];
}

function length(before: EngineDraft, after: EngineDraft, say: Say): string[] {
  if (before.d === after.d || before.d === 0)
    return before.d === after.d ? [] : [say(`总长 ${seconds(after.d)} 秒`, `${seconds(after.d)} s long`)];
  const gone = before.d - after.d;
  return [
    gone > 0
      ? say(
          `总长 ${seconds(before.d)} 秒 → ${seconds(after.d)} 秒，少了 ${seconds(gone)} 秒`,
          `${seconds(before.d)} s → ${seconds(after.d)} s (${seconds(gone)} s shorter)`,
        )
      : say(
          `总长 ${seconds(before.d)} 秒 → ${seconds(after.d)} 秒，多了 ${seconds(-gone)} 秒`,
          `${seconds(before.d)} s → ${seconds(after.d)} s (${seconds(-gone)} s longer)`,
        ),
  ];
}

function clips(before: VideoSegment[], after: VideoSegment[], say: Say): string[] {
  const sources = (film: VideoSegment[]) => [...new Set(film.map((segment) => segment.src))];
  const name = (src: string, film: VideoSegment[]) => film.find((segment) => segment.src === src)?.n ?? src;
  const gone = sources(before)
    .filter((src) => !sources(after).includes(src))
    .map((src) => name(src, before));
  const come = sources(after)
    .filter((src) => !sources(before).includes(src))
    .map((src) => name(src, after));
  const kept = (film: VideoSegment[], other: VideoSegment[]) => sources(film).filter((src) => sources(other).includes(src));
  const isReordered = !same(kept(before, after), kept(after, before));
  const count = after.length - before.length;
  const isSplit = gone.length + come.length === 0 && count !== 0;
  return [
    ...(gone.length > 0 ? [say(`去掉了 ${gone.join('、')}`, `removed ${gone.join(', ')}`)] : []),
    ...(come.length > 0 ? [say(`放上了 ${come.join('、')}`, `added ${come.join(', ')}`)] : []),
    ...(isReordered
      ? [say(`顺序改为 ${after.map((segment) => segment.n).join('、')}`, `order is now ${after.map((segment) => segment.n).join(', ')}`)]
      : []),
    ...(isSplit ? [say(`画面 ${before.length} 段 → ${after.length} 段`, `${plural(before.length, 'segment')} → ${after.length}`)] : []),
  ];
}

function canvas(before: EngineDraft, after: EngineDraft, say: Say): string[] {
  const { width, height } = after.m;
  if (before.m.width === width && before.m.height === height) return [];
  const kind = width === height ? say('方形', 'square') : width < height ? say('竖版', 'vertical') : say('横版', 'landscape');
  return [say(`画面改成${kind} ${width}×${height}`, `now ${kind}, ${width}×${height}`)];
}

type Trait = { of: (segment: VideoSegment) => unknown; say: (value: unknown, n: number, say: Say) => string };

const traits: Trait[] = [
  {
    of: (segment) => segment.speed ?? 1,
    say: (value, n, say) => say(`${n} 段改为 ${value} 倍速，音调不变`, `${plural(n, 'segment')} at ${value}× speed, pitch kept`),
  },
  {
    of: (segment) => segment.reverse ?? false,
    say: (value, n, say) =>
      value ? say(`${n} 段倒放`, `${plural(n, 'segment')} reversed`) : say(`${n} 段恢复正放`, `${plural(n, 'segment')} forwards again`),
  },
  {
    of: (segment) => segment.vol ?? 100,
    say: (value, n, say) =>
      value === 0
        ? say(`${n} 段原声静音`, `original sound muted in ${plural(n, 'segment')}`)
        : say(`${n} 段原声音量 ${value}%`, `original sound at ${value} % in ${plural(n, 'segment')}`),
  },
  {
    of: (segment) => segment.rotate ?? 0,
    say: (value, n, say) => say(`${n} 段旋转到 ${value}°`, `${plural(n, 'segment')} rotated to ${value}°`),
  },
  {
    of: (segment) => segment.mirror ?? '',
    say: (value, n, say) =>
      value ? say(`${n} 段镜像`, `${plural(n, 'segment')} mirrored`) : say(`${n} 段取消镜像`, `${plural(n, 'segment')} no longer mirrored`),
  },
  {
    of: (segment) => segment.fit ?? 'blur-pad',
    say: (value, n, say) => say(`${n} 段${fitZh(value)}`, `${plural(n, 'segment')} ${fitEn(value)}`),
  },
  {
    of: (segment) => segment.zoom ?? 1,
    say: (value, n, say) => say(`${n} 段画面放大到 ${value} 倍`, `${plural(n, 'segment')} zoomed to ${value}×`),
  },
  {
    of: (segment) => segment.look ?? '',
    say: (value, n, say) =>
      value
        ? say(`${n} 段用上滤镜`, `look “${value}” on ${plural(n, 'segment')}`)
        : say(`${n} 段去掉滤镜`, `look removed from ${plural(n, 'segment')}`),
  },
  {
    of: (segment) => [segment.brightness ?? 0, segment.contrast ?? 0, segment.saturation ?? 0, segment.warmth ?? 0],
    say: (_, n, say) => say(`${n} 段调了光线或颜色`, `light or colour adjusted on ${plural(n, 'segment')}`),
  },
  {
    of: (segment) => [segment.fadeIn ?? 0, segment.fadeOut ?? 0],
    say: (_, n, say) => say(`${n} 段改了淡入淡出`, `fades changed on ${plural(n, 'segment')}`),
  },
  { of: (segment) => segment.kenBurns ?? null, say: (_, n, say) => say(`${n} 段加了缓慢推近`, `slow zoom on ${plural(n, 'segment')}`) },
  {
    of: (segment) => segment.denoise ?? false,
    say: (value, n, say) =>
      value
        ? say(`${n} 段降噪`, `noise reduced on ${plural(n, 'segment')}`)
        : say(`${n} 段取消降噪`, `noise reduction off on ${plural(n, 'segment')}`),
  },
];

const fitZh = (value: unknown) =>
  value === 'subject-crop'
    ? '裁切时保住主体'
    : value === 'cover'
      ? '裁切铺满'
      : value === 'color-pad'
        ? '完整显示、纯色填边'
        : '完整显示、模糊填边';
const fitEn = (value: unknown) =>
  value === 'subject-crop'
    ? 'cropped around the subject'
    : value === 'cover'
      ? 'cropped to fill'
      : value === 'color-pad'
        ? 'shown whole over a plain fill'
        : 'shown whole over a blurred fill';

/** How segments look and sound, for those that changed; new segments are compared with the first of the same clip. */
function pictures(before: VideoSegment[], after: VideoSegment[], say: Say): string[] {
  const was = (segment: VideoSegment) =>
    before.find((other) => other.id === segment.id) ?? before.find((other) => other.src === segment.src);
  return traits.flatMap((trait) => {
    const changed = after.filter((segment) => {
      const old = was(segment);
      return old && !same(trait.of(old), trait.of(segment));
    });
    const values = new Map(changed.map((segment) => [JSON.stringify(trait.of(segment)), trait.of(segment)]));
    return [...values].map(([key, value]) =>
      trait.say(value, changed.filter((segment) => JSON.stringify(trait.of(segment)) === key).length, say),
    );
  });
}

function transitions(before: EngineDraft, after: EngineDraft, say: Say): string[] {
  const was = before.transitions ?? [];
  const now = after.transitions ?? [];
  if (same(was, now)) return [];
  if (now.length === 0) return [say('去掉了转场', 'transitions removed')];
  const ms = now[0]?.ms ?? 0;
  return [say(`${now.length} 处转场，每处 ${seconds(ms)} 秒`, `${plural(now.length, 'transition')} of ${seconds(ms)} s`)];
}

function overlays(before: EngineDraft, after: EngineDraft, say: Say): string[] {
  const count = overlaysOf(after).length - overlaysOf(before).length;
  if (count > 0) return [say('角上加了 logo', 'logo added in the corner')];
  return count < 0 ? [say('去掉了 logo', 'logo removed')] : [];
}
