import type { Token } from './token.ts';

const digits: Record<string, number> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 俩: 2, 仨: 3, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const english: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  couple: 2,
  'couple of': 2,
  'a couple': 2,
  'a couple of': 2,
  'twenty five': 25,
  'twenty-five': 25,
  thirty: 30,
  forty: 40,
  'forty five': 45,
  'forty-five': 45,
  fifty: 50,
  sixty: 60,
  ninety: 90,
};
const ordinals: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
};

const EN_NUMBER = Object.keys(english)
  .sort((a, b) => b.length - a.length)
  .map((word) => `${word}(?![a-z])`)
  .join('|');
const CN = '[零〇一二两俩仨三四五六七八九十百廿卅]';
const NUM = `(?:\\d+(?:\\.\\d+)?|${CN}+(?:点[零一二三四五六七八九]+)?)`;
const ANY = `(?:${NUM}|${EN_NUMBER})`;
const SECOND = '(?:秒钟|秒|妙|seconds|second|secs|sec|secounds|secnds|s(?![a-z]))';
const MINUTE = '(?:分钟|分(?![割开段成离辨]|之)|minutes|minute|mins|min|m(?![a-z]))';
const CLOCK = '\\d{1,2}:\\d{2}(?::\\d{2})?(?:\\.\\d+)?';
const TIME = `(?:${CLOCK}|半个?小时|(?:half a|half) ?minute|half a second|a minute and a half|半分钟?|半秒|${ANY} ?个?半? ?小时|${ANY} ?分钟?半|${ANY}[ -]?${MINUTE}(?: ?${ANY} ?${SECOND}| ?${NUM}(?![\\d段个张倍%.]))?|${ANY} ?秒半|${ANY}[ -]?${SECOND}|${NUM} ?(?:ms|毫秒))`;
const DASH = '(?: ?(?:-|~|–|—|到|至|to|and|through|until) ?(?:第 ?|the )?)';

/** A number in digits, Chinese numerals or English words; `undefined` when it is none. */
export function readNumber(text: string): number | undefined {
  const word = text.trim();
  if (/^\d+(\.\d+)?$/.test(word)) return Number(word);
  if (english[word] !== undefined) return english[word];
  const [whole = '', part] = word.split('点');
  const total = readNumerals(whole);
  const decimals = part === undefined ? 0 : Number(`0.${[...part].map((c) => digits[c] ?? 0).join('')}`);
  return total === undefined ? undefined : total + decimals;
}

/** A whole number in Chinese numerals. */
function readNumerals(whole: string): number | undefined {
  let total = 0;
  let last = 0;
  for (const c of whole) {
    const digit = digits[c];
    if (digit !== undefined) last = last > 0 && !/[十百]/.test(whole) ? last * 10 + digit : digit;
    else if (c === '廿' || c === '卅') total += c === '廿' ? 20 : 30;
    else if (c === '十') [total, last] = [total + (last || 1) * 10, 0];
    else if (c === '百') [total, last] = [total + (last || 1) * 100, 0];
    else return undefined;
  }
  return total + last;
}

/** Length of a written time, ms. */
export function readTime(text: string): number {
  const word = text.trim();
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(\.\d+)?$/.exec(word);
  if (clock) {
    const [, a = '0', b = '0', c, fraction = '0'] = clock;
    const seconds = c === undefined ? Number(a) * 60 + Number(b) : Number(a) * 3_600 + Number(b) * 60 + Number(c);
    return Math.round((seconds + Number(fraction)) * 1_000);
  }
  if (/^半个?小时$/.test(word)) return 1_800_000;
  if (/^(半分钟?|half a ?minute|half minute)$/.test(word)) return 30_000;
  if (/^(半秒|half a second)$/.test(word)) return 500;
  if (word === 'a minute and a half') return 90_000;
  const read = (number: string | undefined) => (number === undefined ? 0 : (readNumber(number) ?? 0));
  const hours = new RegExp(`^(${ANY}) ?个?(半)? ?小时$`).exec(word);
  if (hours) return (read(hours[1]) + (hours[2] ? 0.5 : 0)) * 3_600_000;
  const small = new RegExp(`^(${NUM}) ?(?:ms|毫秒)$`).exec(word);
  if (small) return Math.round(read(small[1]));
  const minutes = new RegExp(`^(${ANY})[ -]?${MINUTE}(半)?(?: ?(${ANY}) ?${SECOND}?)?$`).exec(word);
  if (minutes) return Math.round((read(minutes[1]) * 60 + (minutes[2] ? 30 : 0) + read(minutes[3])) * 1_000);
  const seconds = new RegExp(`^(${ANY})[ -]?(?:秒(半)|${SECOND})$`).exec(word);
  return seconds ? Math.round((read(seconds[1]) + (seconds[2] ? 0.5 : 0)) * 1_000) : 0;
}

