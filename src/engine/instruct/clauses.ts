import type { ClipFacts } from '../draft.ts';
import type { TokenKind } from './lexicon/row.ts';
import { normalise } from './normalise.ts';
import { readBareNumber } from './numbers.ts';
import { markPayloads } from './payload.ts';
import { scan } from './scan.ts';
import type { Clause, Token } from './token.ts';

/** Reads an instruction as the things it asks for, in the order they stand. */
export function readClauses(text: string, clips: ClipFacts[] = []): Clause[] {
  const tokens = joinWith(countOff(sequence(markPayloads(scan(text, clips), text), text)));
  return gather(split(tokens))
    .map(endInNo)
    .map((list) => ({ tokens: list, text: text.slice(list[0]?.start ?? 0, list.at(-1)?.end ?? 0) }));
}

/** After `先 … 再 …` a `最后` is the last step, not the end of the film. */
function sequence(tokens: Token[], text: string): Token[] {
  if (!/先.*(再|然后|接着)/.test(text)) return tokens;
  return tokens.map((token, i) => {
    const before = tokens.slice(0, i).findLast((other) => other.kind !== 'space');
    return token.raw === '最后' && before?.kind === 'stop' ? { ...token, kind: 'conj', value: '' } : token;
  });
}

/** `… with warm music` is an order of its own; any other `with` only describes. */
const joinWith = (tokens: Token[]): Token[] =>
  tokens.map((token, i) => {
    if (token.raw.toLowerCase() !== 'with') return token;
    const next = tokens.slice(i + 1).find((other) => !isSilent(other));
    const opens = next?.kind === 'mood' || (next?.kind === 'thing' && ['music', 'caption', 'transition'].includes(next.value));
    return opens ? { ...token, kind: 'conj', value: '' } : token;
  });

/** A refusal at the end is an order to delete: 「开头三秒不要」. */
function endInNo(tokens: Token[]): Token[] {
  const last = tokens.findLastIndex((token) => !isSilent(token));
  const token = tokens[last];
  if (token?.kind !== 'neg' || tokens.some((other) => other.kind === 'verb' && other.value !== 'later' && other.value !== 'earlier'))
    return tokens;
  return tokens.with(last, { ...token, kind: 'verb', value: 'delete' });
}

const isSilent = (token: Token) => token.kind === 'space' || token.kind === 'fill';
const isHan = (c: string | undefined) => c !== undefined && /[\p{Script=Han}]/u.test(c);

/** `clip 2 and 3`, `第二和第三段`: numbers that count clips become ordinals, and ordinals without a noun take the next one's. */
function countOff(tokens: Token[]): Token[] {
  const result: Token[] = [];
  for (const token of tokens) result.push(asOrdinal(token, result) ?? asPart(token, { before: result, tokens }));
  return result;
}

/** A number behind a noun for clips, or in a list of ordinals. */
function asOrdinal(token: Token, result: Token[]): Token | undefined {
  const before = result.filter((other) => !isSilent(other));
  const last = before.at(-1);
  const isInList = last?.kind === 'and' || last?.kind === 'to';
  const head = isInList ? before.at(-2) : last;
  if (isInList && head?.kind === 'nth' && token.kind === 'count') return { ...token, kind: 'nth' };
  const n = token.kind === 'number' ? token.n : readBareNumber(normalise(token.raw));
  if (n === undefined || !['number', 'unknown', 'count'].includes(token.kind)) return undefined;
  if (isInList) return head?.kind === 'nth' ? { ...token, kind: 'nth', value: head.value, n } : undefined;
  const isNamed = head?.kind === 'thing' && ['clip', 'photo', 'caption', 'cue', 'video'].includes(head.value);
  return isNamed ? { ...token, kind: 'nth', value: unitOf(head.value), n } : undefined;
}

/** `去字幕` deletes while `去` alone only goes; `a 30-second cut` is a thing. */
function asPart(token: Token, { before, tokens }: { before: Token[]; tokens: Token[] }): Token {
  if (token.raw === '头' && ['time', 'count'].includes(next(tokens, token)?.kind ?? '')) return { ...token, kind: 'head', value: '' };
  if (token.raw === '去' && ['thing', 'time', 'head', 'tail', 'place'].includes(next(tokens, token)?.kind ?? ''))
    return { ...token, kind: 'verb', value: 'delete' };
  if (token.raw === '上' && next(tokens, token)?.kind === 'thing') return { ...token, kind: 'verb', value: 'add' };
  const isNoun =
    token.kind === 'verb' && token.raw.toLowerCase() === 'cut' && before.findLast((other) => !isSilent(other))?.kind === 'time';
  return isNoun ? { ...token, kind: 'fill', value: '' } : token;
}

const next = (tokens: Token[], token: Token): Token | undefined =>
  tokens.slice(tokens.indexOf(token) + 1).find((other) => !isSilent(other));

const unitOf = (thing: string): string => (thing === 'caption' || thing === 'cue' ? 'cue' : thing === 'photo' ? 'photo' : 'clip');

/** Cuts the tokens where one order ends and the next begins. */
function split(tokens: Token[]): Token[][] {
  const clauses: Token[][] = [];
  let open: Token[] = [];
  const close = () => {
    if (open.some((token) => !isSilent(token))) clauses.push(open);
    open = [];
  };
  tokens.forEach((token, i) => {
    const rest = tokens.slice(i + 1);
    if (token.kind === 'stop' || token.kind === 'conj') close();
    else if (token.kind === 'and' && opensOrder(open, rest)) close();
    else if (token.kind === 'and' && sharesAdd(open, rest)) {
      const shared = open.filter((other) => other.kind === 'neg' || (other.kind === 'verb' && other.value === 'add'));
      close();
      open = shared;
    } else if (token.kind === 'space' && breaksAtSpace(open, rest)) close();
    else if (token.kind === 'verb' && !nouns.has(token.value) && !isDirection(open, token) && isFull(open, token.value)) {
      const taken = leadOf(open);
      open = open.slice(0, open.length - taken.length);
      close();
      open = [...taken, token];
    } else open.push(token);
  });
  close();
  return clauses;
}

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

