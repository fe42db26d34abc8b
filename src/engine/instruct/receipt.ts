import type { AudioSegment, EngineDraft, TextSegment, VideoSegment } from '../draft.ts';
import { captionsOf, filmOf, musicOf, overlaysOf, titlesOf, voicesOf } from '../edits/tracks.ts';
import type { Language } from './scene.ts';

type Say = (zh: string, en: string) => string;
const seconds = (ms: number): string => String(Math.round(ms / 100) / 10);
const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

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
    ...captions(captionsOf(before), captionsOf(after), say),
    ...titles(titlesOf(before), titlesOf(after), say),
    ...music(musicOf(before), musicOf(after), say),
    ...voices(before, after, say),
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

function captions(before: TextSegment[], after: TextSegment[], say: Say): string[] {
  const known = after.filter((text) => before.some((old) => old.id === text.id));
  if (before.length === 0 && after.length > 0) return [say(`加了 ${after.length} 条字幕`, `${plural(after.length, 'caption')} added`)];
  if (after.length === 0 && before.length > 0)
    return [say(`去掉了 ${before.length} 条字幕`, `${plural(before.length, 'caption')} removed`)];
  if (known.length === 0 && after.length > 0)
    return [say(`字幕换成新的 ${after.length} 条`, `captions replaced by ${after.length} new ones`)];
  const old = (text: TextSegment) => before.find((other) => other.id === text.id);
  const reworded = known.filter((text) => old(text)?.tx !== text.tx);
  const restyled = known.filter((text) => !same(styleOf(old(text)), styleOf(text)));
  const count = after.length - before.length;
  return [
    ...(reworded.length > 0
      ? [
          say(
            `改了 ${reworded.length} 条字幕的字：${reworded
              .map((text) => `「${text.tx}」`)
              .slice(0, 2)
              .join('')}`,
            `${plural(reworded.length, 'caption')} corrected: ${reworded
              .map((text) => `“${text.tx}”`)
              .slice(0, 2)
              .join(' ')}`,
          ),
        ]
      : []),
    ...(restyled.length > 0 ? [say(`${restyled.length} 条字幕改了样式，文字没变`, `${plural(restyled.length, 'caption')} restyled`)] : []),
    ...(count < 0 ? [say(`字幕少了 ${-count} 条`, `${plural(-count, 'caption')} fewer`)] : []),
    ...(count === 0 && reworded.length + restyled.length === 0 && known.some((text) => old(text)?.s !== text.s || old(text)?.d !== text.d)
      ? [say('字幕的时间已跟着调整', 'caption times adjusted')]
      : []),
  ];
}

function styleOf(text: TextSegment | undefined): unknown {
  if (!text) return undefined;
  const { id: _id, s: _s, d: _d, tx: _tx, ...style } = text;
  return style;
}

function titles(before: TextSegment[], after: TextSegment[], say: Say): string[] {
  const added = after.filter((text) => !before.some((old) => old.id === text.id));
  const gone = before.filter((text) => !after.some((now) => now.id === text.id));
  const changed = after.flatMap((text) => {
    const old = before.find((other) => other.id === text.id);
    if (!old || same(old, text)) return [];
    if (old.tx !== text.tx) return [say(`标题改为「${text.tx}」`, `title now “${text.tx}”`)];
    if (same(styleOf(old), styleOf(text)))
      return [
        say(
          `标题「${text.tx}」现在在 ${seconds(text.s)}–${seconds(text.s + text.d)} 秒`,
          `title “${text.tx}” now at ${seconds(text.s)}–${seconds(text.s + text.d)} s`,
        ),
      ];
    return [say(`标题「${text.tx}」改了样式`, `title “${text.tx}” restyled`)];
  });
  return [
    ...added.map((text) =>
      say(
        `加了标题「${text.tx}」（${seconds(text.s)}–${seconds(text.s + text.d)} 秒）`,
        `title “${text.tx}” added (${seconds(text.s)}–${seconds(text.s + text.d)} s)`,
      ),
    ),
    ...gone.map((text) => say(`去掉了标题「${text.tx}」`, `title “${text.tx}” removed`)),
    ...changed,
  ];
}

function music(before: AudioSegment[], after: AudioSegment[], say: Say): string[] {
  const [was] = before;
  const [now] = after;
  if (!now) return was ? [say(`去掉了配乐「${was.n}」`, `music “${was.n}” removed`)] : [];
  if (!was)
    return [
      say(
        `加了配乐「${now.n}」，音量 ${now.vol}%${now.duck ? '，说话时自动变小' : ''}`,
        `music “${now.n}” added at ${now.vol} %${now.duck ? ', quieter under speech' : ''}`,
      ),
    ];
  const track = (sound: AudioSegment) => [sound.bed, sound.seed, sound.src];
  if (!same(track(was), track(now))) return [say(`配乐换成「${now.n}」，音量 ${now.vol}%`, `music changed to “${now.n}” at ${now.vol} %`)];
  return [
    ...(was.vol === now.vol
      ? []
      : [now.vol === 0 ? say('配乐静音', 'music muted') : say(`配乐音量 ${was.vol}% → ${now.vol}%`, `music ${was.vol} % → ${now.vol} %`)]),
    ...((was.duck ?? false) === (now.duck ?? false)
      ? []
      : [now.duck ? say('说话时配乐自动变小', 'music ducks under speech') : say('配乐不再自动变小', 'music no longer ducks')]),
    ...((was.fadeIn ?? 0) === (now.fadeIn ?? 0) && (was.fadeOut ?? 0) === (now.fadeOut ?? 0)
      ? []
      : [
          say(
            `配乐淡入 ${seconds(now.fadeIn ?? 0)} 秒、淡出 ${seconds(now.fadeOut ?? 0)} 秒`,
            `music fades in ${seconds(now.fadeIn ?? 0)} s, out ${seconds(now.fadeOut ?? 0)} s`,
          ),
        ]),
    ...(was.s === now.s ? [] : [say(`配乐从第 ${seconds(now.s)} 秒开始`, `music starts at ${seconds(now.s)} s`)]),
  ];
}

function voices(before: EngineDraft, after: EngineDraft, say: Say): string[] {
  const was = voicesOf(before);
  const now = voicesOf(after);
  const added = now.filter((voice) => !was.some((old) => old.id === voice.id));
  if (added.length > 0)
    return added.map((voice) =>
      say(
        `加了配音（${seconds(voice.s)}–${seconds(voice.s + voice.d)} 秒）`,
        `voice-over added (${seconds(voice.s)}–${seconds(voice.s + voice.d)} s)`,
      ),
    );
  if (now.length < was.length) return [say('去掉了配音', 'voice-over removed')];
  return now.some((voice, i) => voice.vol !== was[i]?.vol)
    ? [say(`配音音量 ${now[0]?.vol ?? 100}%`, `voice-over at ${now[0]?.vol ?? 100} %`)]
    : [];
}
