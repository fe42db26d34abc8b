import { startSession } from '../../contract/upstream/session.ts';
import type { Route } from '../parts.ts';
import { admit } from '../wire/access.ts';
import { readBody, writeReply } from '../wire/envelope.ts';

export const startSessionRoute: Route = (app, { clients, sessions }) => {
  app.post(startSession.path, async (request) => {
    const caller = admit(clients, request);
    const { task_name: name, language } = readBody(startSession.body, request.body);
    const session = await sessions.create(caller.userId, { name, language });
    return writeReply({ task_id: session.taskId, session_id: session.id, user_id: caller.userId });
  });
};
