import type { TokenKind } from '../lexicon/row.ts';
import { isSilent, type Token } from '../token.ts';

/** Cuts the tokens where one order ends and the next begins. */
export function split(tokens: Token[]): Token[][] {
  const clauses: Token[][] = [];
  let open: Token[] = [];
  const close = (order: Token[]) => {
    if (order.some((token) => !isSilent(token))) clauses.push(order);
  };
  tokens.forEach((token, i) => {
    const cut = cutAt(token, open, tokens.slice(i + 1));
    if (cut) close(cut.order);
    open = cut ? cut.next : [...open, token];
  });
  close(open);
  return clauses;
}

/** An order that is complete, and the words the next one begins with. */
type Cut = { order: Token[]; next: Token[] };

function cutAt(token: Token, open: Token[], rest: Token[]): Cut | undefined {
  if (separates(token, open, rest)) return { order: open, next: [] };
  const isAfterComplaint =
    token.kind === 'thing' &&
    /^太/.test(open.findLast((other) => !isSilent(other))?.raw ?? '') &&
    open.some(({ kind }) => kind === 'thing');
  if (isAfterComplaint) return { order: open, next: [token] };
  if (token.kind === 'why') return { order: open, next: [token] };
  if (token.kind === 'other' && hasVerb(open) && (hasVerb(untilBreak(rest)) || isLeftAsIs(rest))) return { order: open, next: [token] };
  if (token.kind === 'and' && sharesAdd(open, rest))
    return { order: open, next: open.filter(({ kind, value }) => kind === 'neg' || (kind === 'verb' && value === 'add')) };
  if (token.kind !== 'verb' || nouns.has(token.value) || isDirection(open, token) || !isFull(open, token.value)) return undefined;
  const taken = leadOf(open);
  return { order: open.slice(0, open.length - taken.length), next: [...taken, token] };
}

/** 「其餘 normal speed」: the rest is only said to stay. */
const isLeftAsIs = (rest: Token[]): boolean =>
  /^\s*(?:的|都|全|部分|那些|地方|片段)*\s*(?:正常|原速|不变|照旧|保持|normal|as (?:is|they are)|the same|unchanged)/i.test(
    untilBreak(rest)
      .map(({ raw }) => raw)
      .join(''),
  );

/** Whether a word only stands between two orders. */
function separates(token: Token, open: Token[], rest: Token[]): boolean {
  if (token.kind === 'stop' || token.kind === 'conj') return true;
  if (token.kind === 'only') return isForbidding(open) && hasVerb(untilBreak(rest));
  if (token.kind === 'and') return opensOrder(open, rest);
  return token.kind === 'space' && breaksAtSpace(open, rest);
}

/** `don't cut anything just add a title`: what is not to be done ends where what is to be done begins. */
const isForbidding = (open: Token[]): boolean => open.some(({ kind }) => kind === 'neg') && hasVerb(open);

const untilStop = (tokens: Token[]): Token[] => {
  const end = tokens.findIndex((token) => token.kind === 'stop' || token.kind === 'conj');
  return end === -1 ? tokens : tokens.slice(0, end);
};

/** Up to the next stop, or a space between Chinese words. */
function untilBreak(tokens: Token[]): Token[] {
  const list = untilStop(tokens);
  const end = list.findIndex((token, i) => token.kind === 'space' && isHan(list[i - 1]?.raw.at(-1)) && isHan(list[i + 1]?.raw.charAt(0)));
  return end === -1 ? list : list.slice(0, end);
}

export const hasVerb = (tokens: Token[]) => tokens.some((token) => token.kind === 'verb');

/** After `and`: the left is an order, and the right is one of its own. */
function opensOrder(open: Token[], rest: Token[]): boolean {
  const right = untilBreak(rest).filter((token) => !isSilent(token));
  const first = right[0];
  if (first?.kind === 'neg' && open.some((token) => token.kind === 'neg')) return true;
  const isTerse = open.some((token) => ['double', 'times', 'look', 'ratio'].includes(token.kind)) && first?.kind === 'verb';
  if (isTerse) return true;
  const isThingAlone = !hasVerb(open) && open.some(({ kind, value }) => kind === 'thing' && added.includes(value));
  const isOwnOrder =
    first?.kind === 'verb' && right.slice(1).some(({ kind }) => ['thing', 'time', 'range', 'nth', 'clip-name', 'quote'].includes(kind));
  if (isThingAlone && isOwnOrder && !right.slice(1).some(({ kind, value }) => kind === 'thing' && added.includes(value))) return true;
  if (!hasVerb(open) || !first) return false;
  if (first.kind === 'verb' || first.kind === 'neg' || first.kind === 'only') return true;
  const verb = right.findIndex((token) => token.kind === 'verb');
  const joined = right.findIndex((token) => token.kind === 'and');
  return verb > 0 && (joined === -1 || verb < joined) && ['place', 'thing', 'nth', 'quote'].includes(first.kind);
}

