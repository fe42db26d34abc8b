/*
 * A draft goes back to render exactly as it came. `JSON.parse` rounds long numbers and drops repeated keys, so the text of a value is
 * cut out of the reply as it stands. The text has been parsed before: it is valid.
 */

const SPACE = /\s*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const SCALAR = /[^\s,\]}]+/y;

/** The text of the value at `path` in a valid JSON text; `undefined` when there is none. */
export function rawAt(text: string, path: readonly string[]): string | undefined {
  let at = skip(text, 0, SPACE);
  for (const key of path) {
    const found = startOf(text, at, key);
    if (found === undefined) return undefined;
    at = found;
  }
  return text.slice(at, endOf(text, at));
}

function skip(text: string, at: number, token: RegExp): number {
  token.lastIndex = at;
  token.test(text);
  return token.lastIndex === 0 ? at : token.lastIndex;
}

/** Where the value of `key` starts in the object at `at`. */
function startOf(text: string, at: number, key: string): number | undefined {
  if (text[at] !== '{') return undefined;
  let next = skip(text, at + 1, SPACE);
  while (text[next] === '"') {
    const end = skip(text, next, STRING);
    const name: unknown = JSON.parse(text.slice(next, end));
    const value = skip(text, skip(text, end, SPACE) + 1, SPACE);
    if (name === key) return value;
    next = skip(text, endOf(text, value), SPACE);
    if (text[next] !== ',') return undefined;
    next = skip(text, next + 1, SPACE);
  }
  return undefined;
}

/** Where the value that starts at `at` ends. */
function endOf(text: string, at: number): number {
  if (text[at] === '"') return skip(text, at, STRING);
  if (text[at] !== '{' && text[at] !== '[') return skip(text, at, SCALAR);
  let depth = 0;
  let next = at;
  while (next < text.length) {
    const letter = text[next];
    if (letter === '"') {
      next = skip(text, next, STRING);
      continue;
    }
    if (letter === '{' || letter === '[') depth += 1;
    if (letter === '}' || letter === ']') depth -= 1;
    next += 1;
    if (depth === 0) return next;
  }
  return next;
}
