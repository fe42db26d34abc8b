import { readBalance } from '../../contract/upstream/credits.ts';
import type { Route } from '../parts.ts';
import { admit } from '../wire/access.ts';
import { writeReply } from '../wire/envelope.ts';
import { CREDITS } from './mint-token.ts';

/** Work on one's own machine costs nothing: the balance never moves. */
export const readBalanceRoute: Route = (app, { clients }) => {
  app.get(readBalance.path, async (request) => {
    admit(clients, request);
    return writeReply({ available: CREDITS, frozen: 0, total: CREDITS });
  });
};
