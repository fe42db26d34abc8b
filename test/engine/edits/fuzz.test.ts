import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineDraft } from '../../../src/engine/draft.ts';
import { applyEdit } from '../../../src/engine/edits/apply.ts';
import type { EditContext } from '../../../src/engine/edits/context.ts';
import { Edit } from '../../../src/engine/edits/edit.ts';
import { firstDraft } from '../../../src/engine/edits/first-draft.ts';
import { EditRefused } from '../../../src/engine/edits/refused.ts';
import { filmOf, overlaysOf, soundsOf, textsOf } from '../../../src/engine/edits/tracks.ts';
import { clip, photo, wordsOver } from '../instruct/given.ts';

const speech = [
  { startMs: 300, endMs: 3_000 },
  { startMs: 4_200, endMs: 7_900 },
];
const clips = [
  clip('a', { durationMs: 12_000, width: 1920, height: 1080, speech }),
  clip('b', { durationMs: 8_000, speech, shaky: [{ startMs: 0, endMs: 900 }] }),
  clip('c', { durationMs: 333, hasAudio: false }),
  photo('p'),
  clip('m', { name: 'm.mp3', kind: 'audio', durationMs: 5_000, width: 0, height: 0 }),
];
const context: EditContext = {
  clips,
  history: { past: [{ ...firstDraft(clips), unknown: { kept: true } }], future: [] },
  words: { a: wordsOver(speech, ['大家好今天去了海边。'], 'zh'), b: wordsOver(speech, ['this is it'], 'en') },
  spoken: { 你好: { clip: 'm', durationMs: 1_500 } },
};

const ms = fc.integer({ min: 0, max: 35_000 });
const ids = fc.uniqueArray(fc.constantFrom('v1', 'v2', 'v3', 'v4', 'v5', 'v6'), { minLength: 1, maxLength: 4 });
const range = fc.tuple(ms, fc.integer({ min: 1, max: 9_000 })).map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
const words = fc.constantFrom('captions', 'titles', 'all');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const of = (type: string, shape: Record<string, fc.Arbitrary<unknown>> = {}) => fc.record({ type: fc.constant(type), ...shape });

const anyEdit: fc.Arbitrary<Edit> = fc
  .oneof(
    of('keep_ranges', { ranges: fc.array(range, { minLength: 1, maxLength: 3 }) }),
    of('delete_ranges', { ranges: fc.array(range, { minLength: 1, maxLength: 3 }) }),
    of('trim_segment', { id: fc.constantFrom('v1', 'v2', 'v3'), fromMs: ms, toMs: ms }),
    of('delete_segments', { ids }),
    of('arrange', { ids }),
    of('split', { atMs: ms }),
    of('restore_clips', { clips: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'p', 'm'), { minLength: 1 }) }),
    of('set_speed', { speed: fc.constantFrom(0.5, 0.75, 1, 1.3, 2, 3.7), ids: maybe(ids), range: maybe(range) }),
    of('fit_length', { toMs: fc.integer({ min: 500, max: 20_000 }), open: maybe(fc.constantFrom('start', 'strongest')) }),
    of('remove_silence', { fillers: maybe(fc.boolean()) }),
    of('trim_shaky', { where: fc.constantFrom('start', 'end', 'both') }),
    of('freeze', { atMs: fc.oneof(ms, fc.constant('end')), forMs: fc.integer({ min: 100, max: 3_000 }) }),
    of('reverse', { ids: maybe(ids) }),
    of('loop', { times: fc.integer({ min: 2, max: 3 }), ids: maybe(ids) }),
    of('slideshow', { totalMs: maybe(fc.integer({ min: 1_000, max: 60_000 })), eachMs: maybe(fc.integer({ min: 500, max: 4_000 })) }),
    of('set_canvas', {
      width: fc.constantFrom(1080, 1920, 721),
      height: fc.constantFrom(1080, 1920),
      fit: maybe(fc.constantFrom('cover', 'blur-pad')),
    }),
    of('set_picture', {
      ids: maybe(ids),
      change: fc.record({
        rotateBy: maybe(fc.constantFrom(90, 180, 270)),
        brightnessBy: maybe(fc.integer({ min: -100, max: 100 })),
        mirror: maybe(fc.constantFrom('horizontal', 'none')),
      }),
    }),
    of('set_fade', { inMs: maybe(ms), outMs: maybe(ms) }),
    of('set_transitions', { kind: fc.constantFrom('crossfade', 'wipe', 'none'), ms: fc.integer({ min: 100, max: 2_000 }) }),
    of('add_logo', { clip: fc.constantFrom('p', 'a', 'm'), corner: fc.constantFrom('top-left', 'bottom-right') }),
    of('remove_logo'),
    of('add_title', {
      text: fc.constantFrom('周末', 'Hello 👋'),
      at: fc.oneof(ms, fc.constantFrom('start', 'end', 'whole')),
      forMs: maybe(fc.integer({ min: 1, max: 9_000 })),
    }),
    of('add_captions', { from: fc.constant('words') }),
    of('add_captions', {
      from: fc.constant('lines'),
      lines: fc.array(fc.constantFrom('一', '今天天气真好啊', 'two words'), { minLength: 1, maxLength: 12 }),
    }),
    of('style_text', {
      words,
      look: fc.record({ color: maybe(fc.constant('#ff0000')), box: maybe(fc.constantFrom('none', '#000000')) }),
      sizeTimes: maybe(fc.constantFrom(0.5, 1.35, 3)),
      yBy: maybe(fc.constantFrom(-0.3, 0.1)),
    }),
    of('shift_text', { words, byMs: fc.integer({ min: -20_000, max: 20_000 }) }),
    of('time_text', {
      words,
      at: maybe(fc.oneof(ms, fc.constantFrom('start', 'end', 'whole'))),
      forMs: maybe(fc.integer({ min: 1, max: 9_000 })),
    }),
    of('correct_text', { words, from: maybe(fc.constantFrom('周', '好')), to: fc.constant('新') }),
    of('highlight_words', { words, text: fc.constantFrom('周', 'Hello'), color: fc.constant('#ff0000') }),
    of('remove_text', { words }),
    of('set_volume', {
      of: fc.constantFrom('original', 'music', 'voice', 'all'),
      percent: maybe(fc.integer({ min: 0, max: 400 })),
      times: maybe(fc.constantFrom(0.5, 1.5)),
    }),
    of('add_music', { mood: maybe(fc.constantFrom('warm', 'lofi')), clip: maybe(fc.constant('m')), another: maybe(fc.boolean()) }),
    of('set_music', { duck: maybe(fc.boolean()), fadeOutMs: maybe(ms), fromMs: maybe(ms), toMs: maybe(ms) }),
    of('remove_sound', { of: fc.constantFrom('music', 'voice') }),
    of('add_voice', { text: fc.constant('你好'), atMs: maybe(ms) }),
    of('set_denoise', { on: fc.boolean() }),
    of('set_loudness', { on: fc.boolean() }),
    of('restore_version', { to: fc.constantFrom('previous', 'next', 'first') }),
    of('remove_added'),
  )
  .map((edit) => Edit.parse(JSON.parse(JSON.stringify(edit))));

