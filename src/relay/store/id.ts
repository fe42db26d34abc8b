import { createHash, randomBytes } from 'node:crypto';

const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id of ours, 103 bits of chance: knowing one tells nothing of another. */
export const newId = (): string =>
  Array.from(randomBytes(40), (byte) => (byte < 252 ? DIGITS[byte % 36] : ''))
    .join('')
    .slice(0, 20);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
