/** The sentence in the person's language. */
export type Say = (zh: string, en: string) => string;

export const seconds = (ms: number): string => String(Math.round(ms / 100) / 10);
export const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
