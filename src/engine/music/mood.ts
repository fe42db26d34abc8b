import type { Mood as MoodName } from '../draft.ts';

/** What a mood sounds like. Notes are MIDI numbers. */
export type Mood = {
  bpm: number;
  /** One chord a bar; the loop is as long as two rounds of them. */
  chords: number[][];
  pad: { wave: 'sine' | 'triangle' | 'saw'; level: number };
  /** Sixteenths of a bar on which each drum sounds. */
  kick: number[];
  snare: number[];
  hat: number[];
  /** Steps of the chord played as single notes, by eighths; −1 rests. */
  arpeggio: { steps: number[]; level: number; octave: number };
  bass: { beats: number[]; level: number };
  /** Hz above which everything is soft. */
  brightness: number;
  /** Delay of every second eighth, as a share of it. */
  swing: number;
};

const C = [48, 52, 55, 60];
const G = [43, 50, 55, 59];
const Am = [45, 52, 57, 60];
const F = [41, 48, 53, 57];
const Dm7 = [50, 53, 57, 60];
const Em7 = [52, 55, 59, 62];
const Cmaj7 = [48, 52, 55, 59];
const Fmaj7 = [41, 48, 52, 57];
const Am9 = [45, 55, 59, 60];

/** Chord rounds are common property: no melody of anyone's is quoted. */
export const moods: Record<MoodName, Mood> = {
  upbeat: {
    bpm: 118,
    chords: [C, G, Am, F],
    pad: { wave: 'saw', level: 0.05 },
    kick: [0, 4, 8, 12],
    snare: [4, 12],
    hat: [2, 6, 10, 14],
    arpeggio: { steps: [0, 2, 1, 3, 2, 1, 3, 2], level: 0.1, octave: 2 },
    bass: { beats: [0, 6, 8, 14], level: 0.22 },
    brightness: 9_000,
    swing: 0,
  },
  warm: {
    bpm: 84,
    chords: [Cmaj7, Am9, Fmaj7, G],
    pad: { wave: 'triangle', level: 0.1 },
    kick: [0, 10],
    snare: [],
    hat: [],
    arpeggio: { steps: [0, 1, 2, 3, 2, 1, 2, 1], level: 0.09, octave: 1 },
    bass: { beats: [0, 8], level: 0.16 },
    brightness: 4_500,
    swing: 0.05,
  },
  calm: {
    bpm: 66,
    chords: [Fmaj7, Cmaj7, Am9, Em7],
    pad: { wave: 'sine', level: 0.14 },
    kick: [],
    snare: [],
    hat: [],
    arpeggio: { steps: [3, -1, 2, -1, 1, -1, 2, -1], level: 0.07, octave: 1 },
    bass: { beats: [0], level: 0.12 },
    brightness: 3_500,
    swing: 0,
  },
  lofi: {
    bpm: 78,
    chords: [Dm7, G, Cmaj7, Am9],
    pad: { wave: 'triangle', level: 0.09 },
    kick: [0, 7, 10],
    snare: [4, 12],
    hat: [0, 2, 4, 6, 8, 10, 12, 14],
    arpeggio: { steps: [-1, 2, -1, 3, -1, 1, -1, 2], level: 0.06, octave: 1 },
    bass: { beats: [0, 7, 10], level: 0.2 },
    brightness: 3_000,
    swing: 0.2,
  },
  cinematic: {
    bpm: 60,
    chords: [Am, F, C, G],
    pad: { wave: 'saw', level: 0.07 },
    kick: [0],
    snare: [],
    hat: [],
    arpeggio: { steps: [0, 1, 2, 1, 0, 1, 2, 1], level: 0.06, octave: 1 },
    bass: { beats: [0, 8], level: 0.26 },
    brightness: 2_600,
    swing: 0,
  },
  happy: {
    bpm: 126,
    chords: [C, Am, F, G],
    pad: { wave: 'triangle', level: 0.06 },
    kick: [0, 8],
    snare: [4, 12],
    hat: [0, 4, 8, 12],
    arpeggio: { steps: [0, -1, 2, 3, -1, 2, 1, -1], level: 0.12, octave: 2 },
    bass: { beats: [0, 4, 8, 12], level: 0.18 },
    brightness: 8_000,
    swing: 0.1,
  },
};
