/** Width of a run of text, px. */
export type Measure = (text: string) => number;

/** May not begin a line: closing marks, and small kana that belong to the sign before. */
const NEVER_FIRST = /^[、。，．,.!！?？;；:：)）\]】〉》」』”’…—～%％℃°·・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;

/** May not end a line. */
const NEVER_LAST = /[(（[【〈《「『“‘$￥¥#@]$/u;

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const words = new Intl.Segmenter('zh-CN', { granularity: 'word' });
const graphemes = new Intl.Segmenter('zh-CN', { granularity: 'grapheme' });

/** Signs as a person counts them: an emoji with joiners is one. */
export const graphemesOf = (text: string): string[] => [...graphemes.segment(text)].map((part) => part.segment);

/** Pieces between which a line may break: whole words, with the marks that cling to them. */
export function breakUnits(text: string): string[] {
  const units: string[] = [];
  for (const { segment } of words.segment(text)) {
    const before = units.at(-1);
    const isGlued =
      before !== undefined &&
      (NEVER_FIRST.test(segment) || NEVER_LAST.test(before) || /^\s+$/.test(segment) || isLatinChain(before, segment));
    if (isGlued) units[units.length - 1] = before + segment;
    else units.push(segment);
  }
  return units;
}

/** `node.js`, `9:16`, `don't`: marks inside Latin words do not part them. */
const isLatinChain = (before: string, next: string): boolean =>
  /[\w'’&+\-/.:@#_]$/.test(before) && !HAN.test(before) && !/\s$/.test(before) && /^[\w'’&+\-/.:@#_]/.test(next);

/** Signs of a unit that no line can take whole, with the marks that cling to them. */
function signUnits(unit: string): string[] {
  const units: string[] = [];
  for (const sign of graphemesOf(unit)) {
    const before = units.at(-1);
    if (before !== undefined && (NEVER_FIRST.test(sign) || NEVER_LAST.test(before))) units[units.length - 1] = before + sign;
    else units.push(sign);
  }
  return units;
}

/**
 * Breaks text into the fewest lines that fit, and then as evenly as they allow: a last line of one sign looks like a mistake. Breaks that
 * the person gave stay. A unit wider than a line is broken between signs.
 */
export function breakLines(text: string, width: number, measure: Measure): string[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const fitted = fill(line, width, measure);
    if (fitted.length < 2) return fitted;
    // The narrowest width that still takes as many lines.
    let [low, high] = [width / fitted.length / 1.2, width];
    for (let round = 0; round < 8; round++) {
      const middle = (low + high) / 2;
      if (fill(line, middle, measure).length > fitted.length || widest(fill(line, middle, measure), measure) > width) low = middle;
      else high = middle;
    }
    return fill(line, high, measure);
  });
}

const widest = (lines: string[], measure: Measure): number => Math.max(...lines.map((line) => measure(line)));

function fill(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const unit of breakUnits(text)) {
    const parts = measure(unit.trimEnd()) <= width ? [unit] : signUnits(unit);
    for (const part of parts) {
      if (line !== '' && measure((line + part).trimEnd()) > width) {
        lines.push(line.trim());
        line = '';
      }
      line += part;
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trim());
  return lines;
}
