import type { Edit, Words } from '../../edits/edit.ts';
import { titlesOf } from '../../edits/tracks.ts';
import { firstOf } from '../first-of.ts';
import { ask, edits, nothing, type Outcome, type Pending, type Scene, say } from '../scene.ts';
import { segmentsMeant } from '../targets.ts';
import { all, type Clause, find, has, isUnwanted, type Token } from '../token.ts';
import { lookMeant, placeMeant, restyleMeant } from './look.ts';

type Reader = (clause: Clause, scene: Scene, words: Words) => Outcome | undefined;

/** Titles: put there, reworded, restyled, taken away. The words are exactly as given. */
export function title(clause: Clause, scene: Scene, words: Words): Outcome | undefined {
  return firstOf([titlesOff, worded, restyled, asked], clause, scene, words);
}

const titlesOff: Reader = (clause, { draft }, words) => {
  const isRefused = has(clause, 'neg') && !has(clause, 'verb', 'delete', 'keep');
  if (isRefused) return titlesOf(draft).length > 0 && isUnwanted(clause) ? edits({ type: 'remove_text', words }) : nothing;
  const isReplaced = has(clause, 'verb', 'change') && has(clause, 'quote');
  return has(clause, 'verb', 'delete') && !has(clause, 'verb', 'add') && !isReplaced ? edits({ type: 'remove_text', words }) : undefined;
};

const worded: Reader = (clause, scene, words) => {
  const { draft } = scene;
  const quotes = all(clause, 'quote').map((token) => token.value);
  const [first, second] = quotes;
  if (first === undefined) return undefined;
  const restyle = restyleMeant(clause, words);
  if (restyle && !has(clause, 'verb', 'change', 'correct', 'add') && titlesOf(draft).some(({ tx }) => tx === first)) return edits(restyle);
  const changes = has(clause, 'verb', 'change', 'correct') && !has(clause, 'verb', 'add');
  if (changes && second !== undefined) return edits({ type: 'correct_text', words: 'all', from: first, to: second });
  if (changes && titlesOf(draft).length > 0) {
    const isTimed = has(clause, 'time') || has(clause, 'range') || has(clause, 'place', 'start', 'end', 'whole');
    return edits(
      { type: 'correct_text', words, to: first },
      ...(isTimed ? [{ type: 'time_text' as const, words, ...whenMeant(clause) }] : []),
    );
  }
  return edits(
    ...(eachApart(clause) ?? [clause]).flatMap((one) =>
      added(
        one,
        all(one, 'quote').map((token) => token.value),
        scene,
      ),
    ),
  );
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
  const place = find(clause, 'place', 'start', 'end')?.value;
  if (/\bput the title\b/i.test(clause.text) && titlesOf(scene.draft).length > 0 && (place === 'start' || place === 'end'))
    return edits({ type: 'time_text', words, at: place });
  const restyle = restyleMeant(clause, words);
  const isForWords = has(clause, 'thing', 'title') || /片头|片尾|intro|outro/i.test(clause.text);
  if (isForWords && (has(clause, 'verb', 'add', 'change') || !restyle)) return askForWords(clause, scene);
  return restyle && edits(restyle);
};

function added(clause: Clause, quotes: string[], scene: Scene): Edit[] {
  const restyle = restyleMeant(clause, 'titles');
  const size =
    restyle?.type === 'style_text' && restyle.sizeTimes !== undefined
      ? { size: Math.round(0.055 * restyle.sizeTimes * 10_000) / 10_000 }
      : {};
  const { at, forMs } = besideClip(clause, scene) ?? whenMeant(clause);
  const look = { ...lookMeant(clause), ...placeMeant(clause), ...size };
  const text = quotes.join('\n');
  return [{ type: 'add_title', text, at, ...(forMs !== undefined && { forMs }), ...(Object.keys(look).length > 0 && { look }) }];
}

/** When words that begin at `startMs` are gone: 「到第 6 秒结束」, 「过 5 秒消失」. */
function endMeant(clause: Clause, startMs: number): Token | undefined {
  const offset = clause.tokens[0]?.start ?? 0;
  return all(clause, 'time').find(({ start, end, n = 0 }) => {
    const before = clause.text.slice(0, start - offset);
    const after = clause.text.slice(end - offset);
    const isGone =
      /^\s*(?:就|之?后|的时候|处|then )*\s*(?:结束|消失|不见|隐藏|没了|(?:it )?(?:disappears?|ends?|goes away|gone|vanish))/i.test(after);
    const isUntil = /(?:到|至|过|until|till|disappears? (?:at|after)|ends? at|gone (?:at|after))\s*$/i.test(before);
    return n > startMs && (isGone || (isUntil && /消失|结束|until|till|disappear|\bends?\b|gone/i.test(clause.text)));
  });
}

/** When a title stands. A time beside a place is its length; alone it is its length too, unless it is said as a moment. */
function whenMeant(clause: Clause): { at: 'start' | 'end' | 'whole' | number; forMs?: number } {
  const [from = 0, to = 0] = all(clause, 'time').flatMap(({ n }) => n ?? []);
  if (/\bin (?:at|from)\b.*\bout (?:at|by)\b/i.test(clause.text) && to > from) return { at: from, forMs: to - from };
  const range = find(clause, 'range');
  if (range?.n !== undefined && range.m !== undefined) return { at: range.n, forMs: Math.max(1, range.m - range.n) };
  const start = all(clause, 'time').find(
    ({ value, end }) =>
      value === 'at' && /^\s*(?:出|开始|进|显示|appear|start|come)/i.test(clause.text.slice(end - (clause.tokens[0]?.start ?? 0))),
  );
  const gone = endMeant(clause, start?.n ?? 0);
  if (gone?.n !== undefined) return { at: start?.n ?? 'start', forMs: gone.value === 'at' || start ? gone.n - (start?.n ?? 0) : gone.n };
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

/** 「第三段加标题」: where that clip begins. */
function besideClip(clause: Clause, scene: Scene): ReturnType<typeof whenMeant> | undefined {
  const isNamed = all(clause, 'nth').some(({ value, n = 0 }) => value === 'clip' && n !== 0) || has(clause, 'clip-name');
  const meant = isNamed && scene.film.length > 1 && !has(clause, 'range') ? segmentsMeant(clause, scene) : undefined;
  const segment = scene.film.find(({ id }) => id === meant?.ids[0]);
  if (!segment || meant?.ids.length !== 1) return undefined;
  const isWhole = has(clause, 'place', 'whole');
  const forMs = isWhole ? segment.d : find(clause, 'time')?.n;
  return { at: segment.s, ...(forMs !== undefined && { forMs }) };
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

/** 「标题第 1 秒出来，第 5 秒消失」. */
export const comingAndGoing = (clause: Clause, words: Words): Outcome | undefined =>
  words !== 'captions' &&
  all(clause, 'time').length === 2 &&
  /出|appear|start/i.test(clause.text) &&
  /消失|结束|disappear|\bends?\b/i.test(clause.text)
    ? edits({ type: 'time_text', words, ...whenMeant(clause) })
    : undefined;