const added = ['caption', 'title', 'music', 'transition', 'logo'];

/** `add captions and lofi music`: two things to add, each with its own words. */
function sharesAdd(open: Token[], rest: Token[]): boolean {
  const things = (tokens: Token[]) =>
    tokens.filter((token) => token.kind === 'thing' && added.includes(token.value)).map((token) => token.value);
  const left = things(open);
  const right = things(untilBreak(rest));
  const fades = open.some((token) => token.kind === 'verb' && token.value.startsWith('fade'));
  const adds = open.some((token) => token.kind === 'verb' && token.value === 'add');
  return (
    adds && right.length > 0 && (left.length > 0 || fades) && right.every((thing) => !left.includes(thing)) && !hasVerb(untilBreak(rest))
  );
}

/** A space is a comma between Chinese words; between Chinese and letters only when orders stand on both sides. */
function breaksAtSpace(open: Token[], rest: Token[]): boolean {
  const left = open.at(-1);
  const right = rest[0];
  if (!left || !right || joinsWords(open, rest)) return false;
  if (opensRefusal(open, rest) || opensStretch(open, rest) || isLengthOfFilm(open, rest)) return true;
  const isLeftHan = isHan(left.raw.at(-1));
  const isRightHan = isHan(right.raw.charAt(0));
  if (isLeftHan && isRightHan) return true;
  if (!isLeftHan && !isRightHan) return false;
  if (isRightHan && opensFigure(open, untilBreak(rest))) return true;
  const isMeasured = open.some((token) => ['percent', 'times'].includes(token.kind)) && open.some((token) => token.kind === 'thing');
  if (isMeasured && right.kind === 'verb' && isRightHan) return true;
  const next = untilStop(rest);
  const nextSpace = next.findIndex((token, i) => i > 0 && token.kind === 'space');
  const namesClip = right.kind === 'clip-name' || (right.kind === 'thing' && right.value === 'clip');
  if (hasVerb(open) && namesClip && hasVerb(untilBreak(rest))) return true;
  return hasVerb(open) && hasVerb(nextSpace === -1 ? next : next.slice(0, Math.max(nextSpace, 3)));
}

/** 「0 到 10 秒 2 倍速 10 到 20 秒正常」: behind a figure for one stretch another stretch begins. */
const opensStretch = (open: Token[], rest: Token[]): boolean => {
  const last = open.at(-1);
  const isPaced =
    (last?.kind === 'times' || /(?:正常|原速|不变)$/.test(last?.raw ?? '')) && open.some(({ kind }) => kind === 'range' || kind === 'time');
  return isPaced && (rest[0]?.kind === 'range' || rest[0]?.kind === 'time' || rest[0]?.kind === 'head');
};

/** 「竖屏 15s bgm 要燃」: a length said with the shape, and then something else. */
const isLengthOfFilm = (open: Token[], rest: Token[]): boolean =>
  open.at(-1)?.kind === 'time' &&
  open.some(({ kind }) => kind === 'ratio') &&
  rest[0]?.kind === 'thing' &&
  ['music', 'caption', 'title'].includes(rest[0].value);

/** A no behind an order that is complete, or behind words for the screen, is about something else. */
function opensRefusal(open: Token[], rest: Token[]): boolean {
  if (open.at(-1)?.kind === 'quote') return namesOther(rest) || untilBreak(rest).some(({ kind }) => kind === 'neg');
  return rest[0]?.kind === 'neg' && hasVerb(open) && isHan(rest[0].raw.charAt(0));
}

/** Something that is not words for the screen, behind such words. */
const namesOther = (rest: Token[]): boolean =>
  untilBreak(rest).some(({ kind, value }) => kind === 'thing' && ['music', 'caption', 'transition'].includes(value));

/** Words for the screen stay with what is said of them. */
function joinsWords(open: Token[], rest: Token[]): boolean {
  if (rest[0]?.kind === 'and' || open.at(-1)?.kind === 'and') return true;
  const isBefore = rest[0]?.kind === 'quote';
  const isBehind = open.at(-1)?.kind === 'quote' && !namesOther(rest) && !hasVerb(rest) && !rest.some(({ kind }) => kind === 'neg');
  return isBefore || isBehind || namesItsWords(open, rest);
}

