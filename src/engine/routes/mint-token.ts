import { ApiError } from '../../contract/error.ts';
import { CLIENT_ID_HEADER, mintToken } from '../../contract/upstream/token.ts';
import type { Route } from '../parts.ts';
import { checkAttribution } from '../wire/access.ts';
import { writeReply } from '../wire/envelope.ts';

/** Credits a new anonymous person has. Source: the contract. Nothing here costs any. */
export const CREDITS = 100;

const CLIENT_ID = /^[\w-]{8,64}$/;

export const mintTokenRoute: Route = (app, { clients }) => {
  app.post(mintToken.path, async (request) => {
    const clientId = request.headers[CLIENT_ID_HEADER.toLowerCase()];
    if (typeof clientId !== 'string' || !CLIENT_ID.test(clientId))
      throw new ApiError('bad_request', `the header ${CLIENT_ID_HEADER} is missing`);
    checkAttribution(request, 'bad_request');
    const { token, userId, expiresAt } = await clients.mint(clientId);
    return writeReply({ token, user_id: userId, expires_at: new Date(expiresAt).toISOString(), credits: CREDITS });
  });
};
