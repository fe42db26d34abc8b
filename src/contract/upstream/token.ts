import { endpoint } from '../endpoint.ts';
import * as z from '../schema.ts';

export const CLIENT_ID_HEADER = 'X-Client-Id';

/** `POST /api/auth/anonymous-token` with `X-Client-Id`. One token per client per 7 days: ask again with the same id. */
export const mintToken = endpoint({
  method: 'POST',
  path: '/api/auth/anonymous-token',
  reply: z.looseObject({
    token: z.string().min(1),
    user_id: z.string().optional(),
    expires_at: z.string().optional(),
    credits: z.number().optional(),
  }),
});

/** A link with which the person goes on in the web editor. The token in it is made for URLs; `nmv_usr_…` never is. */
export const claimToken = endpoint({
  method: 'POST',
  path: '/api/auth/claim-token',
  body: z.object({ task_id: z.string(), session_id: z.string() }),
  reply: z.looseObject({ claim_token: z.string(), expires_in: z.number().optional() }),
});
