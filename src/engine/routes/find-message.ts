import { findMessage } from '../../contract/upstream/message.ts';
import type { Route } from '../parts.ts';
import { admit } from '../wire/access.ts';
import { writeReply } from '../wire/envelope.ts';

/** A message is on disk before its stream begins, so the answer holds also after a kill. */
export const findMessageRoute: Route = (app, { clients, sessions, messages }) => {
  app.get<{ Params: { sessionId: string; messageId: string } }>(findMessage.path, async (request) => {
    const caller = admit(clients, request);
    const session = await sessions.find(caller.userId, request.params.sessionId);
    return writeReply({ received: await messages.hasReceived(session.id, request.params.messageId) });
  });
};