/** 「加个标题 叫 早安」: the words stand right behind their noun. */
const namesItsWords = (open: Token[], rest: Token[]): boolean =>
  rest.find((token) => !isSilent(token) && token.kind !== 'mark')?.kind === 'quote' &&
  open.some(({ kind, value }) => kind === 'thing' && value === 'title') &&
  !open.some(({ kind }) => kind === 'quote');

/** 「原声 40% 音乐 60%」: another thing with another figure of the same kind. */
function opensFigure(open: Token[], next: Token[]): boolean {
  const figure = open.at(-1)?.kind ?? 'unknown';
  const isNamed = (tokens: Token[]) => tokens.some(({ kind }) => kind === 'thing' || kind === 'nth');
  const isMeasured = ['percent', 'times', 'time', 'range', 'number'].includes(figure);
  const thing = next.slice(0, 2).find(({ kind }) => kind === 'thing')?.value;
  const isOther = thing !== undefined && ['title', 'caption', 'music'].includes(thing) && !open.some(({ value }) => value === thing);
  return (
    isMeasured && isNamed(open) && isNamed(next.slice(0, 2)) && (next.some(({ kind }) => kind === figure) || (isOther && figure !== 'time'))
  );
}

/** Whether an order is complete, so that another verb begins a new one. */
function isFull(open: Token[], upcoming: string): boolean {
  const verb = open.findIndex((token) => token.kind === 'verb');
  if (verb === -1) return false;
  const last = open.filter((token) => !isSilent(token)).at(-1);
  if (
    !last ||
    (last.kind === 'verb' && !(isDone(last) && opening.has(upcoming))) ||
    last.kind === 'neg' ||
    last.kind === 'only' ||
    last.kind === 'to' ||
    last.kind === 'from'
  )
    return false;
  return (
    open.slice(verb + 1).some((token) => objects.has(token.kind)) ||
    (isDone(last) && open.some((token) => token.kind === 'thing') && opening.has(upcoming))
  );
}

/** Verbs behind their object, after which another order may follow at once: 「原声关掉只要音乐」. */
const isDone = ({ kind, value }: Token): boolean =>
  kind === 'verb' && ['delete', 'mute', 'trim', 'faster', 'slower', 'reverse'].includes(value);
const opening = new Set(['add', 'keep', 'delete', 'mute', 'trim']);

/** `by 0.5 s later`, `turn the volume down a bit`: the direction of a move. */
function isDirection(open: Token[], { value, raw }: Token): boolean {
  if (/^(?:off|out|gone)$/i.test(raw)) return true;
  if (comparatives.has(value) && open.some((token) => /^make/i.test(token.raw))) return true;
  if (value === 'later' || value === 'earlier') return open.findLast((token) => !isSilent(token))?.kind === 'time';
  return (value === 'higher' || value === 'lower') && open.some((token) => /^(turn|move|bring|push|shift|put|slow|speed)/i.test(token.raw));
}

/** `make my voice louder`: how it shall be made, not another order. */
const comparatives = new Set([
  'louder',
  'quieter',
  'bigger',
  'smaller',
  'faster',
  'slower',
  'shorter',
  'longer',
  'brighter',
  'darker',
  'warmer',
  'cooler',
]);

/** Verbs that often stand as the thing that is made. */
const nouns = new Set(['slideshow', 'highlight', 'animate', 'last']);

const objects = new Set<TokenKind>([
  'thing',
  'time',
  'range',
  'quote',
  'percent',
  'times',
  'ratio',
  'nth',
  'mood',
  'look',
  'bit',
  'count',
  'colour',
  'clip-name',
  'place',
  'style',
  'anim',
]);

/** Where the next order is placed stands before its verb: `…标题 | 结尾加…`. */
function leadOf(open: Token[]): Token[] {
  const lead: Token[] = [];
  for (const token of [...open].reverse()) {
    const isApiece = token.kind === 'count' && token.value === 'photo' && token.n === 1;
    if (!isApiece && !['place', 'fill', 'space', 'this', 'nth', 'all', 'neg', 'other'].includes(token.kind)) break;
    lead.unshift(token);
  }
  const rest = open.slice(0, open.length - lead.length);
  return rest.some((token) => objects.has(token.kind) && token.kind !== 'place') ? lead : [];
}

const isHan = (c: string | undefined) => c !== undefined && /[\p{Script=Han}]/u.test(c);
