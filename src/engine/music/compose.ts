import type { Mood } from './mood.ts';
import { BED_RATE, type Stereo } from './wav.ts';

/** Loop of a mood that joins its own end without a seam: every tail that runs over the end goes on at the beginning. */
export function compose(mood: Mood, seed: number): Stereo {
  const bars = mood.chords.length * 2;
  const barSeconds = 240 / mood.bpm;
  const length = Math.round(bars * barSeconds * BED_RATE);
  const score: Score = {
    left: new Float32Array(length),
    right: new Float32Array(length),
    random: createRandom(seed * 7919 + 11),
    /** Seeds give the same mood in another key. */
    transpose: [0, 2, -3, 5, -1, 3][Math.abs(seed) % 6] ?? 0,
  };
  for (let bar = 0; bar < bars; bar++) {
    const chord = mood.chords[bar % mood.chords.length] ?? [];
    playBar({ score, mood, chord, start: bar * barSeconds, barSeconds, isFill: bar === bars - 1 });
  }
  soften(score, mood.brightness);
  level(score);
  return { left: score.left, right: score.right };
}

type Score = Stereo & { random: () => number; transpose: number };
type Bar = { score: Score; mood: Mood; chord: number[]; start: number; barSeconds: number; isFill: boolean };

function playBar({ score, mood, chord, start, barSeconds, isFill }: Bar): void {
  const sixteenth = barSeconds / 16;
  const swung = (step: number): number => start + step * sixteenth + (step % 4 === 2 ? mood.swing * sixteenth * 2 : 0);
  for (const [voice, note] of chord.entries()) playPad(score, { note, start, seconds: barSeconds, pan: 0.25 + voice * 0.17, ...mood.pad });
  for (const step of mood.bass.beats) playBass(score, { note: (chord[0] ?? 48) - 12, start: swung(step), level: mood.bass.level });
  for (const [eighth, step] of mood.arpeggio.steps.entries()) {
    const note = chord[step];
    if (note === undefined) continue;
    playPluck(score, {
      note: note + 12 * mood.arpeggio.octave,
      start: swung(eighth * 2),
      level: mood.arpeggio.level * (0.8 + 0.4 * score.random()),
    });
  }
  for (const step of mood.kick) playKick(score, swung(step));
  for (const step of isFill && mood.snare.length > 0 ? [...mood.snare, 14, 15] : mood.snare)
    playNoise(score, { start: swung(step), decay: 22, level: 0.12, pan: 0.5 });
  for (const step of mood.hat) playNoise(score, { start: swung(step), decay: 85, level: 0.035, pan: 0.62 });
}

const hertz = (note: number): number => 440 * 2 ** ((note - 69) / 12);

/** Numbers in [0, 1) that are the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function add(score: Score, index: number, value: { sample: number; pan: number }): void {
  const at = index % score.left.length;
  score.left[at] = (score.left[at] ?? 0) + value.sample * (1 - value.pan);
  score.right[at] = (score.right[at] ?? 0) + value.sample * value.pan;
}

const waves = {
  sine: (phase: number): number => Math.sin(2 * Math.PI * phase),
  triangle: (phase: number): number => 4 * Math.abs((phase % 1) - 0.5) - 1,
  saw: (phase: number): number => 2 * (phase % 1) - 1,
};

function playPad(
  score: Score,
  tone: { note: number; start: number; seconds: number; wave: keyof typeof waves; level: number; pan: number },
): void {
  const wave = waves[tone.wave];
  const step = hertz(tone.note + score.transpose) / BED_RATE;
  const from = Math.round(tone.start * BED_RATE);
  const release = 0.35;
  const count = Math.round((tone.seconds + release) * BED_RATE);
  for (let index = 0; index < count; index++) {
    const seconds = index / BED_RATE;
    const envelope = Math.min(1, seconds / 0.25) * Math.min(1, (tone.seconds + release - seconds) / (release + 0.1));
    const sample = (wave(step * index) + wave(step * 1.004 * index + 0.3)) * 0.5 * envelope * tone.level;
    add(score, from + index, { sample, pan: tone.pan });
  }
}

function playBass(score: Score, tone: { note: number; start: number; level: number }): void {
  const step = hertz(tone.note + score.transpose) / BED_RATE;
  const from = Math.round(tone.start * BED_RATE);
  for (let index = 0; index < 0.6 * BED_RATE; index++) {
    const seconds = index / BED_RATE;
    const envelope = Math.min(1, seconds / 0.008) * Math.exp(-seconds * 5);
    const phase = step * index;
    add(score, from + index, { sample: (waves.sine(phase) + 0.3 * waves.triangle(phase * 2)) * envelope * tone.level, pan: 0.5 });
  }
}

function playPluck(score: Score, tone: { note: number; start: number; level: number }): void {
  const step = hertz(tone.note + score.transpose) / BED_RATE;
  const from = Math.round(tone.start * BED_RATE);
  const pan = 0.35 + 0.3 * score.random();
  for (let index = 0; index < 0.9 * BED_RATE; index++) {
    const seconds = index / BED_RATE;
    const envelope = Math.min(1, seconds / 0.004) * Math.exp(-seconds * 6);
    const sample = (waves.sine(step * index) + 0.35 * waves.sine(step * 2 * index) * Math.exp(-seconds * 9)) * envelope * tone.level;
    add(score, from + index, { sample, pan });
  }
}

function playKick(score: Score, start: number): void {
  const from = Math.round(start * BED_RATE);
  let phase = 0;
  for (let index = 0; index < 0.3 * BED_RATE; index++) {
    const seconds = index / BED_RATE;
    phase += (45 + 75 * Math.exp(-seconds * 30)) / BED_RATE;
    add(score, from + index, { sample: waves.sine(phase) * Math.exp(-seconds * 12) * 0.4, pan: 0.5 });
  }
}

function playNoise(score: Score, hit: { start: number; decay: number; level: number; pan: number }): void {
  const from = Math.round(hit.start * BED_RATE);
  let before = 0;
  for (let index = 0; index < 0.2 * BED_RATE; index++) {
    const noise = score.random() * 2 - 1;
    add(score, from + index, { sample: (noise - before * 0.5) * Math.exp((-index / BED_RATE) * hit.decay) * hit.level, pan: hit.pan });
    before = noise;
  }
}

/** One-pole low pass and a gentle saturation. */
function soften({ left, right }: Stereo, cutoff: number): void {
  const share = 1 - Math.exp((-2 * Math.PI * cutoff) / BED_RATE);
  for (const channel of [left, right]) {
    let state = 0;
    // Twice around, so that the filter enters the loop as it leaves it.
    for (let index = -4_800; index < channel.length; index++) {
      const at = index < 0 ? channel.length + index : index;
      state += share * ((channel[at] ?? 0) - state);
      if (index >= 0) channel[index] = Math.tanh(state * 1.3);
    }
  }
}

/** Root mean square every bed is brought to; about −20 LUFS. */
const LEVEL = 0.1;

function level({ left, right }: Stereo): void {
  let sum = 0;
  let peak = 0;
  for (const channel of [left, right]) {
    for (const sample of channel) {
      sum += sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
  }
  const gain = Math.min(LEVEL / Math.sqrt(sum / (left.length * 2) || 1), 0.95 / (peak || 1));
  for (const channel of [left, right]) for (let index = 0; index < channel.length; index++) channel[index] = (channel[index] ?? 0) * gain;
}
