import type { Cue } from '../edits/edit.ts';

const CLOCK = '(?:(\\d{1,2}):)?(\\d{1,2}):(\\d{2})[.,](\\d{1,3})';
const ARROW = new RegExp(`${CLOCK}\\s*-->\\s*${CLOCK}`);
const DIALOGUE = new RegExp(`^Dialogue:[^,]*,\\s*${CLOCK}\\s*,\\s*${CLOCK}\\s*,`);

/** Fields of an ASS dialogue line before its text. Source: the ASS specification, "Events". */
const ASS_TEXT_FIELD = 9;

/** Reads SRT, WebVTT or ASS text as cues; anything else gives none. Marks of style are left out. */
export function readCues(text: string): Cue[] {
  if (/^Dialogue:/m.test(text)) return tidy(text.split(/\r?\n/).flatMap(readDialogue));
  if (!text.includes('-->')) return [];
  return tidy(
    text
      .replace(/\r/g, '')
      .split(/\n\s*\n/)
      .flatMap(readBlock),
  );
}

function readBlock(block: string): Cue[] {
  const lines = block.split('\n');
  const at = lines.findIndex((line) => ARROW.test(line));
  const match = ARROW.exec(lines[at] ?? '');
  if (!match) return [];
  const words = lines.slice(at + 1).map((line) => line.replace(/<[^>]+>|\{[^}]*\}/g, '').trim());
  return [{ startMs: clock(match, 1), endMs: clock(match, 5), text: words.filter((line) => line !== '').join('\n') }];
}

function readDialogue(line: string): Cue[] {
  const match = DIALOGUE.exec(line);
  if (!match) return [];
  const text = line.split(',').slice(ASS_TEXT_FIELD).join(',');
  return [
    {
      startMs: clock(match, 1),
      endMs: clock(match, 5),
      text: text
        .replace(/\{[^}]*\}/g, '')
        .replace(/\\[Nn]/g, '\n')
        .trim(),
    },
  ];
}

function clock(match: RegExpExecArray, at: number): number {
  const [hours, minutes, seconds] = [match[at], match[at + 1], match[at + 2]].map((part) => Number(part ?? 0));
  return ((hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1_000 + Number((match[at + 3] ?? '0').padEnd(3, '0'));
}

const tidy = (cues: Cue[]): Cue[] => cues.filter((cue) => cue.text !== '' && cue.endMs > cue.startMs);
