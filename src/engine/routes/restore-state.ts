import { restoreState } from '../../contract/upstream/state.ts';
import type { Route } from '../parts.ts';
import { admit } from '../wire/access.ts';
import { readBody, writeReply } from '../wire/envelope.ts';
import { readRestoredDraft } from '../wire/restored-draft.ts';

/** Puts a draft back, after the messages that were taken before. */
export const restoreStateRoute: Route = (app, { clients, sessions, messages }) => {
  app.post<{ Params: { sessionId: string } }>(restoreState.path, async (request) => {
    const caller = admit(clients, request);
    const session = await sessions.find(caller.userId, request.params.sessionId);
    const { draft } = readBody(restoreState.body, request.body);
    await messages.restore(session.id, readRestoredDraft(draft, session));
    return writeReply({});
  });
};
