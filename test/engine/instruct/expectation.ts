import { z } from 'zod';
import type { EngineDraft } from '../../../src/engine/draft.ts';
import { filmOf, soundsOf, textsOf } from '../../../src/engine/edits/tracks.ts';
import type { Ran } from './run.ts';

const Item = z.union([z.string(), z.record(z.string(), z.unknown())]);
const Track = z.union([z.string(), z.object({ tt: z.number(), sg: z.array(Item) })]);

/** What an example wants of the draft afterwards, as its file writes it. */
export const Expectation = z.object({
  given: z.string(),
  route: z.string(),
  after: z.object({
    tracks: z.array(Track).optional(),
    d: z.union([z.number(), z.string()]).optional(),
    canvas: z.array(z.number()).optional(),
    transitions: z.array(z.object({ at: z.string(), ms: z.number() })).optional(),
    output: z.unknown().optional(),
  }),
  must: z.array(z.string()),
  may_ask: z.boolean(),
});
export type Expectation = z.infer<typeof Expectation>;

/** Routes that the relay takes itself: said to the engine they must at least change nothing. */
const NOT_EDITS = ['credits', 'export'];

/** What is not as wanted, in words; empty when all is. */
export function missesOf(ran: Ran, wanted: Expectation): string[] {
  const isSame = JSON.stringify(ran.before) === JSON.stringify(ran.after);
  if (NOT_EDITS.includes(wanted.route)) return isSame ? [] : ['changed the draft'];
  const misses = [
    ...(wanted.after.tracks ?? []).flatMap((track) => trackMisses(ran, track)),
    ...(wanted.after.d === undefined || isNumber(ran.after.d, wanted.after.d) ? [] : [`d is ${ran.after.d}, wanted ${wanted.after.d}`]),
    ...canvasMisses(ran.after, wanted.after.canvas),
    ...(wanted.after.transitions ?? []).flatMap((transition, i) =>
      ran.after.transitions?.[i]?.ms === transition.ms ? [] : [`no transition ${transition.at}`],
    ),
    ...extraMisses(ran, wanted),
  ];
  return wanted.may_ask && ran.outcome === 'asked' && isSame ? [] : misses.map((miss) => `${miss} — ${ran.text}`);
}

/** `10000`, `"~27000"` (5 %), `"36000-44000"`, `">=16000"`, `"95000 or ask: …"`. */
function isNumber(actual: number, wanted: unknown): boolean {
  if (typeof wanted === 'number') return Math.abs(actual - wanted) <= 1;
  const text = String(wanted);
  const range = /^(\d+)-(\d+)$/.exec(text);
  if (range) return actual >= Number(range[1]) && actual <= Number(range[2]);
  if (text.startsWith('>=')) return actual >= Number(text.slice(2));
  if (text.startsWith('<=')) return actual <= Number(text.slice(2));
  const near = Number(/\d+/.exec(text)?.[0]);
  return Math.abs(actual - near) <= (text.startsWith('~') ? Math.max(500, near * 0.4) : 1);
}

const canvasMisses = ({ m }: EngineDraft, canvas: number[] | undefined): string[] =>
  !canvas || (m.width === canvas[0] && m.height === canvas[1]) ? [] : [`canvas is ${m.width}x${m.height}`];

function trackMisses({ before, after }: Ran, track: z.infer<typeof Track>): string[] {
  if (typeof track === 'string') return stringTrackMisses({ before, after }, track);
  if (track.tt === 0) return filmMisses(after, track.sg);
  if (track.tt === 1) return track.sg.flatMap((item) => soundMisses(after, item));
  return track.sg.flatMap((item) => textMisses({ before, after }, item));
}

function stringTrackMisses({ before, after }: Pick<Ran, 'before' | 'after'>, wanted: string): string[] {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  if (wanted.startsWith('V')) return same(filmOf(before), filmOf(after)) ? [] : ['the film changed'];
  if (wanted.startsWith('T'))
    return same(
      textsOf(before).map(({ tx, s }) => [tx, s]),
      textsOf(after).map(({ tx, s }) => [tx, s]),
    )
      ? []
      : ['the cues changed'];
  if (wanted.startsWith('A Lo-fi'))
    return soundsOf(after).some((sound) => sound.n === 'Lo-fi' && sound.vol === 35) ? [] : ['the music changed'];
  return [];
}

/** `"p1..p6 each ~3333"` and `"1-6 segments of talk"`, or one object for each segment. */
function filmMisses(after: EngineDraft, items: z.infer<typeof Item>[]): string[] {
  const film = filmOf(after);
  const [first] = items;
  if (typeof first === 'string') {
    if (first.startsWith('p1..p6'))
      return film.length === 6 && film.every((segment, i) => segment.src === `p${i + 1}` && Math.abs(segment.d - 3_333) < 3)
        ? []
        : ['not six photos of a sixth each'];
    return film.length >= 1 && film.length <= 6 && film.every((segment) => segment.src === 'talk') ? [] : ['not 1–6 segments of talk'];
  }
  if (film.length !== items.length) return [`${film.length} segments, wanted ${items.length}`];
  return items.flatMap((item, i) => (typeof item === 'string' ? [] : segmentMisses(film[i], item)));
}

