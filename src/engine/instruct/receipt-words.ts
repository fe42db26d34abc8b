import { TEXT_DEFAULTS } from '../../contract/upstream/text-look.ts';
import type { AudioSegment, EngineDraft, TextSegment } from '../draft.ts';
import { voicesOf } from '../edits/tracks.ts';
import { plural, type Say, same, seconds } from './receipt-say.ts';

export function captionChanges(before: TextSegment[], after: TextSegment[], say: Say): string[] {
  const known = after.filter((text) => before.some((old) => old.id === text.id));
  if (before.length === 0 && after.length > 0) return [say(`加了 ${after.length} 条字幕`, `${plural(after.length, 'caption')} added`)];
  if (after.length === 0 && before.length > 0)
    return [say(`去掉了 ${before.length} 条字幕`, `${plural(before.length, 'caption')} removed`)];
  if (known.length === 0 && after.length > 0)
    return [say(`字幕换成新的 ${after.length} 条`, `captions replaced by ${after.length} new ones`)];
  const old = (text: TextSegment | undefined) => before.find((other) => other.id === text?.id);
  const reworded = known.filter((text) => old(text)?.tx !== text.tx);
  const restyled = known.filter((text) => !same(styleOf(old(text)), styleOf(text)));
  const count = after.length - before.length;
  return [
    ...(reworded.length > 0
      ? [
          say(
            `改了 ${reworded.length} 条字幕的字：${reworded
              .map((text) => `「${oneLine(text)}」`)
              .slice(0, 2)
              .join('')}`,
            `${plural(reworded.length, 'caption')} corrected: ${reworded
              .map((text) => `“${oneLine(text)}”`)
              .slice(0, 2)
              .join(' ')}`,
          ),
        ]
      : []),
    ...(restyled.length > 0
      ? [
          say(
            `${restyled.length} 条字幕改了样式（${stylesChanged(old(restyled[0]), restyled[0], say)}），文字没变`,
            `${plural(restyled.length, 'caption')} restyled (${stylesChanged(old(restyled[0]), restyled[0], say)})`,
          ),
        ]
      : []),
    ...(count < 0 ? [say(`字幕少了 ${-count} 条`, `${plural(-count, 'caption')} fewer`)] : []),
    ...(count === 0 && reworded.length + restyled.length === 0 && known.some((text) => old(text)?.s !== text.s || old(text)?.d !== text.d)
      ? [movedBy(before, known, say)]
      : []),
  ];
}

/** By how much captions moved, where all that moved did so alike. */
function movedBy(before: TextSegment[], known: TextSegment[], say: Say): string {
  const steps = known.flatMap(({ id, s }) => {
    const was = before.find((other) => other.id === id);
    return was && was.s !== s ? [s - was.s] : [];
  });
  const [step] = steps;
  if (step === undefined || steps.some((other) => other !== step)) return say('字幕的时间已跟着调整', 'caption times adjusted');
  return say(
    `${steps.length} 条字幕${step > 0 ? '推迟' : '提前'} ${seconds(Math.abs(step))} 秒`,
    `${plural(steps.length, 'caption')} ${seconds(Math.abs(step))} s ${step > 0 ? 'later' : 'earlier'}`,
  );
}

/** What of a text looks different: 「颜色、放大」. */
function stylesChanged(was: TextSegment | undefined, now: TextSegment | undefined, say: Say): string {
  const isNew = (...keys: (keyof TextSegment)[]) => keys.some((key) => !same(was?.[key], now?.[key]));
  const size = now && (now.size ?? TEXT_DEFAULTS[now.role].size) > (was?.size ?? TEXT_DEFAULTS[now.role].size);
  const names = [
    ...(isNew('color') ? [say('颜色', 'colour')] : []),
    ...(isNew('size') ? [size ? say('放大', 'larger') : say('缩小', 'smaller')] : []),
    ...(isNew('x', 'y') ? [say('位置', 'place')] : []),
    ...(isNew('outline') ? [say('描边', 'outline')] : []),
    ...(isNew('box') ? [say('底框', 'box')] : []),
    ...(isNew('bold') ? [say('粗细', 'weight')] : []),
    ...(isNew('anim') ? [say('动画', 'motion')] : []),
  ];
  return names.length > 0 ? names.join(say('、', ', ')) : say('外观', 'look');
}

const oneLine = ({ tx }: TextSegment): string => tx.replaceAll('\n', ' / ');

function styleOf(text: TextSegment | undefined): unknown {
  if (!text) return undefined;
  const { id: _id, s: _s, d: _d, tx: _tx, ...style } = text;
  return style;
}

export function titleChanges(before: TextSegment[], after: TextSegment[], say: Say): string[] {
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
    return [
      say(
        `标题「${text.tx}」改了样式（${stylesChanged(old, text, say)}）`,
        `title “${text.tx}” restyled (${stylesChanged(old, text, say)})`,
      ),
    ];
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

export function musicChanges([was]: AudioSegment[], [now]: AudioSegment[], say: Say): string[] {
  if (!now) return was ? [say(`去掉了配乐「${was.n}」`, `music “${was.n}” removed`)] : [];
  // Music at its own full level is heard alone: nobody speaks over it.
  const isAlone = now.usual === true && now.vol === 100;
  const duck = now.duck && !isAlone ? { zh: '，说话时自动变小', en: ', quieter under speech' } : { zh: '', en: '' };
  if (!was) return [say(`加了配乐「${now.n}」，音量 ${now.vol}%${duck.zh}`, `music “${now.n}” added at ${now.vol} %${duck.en}`)];
  const track = (sound: AudioSegment) => [sound.bed, sound.seed, sound.src];
  if (!same(track(was), track(now))) return [say(`配乐换成「${now.n}」，音量 ${now.vol}%`, `music changed to “${now.n}” at ${now.vol} %`)];
  return musicTraits.flatMap(({ of, said }) => (same(of(was), of(now)) ? [] : [say(...said(was, now))]));
}

type MusicTrait = { of: (sound: AudioSegment) => unknown; said: (was: AudioSegment, now: AudioSegment) => [zh: string, en: string] };

const musicTraits: MusicTrait[] = [
  {
    of: (sound) => sound.vol,
    said: (was, now) =>
      now.vol === 0 ? ['配乐静音', 'music muted'] : [`配乐音量 ${was.vol}% → ${now.vol}%`, `music ${was.vol} % → ${now.vol} %`],
  },
  {
    of: (sound) => sound.duck ?? false,
    said: (_, now) => (now.duck ? ['说话时配乐自动变小', 'music ducks under speech'] : ['配乐不再自动变小', 'music no longer ducks']),
  },
  {
    of: (sound) => [sound.fadeIn ?? 0, sound.fadeOut ?? 0],
    said: (_, { fadeIn = 0, fadeOut = 0 }) => [
      `配乐淡入 ${seconds(fadeIn)} 秒、淡出 ${seconds(fadeOut)} 秒`,
      `music fades in ${seconds(fadeIn)} s, out ${seconds(fadeOut)} s`,
    ],
  },
  { of: (sound) => sound.s, said: (_, now) => [`配乐从第 ${seconds(now.s)} 秒开始`, `music starts at ${seconds(now.s)} s`] },
];

export function voiceChanges(before: EngineDraft, after: EngineDraft, say: Say): string[] {
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
