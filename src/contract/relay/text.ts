import * as z from '../schema.ts';

/** Text from a person. NUL is refused: PostgreSQL's `text` cannot hold it. */
export const Text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\u0000'), 'must not contain NUL');

/** An id of ours: lower-case letters and digits. */
export const Id = z.string().regex(/^[a-z0-9]{8,40}$/);

/** What the app makes for `Idempotency-Key`. */
export const IdempotencyKey = z.string().regex(/^[\w-]{8,80}$/);

export const Language = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof Language>;

/** Time on the server's clock, ms since 1970. */
export const Instant = z.number().int();

/** A version of a draft, counted from 0; as large as PostgreSQL's `integer` holds. */
export const VersionNumber = z.number().int().min(0).max(2_147_483_647);
