import { pollRender } from '../../contract/upstream/render.ts';
import type { Route } from '../parts.ts';
import { admitExport } from '../wire/access.ts';
import { writeRenderReply } from '../wire/envelope.ts';
import { originOf } from '../wire/files.ts';
import { findRender } from '../wire/find-render.ts';
import { writeReport } from '../wire/render-report.ts';

export const pollRenderRoute: Route = (app, { clients, renders, renderQueue }) => {
  app.get<{ Params: { renderId: string } }>(pollRender.path, async (request) => {
    const caller = admitExport(clients, request);
    const render = findRender(renders, caller, request.params.renderId);
    return writeRenderReply(writeReport(renderQueue.state(render), originOf(request)));
  });
};