type Reader = { pattern: RegExp; read: (match: RegExpExecArray) => Pick<Token, 'kind' | 'value' | 'n' | 'm'> | undefined };
const sticky = (source: string) => new RegExp(source, 'y');
const number = (text: string | undefined) => readNumber(text ?? '') ?? 0;

const RATIOS = /^(9:16|16:9|1:1|3:4|4:3|2:3|3:2|4:5|21:9|2\.35:1)$/;

/** `10-20` without a unit is of seconds where a message cuts or changes the pace. */
const TIMED = /cut|trim|keep|except|delete|remove|slow|speed up|剪|删|留|只要|不要|去掉|截|慢放|慢动作|快进/i;
const readBareRange = (match: RegExpExecArray): ReturnType<Reader['read']> => {
  const [from, to] = [Number(match[1]) * 1_000, Number(match[2]) * 1_000];
  const isOfSound = /(?:音量|声音?|亮度|volume|brightness)[^，,。;；]{0,12}$/i.test(match.input.slice(0, match.index));
  return from < to && TIMED.test(match.input) && !isOfSound ? { kind: 'range', value: '', n: from, m: to } : undefined;
};

/** In order: what is tried first wins. */
const readers: Reader[] = [
  { pattern: sticky('(\\d{3,4}) ?[x×*] ?(\\d{3,4})'), read: (m) => ({ kind: 'size', value: '', n: Number(m[1]), m: Number(m[2]) }) },
  {
    pattern: sticky('(\\d+(?:\\.\\d+)?) ?(?::|比|by|/) ?(\\d+)(?![\\d:x倍])'),
    read: (m) => {
      const value = `${m[1]}:${m[2]}`;
      return RATIOS.test(value) ? { kind: 'ratio', value } : undefined;
    },
  },
  { pattern: sticky('(九|十六|三|四|一)比(九|十六|三|四|一)'), read: (m) => ({ kind: 'ratio', value: `${number(m[1])}:${number(m[2])}` }) },
  {
    pattern: sticky(`第? ?(${TIME})(?:处|的时候|的地方)?${DASH}(${TIME})`),
    read: (m) => ({ kind: 'range', value: '', n: readTime(m[1] ?? ''), m: readTime(m[2] ?? '') }),
  },
  {
    pattern: sticky(`第? ?(${ANY})${DASH}(${ANY}[ -]?(?:${SECOND}|${MINUTE}))`),
    read: (m) => {
      const end = m[2] ?? '';
      const unit = new RegExp(`${MINUTE}$`).test(end) ? 60_000 : 1_000;
      return { kind: 'range', value: '', n: Math.round(number(m[1]) * unit), m: readTime(end) };
    },
  },
  {
    pattern: sticky(`(${ANY} ?(?:${SECOND}|${MINUTE}))${DASH}(${NUM})(?![\\d段个张倍%.x])`),
    read: (m) => {
      const start = m[1] ?? '';
      const unit = new RegExp(`${MINUTE}$`).test(start) ? 60_000 : 1_000;
      return { kind: 'range', value: '', n: readTime(start), m: Math.round(number(m[2]) * unit) };
    },
  },
  {
    pattern: sticky(
      '(?<![\\d:.])(\\d{1,3})(?: ?[-–~到至] ?| to )(\\d{1,3})(?![\\d:.]| ?(?:clips?|seg|photo|[段张个%x岁月号日年句条行班级点]))',
    ),
    read: readBareRange,
  },
  {
    pattern: sticky(`(?:seconds?|secs?) (${NUM})${DASH}(?:seconds? |secs? )?(${NUM})`),
    read: (m) => ({ kind: 'range', value: '', n: Math.round(number(m[1]) * 1_000), m: Math.round(number(m[2]) * 1_000) }),
  },
  {
    pattern: sticky(`(?:second|sec) (\\d+(?:\\.\\d+)?)(?![\\d:.]* ?(?:clip|caption|photo|s(?![a-z])|sec|x))`),
    read: (m) => ({ kind: 'time', value: 'at', n: number(m[1]) * 1_000 }),
  },
  {
    pattern: sticky('(\\d+)(?:st|nd|rd|th) sec(?:ond)?(?![a-z])(?! (?:clip|caption|photo|video))'),
    read: (m) => ({ kind: 'time', value: 'at', n: Number(m[1]) * 1_000 }),
  },
  {
    pattern: sticky(`第 ?(${TIME})(?:处|的时候|的地方|那里|那儿|这里)?`),
    read: (m) => ({ kind: 'time', value: 'at', n: readTime(m[1] ?? '') }),
  },
  { pattern: sticky(`(${TIME})(?:处|的时候|的地方|那里|那儿)`), read: (m) => ({ kind: 'time', value: 'at', n: readTime(m[1] ?? '') }) },
  {
    pattern: sticky(`(${NUM})(?= off (?:the )?(?:back|end|front|start|beginning))`),
    read: (m) => ({ kind: 'time', value: '', n: number(m[1]) * 1_000 }),
  },
  { pattern: sticky('couple(?: of)? (?:seconds|secs|s)(?![a-z])'), read: () => ({ kind: 'time', value: '', n: 2_000 }) },
  {
    pattern: sticky(`(${ANY})(?= (?:last|final|first) (?:seconds|secs))`),
    read: (m) => ({ kind: 'time', value: '', n: number(m[1]) * 1_000 }),
  },
  { pattern: sticky(TIME), read: (m) => ({ kind: 'time', value: '', n: readTime(m[0]) }) },
  {
    pattern: sticky(`(?:(${ANY}) ?(?:%|percent|per cent|pct)|百分之(${NUM}|百))`),
    read: (m) => ({ kind: 'percent', value: '', n: m[2] === '百' ? 100 : number(m[1] ?? m[2]) }),
  },
  {
    pattern: sticky(`(${CN}|\\d)分之(${CN}|\\d)`),
    read: (m) => ({ kind: 'half', value: '', n: number(m[2]) / Math.max(1, number(m[1])) }),
  },
  {
    pattern: sticky('(?<=(?:first|last|final|one|a) )(third|quarter)(?! (?:clip|one|photo|caption|segment|video))'),
    read: (m) => ({ kind: 'half', value: '', n: m[1] === 'third' ? 1 / 3 : 0.25 }),
  },
  { pattern: sticky('([一二两三四五六七八九])成(?![本功都为长一])'), read: (m) => ({ kind: 'percent', value: '', n: number(m[1]) * 10 }) },
  {
    pattern: sticky(`(${NUM}) ?(?:个百分点|百分点|个点(?!儿?[大小亮暗高低快慢]))`),
    read: (m) => ({ kind: 'percent', value: 'points', n: number(m[1]) }),
  },
  {
    pattern: sticky(
      `(${NUM}) ?(?:倍速度|倍速|倍|x(?![a-z0-9])|times (?:faster|slower|the speed|speed|as fast)|times(?= (?:louder|quieter|bigger|smaller|larger|as (?:loud|big|large))))`,
    ),
    read: (m) => ({ kind: 'times', value: '', n: number(m[1]) }),
  },
  { pattern: sticky('x ?(\\d+(?:\\.\\d+)?)(?![a-z])'), read: (m) => ({ kind: 'times', value: '', n: Number(m[1]) }) },
  { pattern: sticky(`(${NUM}) ?(?:度|°|degrees|degree|deg)`), read: (m) => ({ kind: 'angle', value: '', n: number(m[1]) }) },
  { pattern: sticky(`倒数第(${CN}+|\\d+) ?(?:个片段|段|个|条|张|句)?`), read: (m) => ({ kind: 'nth', value: '', n: -number(m[1]) }) },
  {
    pattern: sticky(
      `第 ?(${CN}+|\\d+) ?(个片段|个视频|条片子|条片|条视频|条素材|张照片|张图片|张图|条字幕|句字幕|句话|行字幕|段|个|条|张|句|行|首|版)?`,
    ),
    read: (m) => ({ kind: 'nth', value: unitOf(m[2] ?? ''), n: number(m[1]) }),
  },
  {
    pattern: sticky('(?:one before (?:the )?last|second(?:[ -]to[ -])? ?last|next[ -]to[ -]last|penultimate)(?![a-z])'),
    read: () => ({ kind: 'nth', value: 'clip', n: -2 }),
  },
  { pattern: sticky('(\\d+)(?:st|nd|rd|th)(?![a-z])'), read: (m) => ({ kind: 'nth', value: '', n: Number(m[1]) }) },
  {
    pattern: sticky(
      '(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?![a-z])(?! ?(?:\\d|few|couple|half|one second|two|three|four|five|ten|part))',
    ),
    read: (m) => ({ kind: 'nth', value: '', n: ordinals[m[1] ?? ''] ?? 1 }),
  },
  { pattern: sticky(`(${NUM}) ?(?:号|#)(?:片段|视频|素材)?`), read: (m) => ({ kind: 'nth', value: 'clip', n: number(m[1]) }) },
  {
    pattern: sticky('(?:number|no\\.|nr\\.?) ?(\\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?![a-z\\d.:%])'),
    read: (m) => ({ kind: 'nth', value: 'clip', n: number(m[1]) }),
  },
  { pattern: sticky('# ?(\\d+)'), read: (m) => ({ kind: 'nth', value: '', n: Number(m[1]) }) },
  { pattern: sticky(`(${ANY}) ?(遍|次|回|times(?! (?:faster|slower)))`), read: (m) => ({ kind: 'count', value: 'time', n: number(m[1]) }) },
  {
    pattern: sticky('(?<=(?:first|last) )(two|three|four|five)(?![a-z])(?! (?:sec|min|s\\b|hundred))'),
    read: (m) => ({ kind: 'count', value: '', n: number(m[1]) }),
  },
  { pattern: sticky('twice(?![a-z])'), read: () => ({ kind: 'count', value: 'time', n: 2 }) },
  {
    pattern: sticky(
      `(${ANY}) ?(段视频|条片子|条片|条视频|条素材|个视频|个片段|个素材|个文件|段素材|段|clips|clip|videos|segments|shots|files|parts)`,
    ),
    read: (m) => ({ kind: 'count', value: 'clip', n: number(m[1]) }),
  },
  {
    pattern: sticky(`(${ANY}) ?(张照片|张图片|张图|张|photos|pictures|images|pics)`),
    read: (m) => ({ kind: 'count', value: 'photo', n: number(m[1]) }),
  },
  {
    pattern: sticky(`(${ANY}) ?(句字幕|条字幕|句话|句|条(?!片)|行|lines|captions|subtitles)`),
    read: (m) => ({ kind: 'count', value: 'cue', n: number(m[1]) }),
  },
  { pattern: sticky(`(${CN}+|\\d+) ?个`), read: (m) => ({ kind: 'count', value: '', n: number(m[1]) }) },
  {
    pattern: sticky(
      '(?<=[到成至为])([二三四五六七八九]?十[一二三四五六七八九]?)(?![秒妙分段个张倍成%度条句一二三四五六七八九十字点月天年])',
    ),
    read: (m) => ({ kind: 'number', value: '', n: number(m[1]) }),
  },
  { pattern: sticky('\\d+(?:\\.\\d+)?'), read: (m) => ({ kind: 'number', value: '', n: Number(m[0]) }) },
];

