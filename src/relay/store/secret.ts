import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Seals what must not be read from a stolen database, and signs addresses that carry no bearer. */
export type Secret = {
  /** `context` is bound in: what was sealed for one person does not open for another. */
  seal: (text: string, context: string) => string;
  open: (sealed: string, context: string) => string;
  sign: (text: string) => string;
  isSigned: (text: string, signature: string) => boolean;
};

/** First byte of everything sealed, so that a later key can be told apart. */
const KEY_ID = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export async function openSecret(settings: { dataDir: string; secretKey?: string }): Promise<Secret> {
  const root = settings.secretKey ?? (await keepKey(settings.dataDir));
  const keyFor = (purpose: string) => createHash('sha256').update(`${purpose}\n${root}`).digest();
  const sealKey = keyFor('seal');
  const signKey = keyFor('sign');
  const sign = (text: string) => createHmac('sha256', signKey).update(text).digest('hex');
  return {
    seal: (text, context) => seal(sealKey, text, context),
    open: (sealed, context) => unseal(sealKey, sealed, context),
    sign,
    isSigned: (text, signature) => {
      const expected = Buffer.from(sign(text));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}

/** The key in the data folder, made at the first start; `wx` keeps the first of two processes that start together. */
async function keepKey(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, 'secret.key');
  try {
    await writeFile(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(path, 'utf8')).trim();
}

function seal(key: Buffer, text: string, context: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([KEY_ID]), iv, cipher.getAuthTag(), body]).toString('base64');
}

function unseal(key: Buffer, sealed: string, context: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes[0] !== KEY_ID) throw new Error('sealed with a key this relay does not have');
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context)).setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