function segmentMisses(segment: ReturnType<typeof filmOf>[number] | undefined, wanted: Record<string, unknown>): string[] {
  if (!segment) return ['a segment is missing'];
  const facts: Record<string, unknown> = { ...segment, len: segment.d, pitch: 'kept', vol: segment.vol ?? 100, speed: segment.speed ?? 1 };
  return Object.entries(wanted).flatMap(([key, value]) => {
    if (key === 'fit')
      return String(value)
        .split(' or ')
        .includes(segment.fit ?? 'blur-pad')
        ? []
        : [`fit is ${segment.fit}`];
    const actual = facts[key];
    const isSo = typeof actual === 'number' ? isNumber(actual, value) : actual === value;
    return isSo ? [] : [`${key} is ${String(actual)}, wanted ${String(value)}`];
  });
}

function soundMisses(after: EngineDraft, item: z.infer<typeof Item>): string[] {
  if (typeof item === 'string') return [];
  const sound = soundsOf(after).find(({ role }) => role === item.role);
  if (!sound) return [`no ${String(item.role)}`];
  const end = sound.s + sound.d;
  return [
    ...(item.in === undefined || sound.s === item.in ? [] : [`starts at ${sound.s}`]),
    ...(item.out === undefined || Math.abs(end - Number(item.out)) < 20 ? [] : [`ends at ${end}`]),
    ...(item.vol === undefined || isNumber(sound.vol, item.vol) ? [] : [`volume ${sound.vol}`]),
    ...(item.text === undefined || sound.text === item.text ? [] : [`says ${sound.text}`]),
  ];
}

function textMisses({ before, after }: Pick<Ran, 'before' | 'after'>, item: z.infer<typeof Item>): string[] {
  const texts = textsOf(after);
  if (typeof item === 'string') return texts.length > 0 ? [] : ['no captions'];
  if (typeof item.text === 'string') {
    const title = texts.find((text) => text.tx === item.text);
    if (!title) return [`no title ${item.text}`];
    return [
      ...(item.in === undefined || isNumber(title.s, item.in) ? [] : [`title at ${title.s}`]),
      ...(item.out === undefined || isNumber(title.s + title.d, item.out) ? [] : [`title ends at ${title.s + title.d}`]),
      ...(item.color === '#fff' && title.color !== '#ffffff' ? [`colour ${title.color}`] : []),
      ...(item.anim === undefined || title.anim === item.anim ? [] : [`animation ${title.anim}`]),
    ];
  }
  if (item.y === 'higher') {
    const old = textsOf(before);
    const isSo = texts.every(
      (text, i) =>
        text.tx === old[i]?.tx && text.s === old[i]?.s && text.d === old[i]?.d && (text.y ?? 0.8) < 0.8 && (text.size ?? 0) > 0.032,
    );
    return isSo ? [] : ['not higher and larger with the same words'];
  }
  const count = String(item.cues ?? '');
  if (count.startsWith('>='))
    return texts.length >= Number(count.slice(2)) && texts.every((text) => text.lang === item.lang) ? [] : [`${texts.length} cues`];
  if (count.includes('lines each'))
    return texts.length > 0 && texts.every((text) => text.tx.split('\n').length === 2 && [...(text.tx.split('\n')[1] ?? '')].length <= 20)
      ? []
      : ['not two lines a cue'];
  return [];
}

/** The parts of `must` that a draft can show. */
function extraMisses({ before, after, text }: Ran, { must }: Expectation): string[] {
  return must.flatMap((rule) => {
    if (rule.startsWith('no BGM/title'))
      return soundsOf(after).length === 0 && textsOf(after).every((one) => one.role === 'caption') ? [] : [rule];
    if (rule.startsWith('cues shifted')) return textsOf(after).every((one) => one.s >= 0 && one.s + one.d <= after.d) ? [] : [rule];
    if (rule === 'one new T segment') return textsOf(after).length === textsOf(before).length + 1 ? [] : [rule];
    if (rule === 'do not claim the song was added') return /not|没|不能/i.test(text) && soundsOf(after).length === 0 ? [] : [rule];
    if (rule === 'offer a style') return /style|风格/.test(text) ? [] : [rule];
    if (rule === 'warn about Moments length') return /Moments|朋友圈/.test(text) ? [] : [rule];
    if (rule === 'says what came back') return text.includes('Urban Dreams') ? [] : [rule];
    if (rule === 'music ducked under voice') return soundsOf(after).every((sound) => sound.duck) ? [] : [rule];
    return [];
  });
}
