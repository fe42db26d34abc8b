import type { Edit, Words } from '../../edits/edit.ts';
import { captionsOf, textsOf, titlesOf } from '../../edits/tracks.ts';
import { readClauses } from '../clauses.ts';
import { firstOf } from '../first-of.ts';
import { readNumber } from '../numbers.ts';
import { scan } from '../scan.ts';
import { edits, type Outcome, type Scene, say } from '../scene.ts';
import { simplifyAll } from '../traditional.ts';

/** A correction read, and what stood before it and asks for something else. */
export type Corrected = { outcome: Outcome; before?: string; after?: string };

/** What a correction says: the wrong words, if named, and the right ones. */
type Correction = { from?: string; to: string };

const WORD = '[「『“"‘\']?([^「」『』“”"‘，。,;；\\n]+?)[」』”"’\']?';
const END = '\\s*(?:了|才对|啊|吧|哦|才是|行不行?|好不好|可以吗|好吗|行吗|by mistake)?\\s*(?:[，。,.;；!！]|$)';
const patterns: { pattern: RegExp; read: (match: RegExpExecArray) => Correction }[] = [
  {
    pattern: new RegExp(`(?:由|从)${WORD}(?:改成|改为|改做|改作|换成|变成)${WORD}${END}`),
    read: (m) => ({ from: m[1] ?? '', to: m[2] ?? '' }),
  },
  {
    pattern: /(?:^|[是，,\s])(\p{Script=Han}{2,6})的\p{Script=Han}[，,\s]*(?:而)?不是(\p{Script=Han}{2,6})的\p{Script=Han}/u,
    read: (m) => ({ to: m[1] ?? '', from: m[2] ?? '' }),
  },
  { pattern: new RegExp(`(?:应该)?是${WORD}[，,\\s]*(?:而)?不是${WORD}${END}`), read: (m) => ({ to: m[1] ?? '', from: m[2] ?? '' }) },
  { pattern: new RegExp(`不是${WORD}[，,\\s]*(?:而|应该)?是${WORD}${END}`), read: (m) => ({ from: m[1] ?? '', to: m[2] ?? '' }) },
  {
    pattern: new RegExp(
      `(?:把|将)(?:里面|里|中)?的?${WORD}(?:这?[两几一二三四]个字|这个词)?(?:改一下|换一下|改掉)?[，,\\s]*(?:改成|改为|换成|写成|更正为)${WORD}${END}`,
    ),
    read: (m) => ({ from: m[1] ?? '', to: m[2] ?? '' }),
  },
  {
    pattern: /\binstead(?: of)? ["“]([^"”]+)["”],? (?:put|write|use|show|say|have) ["“]([^"”]+)["”]/i,
    read: (m) => ({ from: m[1] ?? '', to: m[2] ?? '' }),
  },
  {
    pattern: /\b(?:put|write|use|show) ["“]([^"”]+)["”],? instead of ["“]([^"”]+)["”]/i,
    read: (m) => ({ to: m[1] ?? '', from: m[2] ?? '' }),
  },
  {
    pattern: /["“'‘]([^"”'’]+)["”'’] (?:should be|should say|to|with|into) ["“'‘]([^"”'’]+)["”'’]/i,
    read: (m) => ({ from: m[1] ?? '', to: m[2] ?? '' }),
  },
  {
    pattern: /[「『“"]([^」』”"]+)[」』”"][^「『“"]*?(?:改成|改为|换成|应该是|should be|to|with)\s*[「『“"]([^」』”"]+)[」』”"]/i,
    read: (m) => ({ from: m[1] ?? '', to: m[2] ?? '' }),
  },
  {
    pattern: new RegExp(`(?:^|的|里)${WORD}(?:是错的|写错了|打错了|错了|不对)[，,\\s]*(?:应该|应)?(?:是|改成|改为|写成)${WORD}${END}`),
    read: (m) => ({ from: m[1] ?? '', to: m[2] ?? '' }),
  },
  { pattern: new RegExp(`^\\s*${WORD}(?:改成|改为|换成|写成)${WORD}${END}`), read: (m) => ({ from: m[1] ?? '', to: m[2] ?? '' }) },
  {
    pattern: /(?:it )?(?:should be|should say|says?|is) ["“']?([^"”',]+?)["”']?,? not ["“']?([^"”',.]+?)["”']?\s*[.!]?$/i,
    read: (m) => ({ to: m[1] ?? '', from: m[2] ?? '' }),
  },
  {
    pattern:
      /(?:replace|change|fix) ["“']?([^"”']+?)["”']? (?:to|with|into) ["“']?([^"”']+?)["”']? in (?:the )?(?:captions?|subtitles?|subs|text|titles?)/i,
    read: (m) => ({ from: m[1] ?? '', to: m[2] ?? '' }),
  },
];

