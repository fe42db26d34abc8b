import { randomBytes } from 'node:crypto';
import { claimToken } from '../../contract/upstream/token.ts';
import type { Route } from '../parts.ts';
import { admit } from '../wire/access.ts';
import { readBody } from '../wire/envelope.ts';

/** Life of a claim, s. Source: the contract's recorded reply. */
const CLAIM_LIFE_S = 604_800;

/** The reply has no envelope, as the contract has it. There is no web editor on this machine: the claim is well formed and opens nothing. */
export const claimTokenRoute: Route = (app, { clients, sessions }) => {
  app.post(claimToken.path, async (request) => {
    const caller = admit(clients, request);
    const body = readBody(claimToken.body, request.body);
    await sessions.find(caller.userId, body.session_id);
    return { claim_token: `clm_${randomBytes(24).toString('base64url')}`, expires_in: CLAIM_LIFE_S };
  });
};
