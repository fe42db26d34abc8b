import { isSilent, type Token } from './token.ts';

/** Makes a quote of words that are pointed back at: 「招牌酸菜鱼 这几个字放开头」, 「新年快乐 这四个字」. */
export function quotePointed(tokens: Token[], text: string): Token[] {
  const pointer = tokens.findIndex(
    (token, i) =>
      i > 0 && ((/[这那]$/.test(token.raw) && namesWords(tokens.slice(i + 1))) || isCountOf(tokens.slice(0, i), tokens.slice(i))),
  );
  if (pointer === -1) return tokens;
  const from = tokens.findLastIndex(({ kind, raw }, i) => i < pointer && (ends.has(kind) || /^[把将]$/.test(raw))) + 1;
  const run = tokens.slice(from, pointer);
  const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0];
  const value = text.slice(start, end).trim();
  if (value === '' || !run.some(({ kind }) => kind === 'unknown' || kind === 'mood')) return tokens;
  return [...tokens.slice(0, from), { kind: 'quote', value, start, end, raw: text.slice(start, end) }, ...tokens.slice(pointer)];
}

const ends = new Set<Token['kind']>(['stop', 'conj', 'quote', 'verb']);

/** 「几个字」, 「四个字」, 「一行字」: a noun for words, or so many characters. */
function namesWords(tokens: Token[]): boolean {
  const [first, second] = tokens.filter((token) => !isSilent(token));
  const isCounted = first?.kind === 'count' && second?.kind === 'thing' && second.value === 'font';
  return isCounted || (first?.kind === 'thing' && first.value === 'title' && /[字话]$/.test(first.raw));
}

/** 「大家好三个字」: so many characters, right behind just as many. */
function isCountOf(before: Token[], [count, noun]: Token[]): boolean {
  const from = before.findLastIndex(({ kind, raw }) => ends.has(kind) || kind === 'space' || /^[把将]$/.test(raw)) + 1;
  const said = before
    .slice(from)
    .map(({ raw }) => raw)
    .join('');
  return count?.kind === 'count' && noun?.kind === 'thing' && noun.value === 'font' && [...said].length === count.n && count.n > 1;
}