const nth =
  /第\s*([一二两三四五六七八九十\d]+)\s*(?:句|条|行|个字幕)|(?:caption|subtitle|line|cue|sub)\s*(\d+)|(\d+)(?:st|nd|rd|th)\s+(?:caption|subtitle|line|cue|sub)|(first|second|third|fourth|fifth) (?:caption|subtitle|line|cue|sub)/i;
const ordinals: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4, fifth: 5 };

/**
 * Corrections of what is written: 「第二句…是巴适不是巴士」, `"bus" should be "best" in the captions`. Read from the whole message, as the
 * words themselves may look like orders. Only where the film has words on it.
 */
export const readCorrection = (text: string, scene: Scene): Corrected | undefined =>
  textsOf(scene.draft).length === 0
    ? undefined
    : firstOf([titleAnew, eachLine, inserted, marked, replaced, rewritten, pointedAnew], text, scene);

/** `title should say Night Drive instead`. */
function titleAnew(text: string, { draft }: Scene): Corrected | undefined {
  const to =
    /^(?:the |my )?(?:title|heading|headline) (?:should|must|has to|needs to) (?:say|be|read) ["“']?([^"”',]+?)["”']?(?: instead)?(?: please)?[.!]?$/i.exec(
      text.trim(),
    )?.[1];
  const isStyle =
    to === undefined ||
    readClauses(to).some((clause) => clause.tokens.some(({ kind }) => ['colour', 'place', 'time', 'verb', 'bit'].includes(kind)));
  return isStyle || titlesOf(draft).length === 0 ? undefined : { outcome: edits({ type: 'correct_text', words: 'titles', to }) };
}

/** 「“下次再来”前面加个“欢迎”」: words put beside words that are there. */
function inserted(text: string, scene: Scene): Corrected | undefined {
  const said = /[「『“"]([^」』”"]+)[」』”"](?:的|这句)?(前|后)[面边]?(?:再)?加[上个]?[「『“"]([^」』”"]+)[」』”"]/.exec(text);
  const english = /\b(?:add|put|insert) [“"]([^”"]+)[”"] (before|after) [“"]([^”"]+)[”"]/i.exec(text);
  const [from, side, more] = said ? [said[1], said[2], said[3]] : [english?.[3], english?.[2], english?.[1]];
  if (from === undefined || more === undefined || !textsOf(scene.draft).some(({ tx }) => tx.includes(from))) return undefined;
  const gap = english ? ' ' : '';
  const to = side === '前' || side === 'before' ? `${more}${gap}${from}` : `${from}${gap}${more}`;
  return { outcome: edits({ type: 'correct_text', words: 'all', from, to }) };
}

const MARKS: Record<string, string> = { 感叹号: '！', 叹号: '！', 问号: '？', 句号: '。', 逗号: '，', 省略号: '……', 波浪号: '～' };

/** 「第三句后面加个感叹号」. */
function marked(text: string, { draft }: Scene): Corrected | undefined {
  const said =
    /第\s*([一二两三四五六七八九十\d]+)\s*[句条行](?:字幕)?(?:的)?(?:后面?|末尾|结尾|最后)加[上个一]*(感叹号|叹号|问号|句号|逗号|省略号|波浪号)/.exec(
      text,
    );
  const cue = captionsOf(draft)[(readNumber(said?.[1] ?? '') ?? 0) - 1];
  const mark = MARKS[said?.[2] ?? ''];
  return cue && mark ? { outcome: edits({ type: 'correct_text', words: [cue.id], to: `${cue.tx}${mark}` }) } : undefined;
}

