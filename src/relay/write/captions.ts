import type { Timeline } from '../../contract/relay/timeline.ts';

/** Timed text, ms. */
export type Cue = { startMs: number; endMs: number; text: string };

export const CAPTION_TYPES = { srt: 'application/x-subrip', vtt: 'text/vtt' } as const;
export type CaptionFormat = keyof typeof CAPTION_TYPES;

/** What is said in the film, in order of time. A title is not. */
export function cuesOf({ tracks }: Timeline): Cue[] {
  return tracks
    .filter(({ kind }) => kind === 'text')
    .flatMap(({ segments }) => segments)
    .flatMap(({ role, text = '', startMs, durationMs }) =>
      role === 'title' || text.trim() === '' ? [] : [{ startMs, endMs: startMs + durationMs, text: text.trim() }],
    )
    .sort((a, b) => a.startMs - b.startMs);
}

/** Captions as a file: SubRip, or WebVTT. A blank line would end a cue, so the text has none. */
export function writeCaptions(cues: readonly Cue[], format: CaptionFormat): string {
  const written = cues.map(({ startMs, endMs, text }, at) => {
    const lines = text.replace(/\r\n?/g, '\n').replace(/\n{2,}/g, '\n');
    // WebVTT reads these as marks of its own.
    const shown = format === 'vtt' ? lines.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') : lines;
    return `${at + 1}\n${timeOf(startMs, format)} --> ${timeOf(endMs, format)}\n${shown}\n`;
  });
  return `${format === 'vtt' ? 'WEBVTT\n\n' : ''}${written.join('\n')}`;
}

/** `00:01:02,345` in SubRip, with a point in WebVTT. */
function timeOf(ms: number, format: CaptionFormat): string {
  const whole = Math.max(0, Math.round(ms));
  const [hours, minutes, seconds] = [whole / 3_600_000, (whole / 60_000) % 60, (whole / 1_000) % 60].map((part) =>
    String(Math.floor(part)).padStart(2, '0'),
  );
  return `${hours}:${minutes}:${seconds}${format === 'vtt' ? '.' : ','}${String(whole % 1_000).padStart(3, '0')}`;
}
