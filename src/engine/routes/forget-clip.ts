import { forgetClip } from '../../contract/upstream/clip.ts';
import type { Route } from '../parts.ts';
import { admit } from '../wire/access.ts';
import { writeReply } from '../wire/envelope.ts';

export const forgetClipRoute: Route = (app, { clients, sessions, retention }) => {
  app.delete<{ Params: { sessionId: string; clipId: string } }>(forgetClip.path, async (request) => {
    const caller = admit(clients, request);
    const { id } = await sessions.find(caller.userId, request.params.sessionId);
    await retention.forgetClip(id, request.params.clipId);
    return writeReply({});
  });
};
