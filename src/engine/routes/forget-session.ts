import { forgetSession } from '../../contract/upstream/session.ts';
import type { Route } from '../parts.ts';
import { admit } from '../wire/access.ts';
import { writeReply } from '../wire/envelope.ts';

export const forgetSessionRoute: Route = (app, { clients, sessions, retention }) => {
  app.delete<{ Params: { sessionId: string } }>(forgetSession.path, async (request) => {
    const caller = admit(clients, request);
    const { id } = await sessions.find(caller.userId, request.params.sessionId);
    await retention.forgetSession(id);
    return writeReply({});
  });
};
