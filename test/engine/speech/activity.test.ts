import { describe, expect, test } from 'vitest';
import { findSpeech, LISTEN_RATE } from '../../../src/engine/speech/activity.ts';

/** A voice-like tone with syllables where it speaks, over a room's noise; levels are amplitudes. */
function makeSound({
  seconds,
  voice,
  room,
  speaks,
}: {
  seconds: number;
  voice: number;
  room: number;
  speaks: [number, number][];
}): Float32Array {
  let seed = 1;
  const noise = (): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return (seed / 2_147_483_647) * 2 - 1;
  };
  return Float32Array.from({ length: seconds * LISTEN_RATE }, (_, index) => {
    const at = index / LISTEN_RATE;
    const isSpeaking = speaks.some(([from, to]) => at >= from && at < to);
    const syllable = 0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * at);
    return (isSpeaking ? voice * syllable * Math.sin(2 * Math.PI * 220 * at) : 0) + room * noise();
  });
}

const near = (ms: number) => expect.closeTo(ms, -2.5);

describe('speech', () => {
  test.each([
    ['a quiet room', 0.3, 0.001],
    ['a noisy street', 0.3, 0.03],
    ['a faint microphone', 0.02, 0.0005],
    ['digital silence', 0.5, 0],
  ])('is found in %s', (_, voice, room) => {
    const speech = findSpeech(
      makeSound({
        seconds: 6,
        voice,
        room,
        speaks: [
          [0.5, 2],
          [3.2, 5],
        ],
      }),
    );
    expect(speech).toEqual([
      { startMs: near(500), endMs: near(2_000) },
      { startMs: near(3_200), endMs: near(5_000) },
    ]);
    for (const [index, [from, to]] of [
      [500, 2_000],
      [3_200, 5_000],
    ].entries()) {
      expect(speech[index]?.startMs).toBeLessThanOrEqual(from ?? 0);
      expect(speech[index]?.endMs).toBeGreaterThanOrEqual(to ?? 0);
    }
  });

  test('goes on over a breath, and stops at a pause', () => {
    const speech = findSpeech(
      makeSound({
        seconds: 5,
        voice: 0.3,
        room: 0.001,
        speaks: [
          [0.5, 1.5],
          [1.7, 2.5],
          [3.3, 4.2],
        ],
      }),
    );
    expect(speech).toHaveLength(2);
  });

  test('is not a click', () => {
    expect(
      findSpeech(
        makeSound({
          seconds: 4,
          voice: 0.5,
          room: 0.001,
          speaks: [
            [1, 2],
            [3, 3.04],
          ],
        }),
      ),
    ).toHaveLength(1);
  });

  test('is nowhere in silence', () => {
    expect(findSpeech(makeSound({ seconds: 3, voice: 0, room: 0.0005, speaks: [] }))).toEqual([]);
    expect(findSpeech(new Float32Array(0))).toEqual([]);
  });

  test('is everywhere under a sound that never stops', () => {
    expect(findSpeech(makeSound({ seconds: 3, voice: 0, room: 0.2, speaks: [] }))).toEqual([{ startMs: 0, endMs: 3_000 }]);
  });
});