/** Some words by others. */
function replaced(text: string, scene: Scene): Corrected | undefined {
  const texts = textsOf(scene.draft);
  for (const { pattern, read } of patterns) {
    const match = pattern.exec(text);
    if (!match) continue;
    const { from, to } = trimmed(read(match));
    const known = from === undefined || texts.some((segment) => segment.tx.includes(from));
    if (to === '' || from === '' || (!known && !mayBeWords({ from, to }, text))) continue;
    if (!known && isThing(simplifyAll(from ?? ''))) break;
    if (!known) return notFound(from ?? '', scene);
    const after = text.slice(match.index + match[0].length).trim();
    return {
      outcome: edits({ type: 'correct_text', words: wordsOf(text, scene, from), ...(from !== undefined && { from }), to }),
      ...(hasOrder.test(after) && { after }),
    };
  }
  return undefined;
}

/** Whether what is to be replaced may be words that only are not there, rather than words of an order. */
function mayBeWords({ from = '', to }: Correction, text: string): boolean {
  const isAboutWords = /字幕|标题|句|字|caption|subtitle|title|line|text|subs/i.test(text);
  return isAboutWords && !/第.{1,3}[句条行]|最后|标题|字幕/.test(from) && !isLook(to) && !isOrdinary(from);
}

const notFound = (from: string, scene: Scene): Corrected => ({
  outcome: {
    kind: 'answer',
    text: say(
      scene,
      `字幕和标题里没有找到「${from}」，没有改动。`,
      `I did not find “${from}” in the captions or titles, so nothing was changed.`,
    ),
  },
});

/** `line 2 should be “…”, and line 3 “…”`: several lines anew. */
function eachLine(text: string, { draft, clips }: Scene): Corrected | undefined {
  const tokens = readClauses(text, clips).flatMap((clause) => clause.tokens);
  const list = tokens.flatMap((token, i): Edit[] => {
    if (token.kind !== 'nth' || token.value !== 'cue') return [];
    const next = tokens.slice(i + 1).find(({ kind }) => kind === 'quote' || kind === 'nth');
    const cue = captionsOf(draft).at((token.n ?? 0) > 0 ? (token.n ?? 0) - 1 : (token.n ?? 0));
    return next?.kind === 'quote' && cue ? [{ type: 'correct_text', words: [cue.id], to: next.value }] : [];
  });
  return list.length > 1 ? { outcome: edits(...list) } : undefined;
}

/** 「改成 …」 said of words that were pointed at. */
function pointedAnew(text: string, { draft, reference }: Scene): Corrected | undefined {
  const pointed = textsOf(draft).find(({ id }) => id === reference?.id);
  const to = /^\s*(?:改成|改为|换成|写成|应该是|change (?:it )?to|should (?:say|be))\s*[:：]?\s*[「『“"‘]?(.+?)[」』”"’]?\s*$/i.exec(
    text,
  )?.[1];
  return pointed && to && !isLook(to) ? { outcome: edits({ type: 'correct_text', words: [pointed.id], to }) } : undefined;
}

/** A colour or a size is how words look, not what they say. */
const isLook = (to: string): boolean => /^(?:[红黄白绿蓝黑粉橙紫][色字]?的?|[大小粗高低](?:一?[点些]|号)?)$/.test(to);

const trimmed = ({ from, to }: Correction): Correction => ({
  to: to.trim().replace(/\s+(?:是?我?(?:打错|写错|弄错)|错别字|错字).*$/, ''),
  ...(from !== undefined && { from: stripLead(from.trim()) }),
});

