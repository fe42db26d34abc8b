import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';
import { API_PREFIX } from './header.ts';
import { Instant } from './text.ts';

export const readCredits = endpoint({
  method: 'GET',
  path: `${API_PREFIX}/credits`,
  reply: z.object({
    available: z.number(),
    frozen: z.number(),
    total: z.number(),
    expiresAt: Instant.optional(),
    /** Registration link that keeps the trial account; absent for a registered one. */
    bindUrl: z.string().optional(),
  }),
});
export type Credits = z.infer<typeof readCredits.reply>;
