/** Parsed JSON, or the text itself where it is none: a proxy's error page must not break the reader. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