/** The wrong words without what only points at them. */
const stripLead = (words: string): string => lead(words).replace(/[「」『』“”"']/g, '');
const lead = (words: string): string =>
  words.replace(
    /^(?:(?:字幕|标题)(?:里面?|中)?(?:的|那个|这个)?|那个|这个|第.{1,3}[句条行](?:字幕|话)?(?:里面?|中)?的?|话?里面?的|the word |里面?的?)\s*(?=.)/i,
    '',
  );

/** 「全部」, 「删掉」: words of an order, of which none can be words on the film. */
const isOrdinary = (words: string): boolean => scan(words).every(({ kind }) => kind !== 'unknown' && kind !== 'quote');

/** Words that name a thing to edit rather than words on the film: 「把音乐换成…」 is no correction. */
const isThing = (words: string): boolean =>
  /^[字文]+$|大小|长度|时长|粗细|描边|底色|底框|字色|位置|样式|动画|音乐|配乐|bgm|标题|字幕|声音|比例|画面|尺寸|背景|颜色|顺序|转场|滤镜|第.{1,3}段|music|title|caption|video|clip|it|this|color|font|横|竖|视频|速度|音量|字体|字号/i.test(
    words,
  );

/** Words before a rewritten line that are an order of their own. */
const hasOrder = /删|去掉|不要|加|改|大|小|delete|remove|add/i;

/** 「第二句改成……」: the whole line anew. */
function rewritten(text: string, scene: Scene): Corrected | undefined {
  return quotedAnew(text, scene) ?? lineAnew(text, scene);
}

/** 「第二句改成“…”，第三句不变」: what is in the quotes, and no more. */
function quotedAnew(text: string, scene: Scene): Corrected | undefined {
  const match =
    /(?:第\s*[一二两三四五六七八九十\d]+\s*|最后(?:那|这)?(?:一)?|倒数第[一二三])(?:句话|句|条|行)(?:字幕)?[^，,。“"「『]{0,6}?(?:[，,\s]*)(?:改成|改为|换成|写成|应该是|是)[:：\s]*[「『“"]([^」』”"]+)[」』”"]/.exec(
      text,
    );
  const english =
    /(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)) (?:caption|subtitle|line|sub)\b.{0,60}should (?:be|say|read) ["“]([^"”]+)["”]/i.exec(
      text,
    );
  const there = english && wordsOf(english[0], scene, undefined);
  if (english?.[1] && Array.isArray(there)) return { outcome: edits({ type: 'correct_text', words: there, to: english[1] }) };
  const words = match ? wordsOf(match[0], scene, undefined) : undefined;
  const [before, after] = [text.slice(0, match?.index).trim(), text.slice((match?.index ?? 0) + (match?.[0].length ?? 0)).trim()];
  if (!match?.[1] || !Array.isArray(words)) return undefined;
  const outcome = edits({ type: 'correct_text', words, to: match[1] });
  return { outcome, ...(hasOrder.test(before) && { before }), ...(hasOrder.test(after) && { after }) };
}

function lineAnew(text: string, scene: Scene): Corrected | undefined {
  const match =
    /(?:第\s*[一二两三四五六七八九十\d]+\s*|最后(?:那|这)?(?:一)?|倒数第[一二三])(?:句话|句|条|行)(?:字幕)?\s*(?:(?:有?错了|写错了|不对)[，,\s]*(?:应该)?是|(?:有?错了|写错了|不对)?[，,\s]*(?:改成|改为|换成|写成|应该是|是(?=\s)))[:：]?\s*[「『“"']?(.+?)[」』”"']?\s*$/.exec(
      text,
    ) ??
    /(?:(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)) (?:caption|subtitle|line|sub)|(?:caption|subtitle|line) \d+)[,;]? (?:it )?should (?:say|be|read) ["“']?(.+?)["”']?\s*$/i.exec(
      text,
    ) ??
    /(?:change|set|make) (?:caption|subtitle|line|cue) \d+ (?:to|say|read) ["“']?(.+?)["”']?\s*$/i.exec(text);
  const to = match?.[1]?.trim();
  if (!to || isLook(to)) return undefined;
  const words = wordsOf(match?.[0] ?? text, scene, undefined);
  if (!Array.isArray(words)) return undefined;
  const before = text.slice(0, match?.index).trim();
  return { outcome: edits({ type: 'correct_text', words, to }), ...(/[句条行]|字幕$/.test(before) && hasOrder.test(before) && { before }) };
}

/** The lines meant: by number, where that line has the words; else all that have them. */
function wordsOf(text: string, scene: Scene, from: string | undefined): Words {
  const match = nth.exec(text);
  const isLast = /最后(?:那|这)?(?:一)?[句条行]|last (?:caption|subtitle|line|sub)/i.test(text);
  const last = isLast ? captionsOf(scene.draft).at(-1) : undefined;
  if (last && (from === undefined || last.tx.includes(from))) return [last.id];
  const n = match && (ordinals[(match[4] ?? '').toLowerCase()] ?? readNumber(match[1] ?? match[2] ?? match[3] ?? ''));
  const cue = n ? captionsOf(scene.draft)[n - 1] : undefined;
  if (cue && (from === undefined || cue.tx.includes(from))) return [cue.id];
  const pointed = textsOf(scene.draft).find((segment) => segment.id === scene.reference?.id);
  if (pointed && (from === undefined || pointed.tx.includes(from))) return [pointed.id];
  return 'all';
}