function unitOf(classifier: string): string {
  if (/片|视频|素材/.test(classifier) && !classifier.includes('照')) return 'clip';
  if (/句|条|行/.test(classifier)) return 'cue';
  if (classifier === '版') return 'version';
  return classifier.includes('张') ? 'photo' : classifier === '' ? '' : 'clip';
}

/** The number, time, ratio or ordinal that stands at `at`; the longest kind that fits is tried first. */
export function readQuantity(text: string, at: number): Omit<Token, 'raw'> | undefined {
  if (!/[\d零〇一二两俩仨三四五六七八九十百廿卅半第倒x#a-z]/.test(text.charAt(at))) return undefined;
  if (/[a-z]/.test(text.charAt(at)) && /[a-z]/.test(text.charAt(at - 1))) return undefined;
  for (const { pattern, read } of readers) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const found = match && read(match);
    const isCounting =
      found?.kind === 'range' &&
      /^\d/.test(match?.[0] ?? '') &&
      /(?:clips?|segments?|parts?|scenes?|shots?|videos?|photos?|片段|素材) ?$/.test(text.slice(Math.max(0, at - 10), at));
    if (isCounting) continue;
    if (match && found) return { ...found, start: at, end: at + match[0].length };
  }
  return undefined;
}

/** A number word that stands alone (`clip two`, `第二和三`). */
export function readBareNumber(text: string): number | undefined {
  return new RegExp(`^(?:${CN}+|\\d+|one|two|three|four|five|six|seven|eight|nine|ten)$`).test(text) ? readNumber(text) : undefined;
}
