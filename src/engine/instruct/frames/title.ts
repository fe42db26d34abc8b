import type { Edit, Words } from '../../edits/edit.ts';
import { titlesOf } from '../../edits/tracks.ts';
import { firstOf } from '../first-of.ts';
import { ask, edits, nothing, type Outcome, type Pending, type Scene, say } from '../scene.ts';
import { segmentsMeant } from '../targets.ts';
import { all, type Clause, find, has, isUnwanted } from '../token.ts';
import { lookMeant, placeMeant, restyleMeant } from './look.ts';

type Reader = (clause: Clause, scene: Scene, words: Words) => Outcome | undefined;

/** Titles: put there, reworded, restyled, taken away. The words are exactly as given. */
export function title(clause: Clause, scene: Scene, words: Words): Outcome | undefined {
  return firstOf([titlesOff, worded, restyled, asked], clause, scene, words);
}

const titlesOff: Reader = (clause, { draft }, words) => {
  const isRefused = has(clause, 'neg') && !has(clause, 'verb', 'delete', 'keep');
  if (isRefused) return titlesOf(draft).length > 0 && isUnwanted(clause) ? edits({ type: 'remove_text', words }) : nothing;
  return has(clause, 'verb', 'delete') && !has(clause, 'verb', 'add') ? edits({ type: 'remove_text', words }) : undefined;
};

/** 「给第二段加标题」: where the clip begins; times that are named say more. */
function startOfClip(clause: Clause, scene: Scene): number | undefined {
  const isNamed = all(clause, 'nth').some(({ value }) => value === 'clip' || value === 'photo') || has(clause, 'clip-name');
  if (!isNamed || has(clause, 'time', 'at') || has(clause, 'range')) return undefined;
  const ids = segmentsMeant(clause, scene)?.ids ?? [];
  return ids.length === 1 ? scene.film.find(({ id }) => id === ids[0])?.s : undefined;
}

const worded: Reader = (clause, scene, words) => {
  const { draft } = scene;
  const quotes = all(clause, 'quote').map((token) => token.value);
  const [first, second] = quotes;
  if (first === undefined) return undefined;
  const changes = has(clause, 'verb', 'change', 'correct') && !has(clause, 'verb', 'add');
  if (changes && second !== undefined) return edits({ type: 'correct_text', words: 'all', from: first, to: second });
  if (changes && titlesOf(draft).length > 0) {
    const isTimed = has(clause, 'time') || has(clause, 'range') || has(clause, 'place', 'start', 'end', 'whole');
    return edits(
      { type: 'correct_text', words, to: first },
      ...(isTimed ? [{ type: 'time_text' as const, words, ...whenMeant(clause) }] : []),
    );
  }
  const at = startOfClip(clause, scene);
  const list = (eachApart(clause) ?? [clause]).flatMap((one) =>
    added(
      one,
      all(one, 'quote').map((token) => token.value),
    ),
  );
  return edits(...list.map((edit): Edit => (edit.type === 'add_title' && at !== undefined ? { ...edit, at } : edit)));
};

/** `“Morning” at 0 s and “Night” at 20 s`: titles with places of their own, each with what stands beside it. */
function eachApart(clause: Clause): Clause[] | undefined {
  const quotes = all(clause, 'quote');
  const places = clause.tokens.filter(
    ({ kind, value }) => kind === 'range' || kind === 'time' || (kind === 'place' && (value === 'start' || value === 'end')),
  );
  const [firstQuote, firstPlace] = [quotes[0], places[0]];
  if (quotes.length < 2 || places.length < quotes.length || !firstQuote || !firstPlace) return undefined;
  const heads = firstPlace.start < firstQuote.start ? places : quotes;
  return heads
    .map((head, i) => ({
      text: clause.text,
      tokens: clause.tokens.filter(({ start }) => start >= head.start && start < (heads[i + 1]?.start ?? Number.POSITIVE_INFINITY)),
    }))
    .filter((one) => has(one, 'quote'));
}

