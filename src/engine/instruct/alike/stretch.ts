/** A stretch of a text, by index. */
export type Stretch = { start: number; end: number };