/** What every draft must be, whatever was done to it. */
function checkDraft(draft: EngineDraft): void {
  EngineDraft.parse(draft);
  const film = filmOf(draft);
  const all = draft.t.flatMap((track) => track.sg.map((segment) => segment.id));
  expect(new Set(all).size, 'ids are unique').toBe(all.length);
  let end = 0;
  film.forEach((segment, i) => {
    const before = film[i - 1];
    const overlap = (before && draft.transitions?.find((transition) => transition.after === before.id)?.ms) ?? 0;
    expect(segment.s, `no gap before ${segment.id}`).toBe(i === 0 ? 0 : end - overlap);
    expect(segment.d).toBeGreaterThan(0);
    expect(segment.in).toBeLessThan(segment.out);
    expect(Math.abs(segment.d - (segment.out - segment.in) / (segment.speed ?? 1)), `d of ${segment.id}`).toBeLessThanOrEqual(1.01);
    end = segment.s + segment.d;
  });
  expect(draft.d, 'd is the end of the film').toBe(end);
  for (const transition of draft.transitions ?? []) expect(film.slice(0, -1).some((segment) => segment.id === transition.after)).toBe(true);
  for (const piece of [...textsOf(draft), ...soundsOf(draft), ...overlaysOf(draft)]) {
    expect(piece.d, `${piece.id} has a length`).toBeGreaterThan(0);
    expect(piece.s + piece.d, `${piece.id} ends with the film`).toBeLessThanOrEqual(draft.d + 1);
  }
}

describe('random edits on random drafts', () => {
  test('5,000 drafts keep every rule, and a refused edit changes nothing', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(clips.slice(0, 4), { minLength: 1 }),
        fc.array(anyEdit, { minLength: 1, maxLength: 6 }),
        (chosen, list) => {
          let draft: EngineDraft = { ...firstDraft(chosen), unknown: { kept: true } };
          for (const edit of list) {
            const before = JSON.stringify(draft);
            try {
              const next = applyEdit(draft, edit, context);
              expect(JSON.stringify(draft), 'the draft given is not changed').toBe(before);
              checkDraft(next);
              expect(next.unknown).toEqual({ kept: true });
              draft = next;
            } catch (error) {
              if (!(error instanceof EditRefused)) throw error;
            }
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
