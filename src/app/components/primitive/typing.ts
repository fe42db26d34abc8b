/* How words come out of a field. The build takes `typing.weapp.ts` or `typing.h5.ts`. */

/** A field's name for who cannot see it, and what sends its words from the keyboard. */
export declare const field: (named: { label: string; onSend?: () => void }) => Readonly<Record<string, unknown>>;

/** Hands on what is typed, so that a field that shows what it is told never shows, and loses, older words. */
export declare const typing: (take: (words: string) => void) => (event: { detail: { value: string } }) => void;
