type Stretch = { startMs: number; endMs: number };

/** Rate that the sound is listened to at, Hz. */
export const LISTEN_RATE = 16_000;

const FRAME_MS = 20;

/** What counts as digital silence, dBFS. */
const SILENCE_DB = -90;

/** Below this no voice is meant to be heard, dBFS. */
const FAINT_DB = -55;

/** A voice stands this far above the room, dB, and its quiet ends this far below its loud syllables. */
const ABOVE_ROOM_DB = 6;
const BELOW_VOICE_DB = 32;

/** Loud and quiet closer than this: one sound all along, music or a voice that never stops. */
const LEAST_RANGE_DB = 9;

/** Breaths between words; shorter ones are no pause. */
const BREATH_MS = 300;

/** Clicks and steps; a syllable lasts longer. */
const CLICK_MS = 100;

/** Kept around speech, so that soft beginnings and endings of words stay. */
const PAD_MS = 80;

/**
 * Where someone speaks, by loudness against the room; ms. It needs no model: under music it hears one long stretch, so nothing is cut
 * that should not be. Samples at `LISTEN_RATE`, one channel, −1…1.
 */
export function findSpeech(samples: Float32Array): Stretch[] {
  const levels = levelsOf(samples);
  const durationMs = Math.round((samples.length / LISTEN_RATE) * 1_000);
  const sorted = [...levels].sort((one, other) => one - other);
  const room = sorted[Math.floor(sorted.length * 0.1)] ?? SILENCE_DB;
  const voice = sorted[Math.floor(sorted.length * 0.95)] ?? SILENCE_DB;
  if (voice < FAINT_DB) return [];
  if (voice - room < LEAST_RANGE_DB) return [{ startMs: 0, endMs: durationMs }];
  const threshold = Math.min(voice - ABOVE_ROOM_DB, Math.max(room + ABOVE_ROOM_DB, voice - BELOW_VOICE_DB));
  const loud = stretchesOf(levels.map((level) => level > threshold));
  const kept = loud.filter(({ startMs, endMs }) => endMs - startMs >= CLICK_MS);
  const padded = kept.map(({ startMs, endMs }) => ({
    startMs: Math.max(0, startMs - PAD_MS),
    endMs: Math.min(durationMs, endMs + PAD_MS),
  }));
  return joinNear(padded, BREATH_MS - 2 * PAD_MS);
}

/** Loudness of each frame, dBFS, without the rumble below a voice. */
function levelsOf(samples: Float32Array): number[] {
  const size = (LISTEN_RATE * FRAME_MS) / 1_000;
  const levels: number[] = [];
  let before = 0;
  let high = 0;
  for (let from = 0; from < samples.length; from += size) {
    const frame = samples.subarray(from, from + size);
    let energy = 0;
    for (const sample of frame) {
      // One pole at about 100 Hz.
      high = 0.96 * (high + sample - before);
      before = sample;
      energy += high * high;
    }
    levels.push(Math.max(SILENCE_DB, 10 * Math.log10(energy / frame.length + 1e-12)));
  }
  return levels;
}

function stretchesOf(flags: boolean[]): Stretch[] {
  const stretches: Stretch[] = [];
  flags.forEach((isLoud, index) => {
    if (!isLoud) return;
    const startMs = index * FRAME_MS;
    const last = stretches.at(-1);
    // Frames of a soft vowel may dip for a moment.
    if (last && startMs - last.endMs <= 3 * FRAME_MS) last.endMs = startMs + FRAME_MS;
    else stretches.push({ startMs, endMs: startMs + FRAME_MS });
  });
  return stretches;
}

function joinNear(stretches: Stretch[], gapMs: number): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    const last = joined.at(-1);
    if (last && stretch.startMs - last.endMs < gapMs) last.endMs = Math.max(last.endMs, stretch.endMs);
    else joined.push({ ...stretch });
  }
  return joined;
}
