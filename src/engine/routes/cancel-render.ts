import { cancelRender } from '../../contract/upstream/render.ts';
import type { Route } from '../parts.ts';
import { admitExport } from '../wire/access.ts';
import { writeRenderReply } from '../wire/envelope.ts';
import { originOf } from '../wire/files.ts';
import { findRender } from '../wire/find-render.ts';
import { writeReport } from '../wire/render-report.ts';

export const cancelRenderRoute: Route = (app, { clients, renders, renderQueue }) => {
  app.post<{ Params: { renderId: string } }>(cancelRender.path, async (request) => {
    const caller = admitExport(clients, request);
    const { id } = findRender(renders, caller, request.params.renderId);
    await renderQueue.cancel(id);
    return writeRenderReply(writeReport(renderQueue.state(findRender(renders, caller, id)), originOf(request)));
  });
};
