/** A new node per paragraph: WeChat sends the whole text of a node again with every change of it. */
export function paragraphsOf(text: string): string[] {
  return text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
}

/** Full-width characters in a line of 343 px at 16 px. */
const CHARACTERS_PER_LINE = 21;
const LINES_SHOWN = 8;

/** More than eight lines at the standard text size, by a count: WeChat cannot measure text before it is drawn. */
export function isLongReply(text: string): boolean {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / CHARACTERS_PER_LINE)), 0);
  return lines > LINES_SHOWN;
}

/** In full-width characters; Latin letters and digits take about half. */
function widthOf(line: string): number {
  let width = 0;
  for (const character of line) width += character.charCodeAt(0) < 0x2000 ? 0.5 : 1;
  return width;
}