const hasVerb = (tokens: Token[]) => tokens.some((token) => token.kind === 'verb');

/** After `and`: the left is an order, and the right is one of its own. */
function opensOrder(open: Token[], rest: Token[]): boolean {
  const right = untilBreak(rest).filter((token) => !isSilent(token));
  const first = right[0];
  if (first?.kind === 'neg' && open.some((token) => token.kind === 'neg')) return true;
  const isTerse = open.some((token) => ['double', 'times', 'look', 'ratio'].includes(token.kind)) && first?.kind === 'verb';
  if (isTerse) return true;
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
  if (!left || !right || right.kind === 'quote' || (left.kind === 'quote' && !hasVerb(rest))) return false;
  if (right.kind === 'neg' && hasVerb(open) && isHan(right.raw.charAt(0))) return true;
  const isLeftHan = isHan(left.raw.at(-1));
  const isRightHan = isHan(right.raw.charAt(0));
  if (isLeftHan && isRightHan) return true;
  if (!isLeftHan && !isRightHan) return false;
  const isMeasured = open.some((token) => ['percent', 'times'].includes(token.kind)) && open.some((token) => token.kind === 'thing');
  if (isMeasured && right.kind === 'verb' && isRightHan) return true;
  const next = untilStop(rest);
  const nextSpace = next.findIndex((token, i) => i > 0 && token.kind === 'space');
  const namesClip = right.kind === 'clip-name' || (right.kind === 'thing' && right.value === 'clip');
  if (hasVerb(open) && namesClip && hasVerb(untilBreak(rest))) return true;
  return hasVerb(open) && hasVerb(nextSpace === -1 ? next : next.slice(0, Math.max(nextSpace, 3)));
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
function isDirection(open: Token[], { value }: Token): boolean {
  if (value === 'later' || value === 'earlier') return open.findLast((token) => !isSilent(token))?.kind === 'time';
  return (value === 'higher' || value === 'lower') && open.some((token) => /^(turn|move|bring|push|shift)/i.test(token.raw));
}

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
]);

/** Where the next order is placed stands before its verb: `…标题 | 结尾加…`. */
function leadOf(open: Token[]): Token[] {
  const lead: Token[] = [];
  for (const token of [...open].reverse()) {
    if (!['place', 'fill', 'space', 'this', 'nth', 'all', 'neg'].includes(token.kind)) break;
    lead.unshift(token);
  }
  const rest = open.slice(0, open.length - lead.length);
  return rest.some((token) => objects.has(token.kind) && token.kind !== 'place') ? lead : [];
}

const attributes = new Set<TokenKind>(['colour', 'anim', 'style', 'place', 'time', 'mood', 'gender', 'tongue', 'count']);
const attributeVerbs = new Set(['last', 'fade-in', 'fade-out', 'fade', 'fade-any', 'animate']);

/** A stretch that only describes belongs to the order before it, and one that only names to the order after it. */
function gather(clauses: Token[][]): Token[][] {
  const result: Token[][] = [];
  clauses.forEach((tokens, i) => {
    const before = result.at(-1);
    const isAboutWords = before?.some(
      (token) => token.kind === 'quote' || (token.kind === 'thing' && ['title', 'caption', 'font', 'music'].includes(token.value)),
    );
    const isFade = tokens.some((token) => token.kind === 'verb' && token.value.startsWith('fade'));
    if (
      before &&
      describes(tokens, before) &&
      (!isFade || isAboutWords) &&
      before.some((token) => token.kind === 'thing' || token.kind === 'verb')
    ) {
      result[result.length - 1] = [...before, ...tokens];
      return;
    }
    const next = clauses[i + 1];
    if (next && names(tokens) && hasVerb(next) && !next.some((token) => ['thing', 'nth', 'quote', 'neg'].includes(token.kind))) {
      clauses[i + 1] = [...tokens, ...next];
      return;
    }
    result.push(tokens);
  });
  return result;
}

const sizes = new Set(['bigger', 'smaller']);

function describes(tokens: Token[], before: Token[]): boolean {
  const isQuoted = before.some((token) => token.kind === 'quote');
  const isOfMany = before.some((token) => token.kind === 'thing' && token.value === 'transition');
  const words = tokens.filter((token) => !isSilent(token) && token.kind !== 'bit' && token.kind !== 'and');
  const said = words.filter((token) => token.kind !== 'unknown');
  return (
    said.length > 0 &&
    said.every(
      (token) =>
        attributes.has(token.kind) ||
        (token.kind === 'verb' && (attributeVerbs.has(token.value) || (isQuoted && sizes.has(token.value)))) ||
        (isQuoted && token.kind === 'head') ||
        (isOfMany && token.kind === 'all'),
    ) &&
    words.length - said.length <= 1
  );
}

function names(tokens: Token[]): boolean {
  const said = tokens.filter((token) => !isSilent(token) && token.kind !== 'unknown');
  return (
    said.length > 0 &&
    said.every((token) =>
      ['thing', 'nth', 'this', 'newest', 'clip-name', 'place', 'all', 'range', 'time', 'half', 'odd', 'and', 'head', 'tail'].includes(
        token.kind,
      ),
    )
  );
}
