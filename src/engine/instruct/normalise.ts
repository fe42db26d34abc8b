import { simplify } from './traditional.ts';

const marks: Record<string, string> = { '　': ' ', '\t': ' ', '\u00a0': ' ', '’': "'", '‘': "'", '`': "'", '％': '%' };

/**
 * Lower case, half width, simplified: for recognising, never for showing. Every character stays at its index, so that the words a person
 * wants on the film can be taken from what they wrote.
 */
export function normalise(text: string): string {
  return Array.from({ length: text.length }, (_, i) => normaliseUnit(text.charAt(i))).join('');
}

function normaliseUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  const lower = unit.toLowerCase();
  return marks[unit] ?? simplify(lower.length === 1 ? lower : unit);
}
