import { describe, expect, test } from 'vitest';
import { compose } from '../../../src/engine/music/compose.ts';
import { moods } from '../../../src/engine/music/mood.ts';
import { BED_RATE, writeWav } from '../../../src/engine/music/wav.ts';

const rms = (channel: Float32Array): number => Math.sqrt(channel.reduce((sum, sample) => sum + sample * sample, 0) / channel.length);

describe.each(Object.entries(moods))('a %s bed', (_, mood) => {
  const bed = compose(mood, 0);
  test('lasts eight bars', () => {
    expect(bed.left.length / BED_RATE).toBeCloseTo((8 * 240) / mood.bpm, 2);
  });
  test('is as loud as the others and never clips', () => {
    expect(rms(bed.left)).toBeGreaterThan(0.05);
    expect(bed.left.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(0.96);
  });
  test('joins its own end without a click', () => {
    const step = Math.abs((bed.left[0] ?? 0) - (bed.left.at(-1) ?? 0));
    const usual = bed.left.slice(1, 4_800).reduce((most, sample, index) => Math.max(most, Math.abs(sample - (bed.left[index] ?? 0))), 0);
    expect(step).toBeLessThanOrEqual(Math.max(usual, 0.02) * 1.5);
  });
});

test('seeds differ, the same seed does not', () => {
  const [a, b, c] = [compose(moods.lofi, 1), compose(moods.lofi, 2), compose(moods.lofi, 1)];
  expect(Buffer.from(a.left.buffer).equals(Buffer.from(c.left.buffer))).toBe(true);
  expect(Buffer.from(a.left.buffer).equals(Buffer.from(b.left.buffer))).toBe(false);
});

test('a WAV says how long it is', () => {
  const wav = writeWav({ left: new Float32Array(48_000), right: new Float32Array(48_000) });
  expect(wav.readUInt32LE(40)).toBe(192_000);
  expect(wav.length).toBe(192_044);
});
