export type Utf8Decoder = {
  /** Takes bytes cut anywhere, also inside a character, and gives the text they complete. */
  push: (bytes: Uint8Array) => string;
  /** U+FFFD where the stream broke inside of a character, else nothing. */
  end: () => string;
};

const REPLACEMENT = 0xfffd;

/** Most code units given to `fromCharCode` at once: they travel as arguments. */
const UNITS_AT_ONCE = 4096;

/** What the first byte of a character says: how many follow, its own bits, and the range of the second byte. */
function leadOf(byte: number): { needed: number; point: number; lower: number; upper: number } | undefined {
  if (byte >= 0xc2 && byte <= 0xdf) return { needed: 1, point: byte & 0x1f, lower: 0x80, upper: 0xbf };
  if (byte >= 0xe0 && byte <= 0xef)
    return { needed: 2, point: byte & 0x0f, lower: byte === 0xe0 ? 0xa0 : 0x80, upper: byte === 0xed ? 0x9f : 0xbf };
  if (byte >= 0xf0 && byte <= 0xf4)
    return { needed: 3, point: byte & 0x07, lower: byte === 0xf0 ? 0x90 : 0x80, upper: byte === 0xf4 ? 0x8f : 0xbf };
  return undefined;
}

/**
 * Decodes UTF-8 in pieces, as `TextDecoder` does with `stream` and `ignoreBOM`: WeChat has none. What is no UTF-8 becomes U+FFFD.
 * Source: WHATWG Encoding, "UTF-8 decoder".
 */
export function createUtf8Decoder(): Utf8Decoder {
  let needed = 0;
  let point = 0;
  let lower = 0x80;
  let upper = 0xbf;

  /** The code point that the byte completes; `undefined` in the middle of one. */
  const next = (byte: number): number | undefined => {
    if (needed === 0) {
      if (byte < 0x80) return byte;
      const lead = leadOf(byte);
      if (!lead) return REPLACEMENT;
      ({ needed, point, lower, upper } = lead);
      return undefined;
    }
    lower = 0x80;
    upper = 0xbf;
    point = (point << 6) | (byte & 0x3f);
    needed -= 1;
    return needed === 0 ? point : undefined;
  };

  const push = (bytes: Uint8Array): string => {
    let text = '';
    let units: number[] = [];
    const add = (value: number | undefined): void => {
      if (value === undefined) return;
      if (value > 0xffff) units.push(0xd800 + ((value - 0x10000) >> 10), 0xdc00 + ((value - 0x10000) & 0x3ff));
      else units.push(value);
      if (units.length < UNITS_AT_ONCE) return;
      text += String.fromCharCode(...units);
      units = [];
    };
    for (const byte of bytes) {
      // A byte that cannot go on the character begins the next one.
      if (needed > 0 && (byte < lower || byte > upper)) {
        needed = 0;
        add(REPLACEMENT);
      }
      add(next(byte));
    }
    return text + String.fromCharCode(...units);
  };

  const end = (): string => {
    const isBroken = needed > 0;
    needed = 0;
    return isBroken ? String.fromCharCode(REPLACEMENT) : '';
  };

  return { push, end };
}