const restyled: Reader = (clause, { draft }, words) => {
  const restyle = restyleMeant(clause, words);
  const isOfThere = titlesOf(draft).length > 0 && (!has(clause, 'verb', 'add') || has(clause, 'style') || has(clause, 'anim'));
  return restyle && isOfThere ? edits(restyle) : undefined;
};

const asked: Reader = (clause, scene, words) => {
  if (has(clause, 'verb', 'keep')) return nothing;
  const restyle = restyleMeant(clause, words);
  const isForWords = has(clause, 'thing', 'title') || /片头|片尾|intro|outro/i.test(clause.text);
  if (isForWords && (has(clause, 'verb', 'add', 'change') || !restyle)) return askForWords(clause, scene);
  return restyle && edits(restyle);
};

function added(clause: Clause, quotes: string[]): Edit[] {
  const restyle = restyleMeant(clause, 'titles');
  const size =
    restyle?.type === 'style_text' && restyle.sizeTimes !== undefined
      ? { size: Math.round(0.055 * restyle.sizeTimes * 10_000) / 10_000 }
      : {};
  const { at, forMs } = whenMeant(clause);
  const look = { ...lookMeant(clause), ...placeMeant(clause), ...size };
  const text = quotes.join('\n');
  return [{ type: 'add_title', text, at, ...(forMs !== undefined && { forMs }), ...(Object.keys(look).length > 0 && { look }) }];
}

/** When a title stands. A time beside a place is its length; alone it is its length too, unless it is said as a moment. */
function whenMeant(clause: Clause): { at: 'start' | 'end' | 'whole' | number; forMs?: number } {
  const range = find(clause, 'range');
  if (range?.n !== undefined && range.m !== undefined) return { at: range.n, forMs: Math.max(1, range.m - range.n) };
  const times = all(clause, 'time');
  const [first, second] = times;
  const isUntil =
    second && clause.tokens.some(({ kind, start, end }) => kind === 'to' && start > (first?.start ?? 0) && end <= second.start);
  if (isUntil && first?.n !== undefined && second.n !== undefined && second.n > first.n) return { at: first.n, forMs: second.n - first.n };
  const moment = times.find((time) => isMoment(clause, time.start, time.value));
  const length = times.find((time) => time !== moment)?.n;
  const forMs = length === undefined ? {} : { forMs: length };
  if (moment?.n !== undefined) return { at: moment.n, ...forMs };
  if (has(clause, 'place', 'whole')) return { at: 'whole' };
  const edge =
    clause.tokens.find((token) => token.kind === 'place' && (token.value === 'start' || token.value === 'end')) ??
    clause.tokens.find((token) => token.kind === 'tail' || token.kind === 'head');
  const isEnd = edge?.value === 'end' || edge?.kind === 'tail' || /片尾|结束语|end card|落款/i.test(clause.text);
  return { at: isEnd ? 'end' : 'start', ...forMs };
}

/** `第 5 秒`, `at 5 s`, `在 0:05`. */
function isMoment(clause: Clause, start: number, value: string): boolean {
  if (value === 'at') return true;
  const before = clause.tokens.filter((token) => token.end <= start && token.kind !== 'space').at(-1);
  return /^(at|在|从|from|@)$/i.test(before?.raw.trim() ?? '');
}

function askForWords(clause: Clause, scene: Scene): Outcome {
  const look = { ...lookMeant(clause), ...placeMeant(clause) };
  const pending: Pending = { for: 'title', ...whenMeant(clause), ...(Object.keys(look).length > 0 && { look }) };
  const options = [
    say(scene, '标题写「周末」', 'Add the title “Weekend”'),
    say(scene, '标题写「今日份快乐」', 'Add the title “A good day”'),
  ];
  return ask(say(scene, '标题写什么？直接发给我就行。', 'What shall the title say? Just send me the words.'), options, pending);
}
