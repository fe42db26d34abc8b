import type { Cue } from '../edits/edit.ts';

/** Cues as SubRip text. */
export const writeCues = (cues: Cue[]): string =>
  cues.map(({ startMs, endMs, text }, i) => `${i + 1}\n${clock(startMs)} --> ${clock(endMs)}\n${text}\n`).join('\n');

function clock(ms: number): string {
  const part = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(ms / 3_600_000)}:${part((ms / 60_000) % 60)}:${part((ms / 1_000) % 60)},${part(ms % 1_000, 3)}`;
}
