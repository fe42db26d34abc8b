import { ApiError } from '../../contract/error.ts';
import { StartRenderBody, startRender } from '../../contract/upstream/render.ts';
import type { Route } from '../parts.ts';
import { admitExport } from '../wire/access.ts';
import { readBody, writeRenderReply } from '../wire/envelope.ts';
import { originOf } from '../wire/files.ts';
import { readOutput, readRenderDraft } from '../wire/render-draft.ts';
import { writeReport } from '../wire/render-report.ts';

/** The same id again is the same render, whatever else the body says: a retry after a lost answer is safe. */
export const startRenderRoute: Route = (app, { clients, sessions, renders, renderQueue, limitBytes }) => {
  app.post(startRender.path, async (request) => {
    const caller = admitExport(clients, request);
    const { id, sessionId, draft, output } = readBody(StartRenderBody, request.body);
    const known = renders.find(id);
    if (known && known.userId !== caller.userId) throw new ApiError('conflict', `the id ${id} is taken`);
    if (known) return writeRenderReply(writeReport(renderQueue.state(known), originOf(request)));
    const session = await sessions.find(caller.userId, sessionId);
    const asked = { draft: readRenderDraft(draft, session), output: readOutput(output, limitBytes) };
    const state = await renderQueue.start({ id, userId: caller.userId, sessionId, ...asked });
    return writeRenderReply(writeReport(state, originOf(request)));
  });
};
