import { ApiError } from '../../contract/error.ts';
import { DOWNLOAD_PATH } from '../../contract/upstream/render.ts';
import type { Route } from '../parts.ts';
import { admitExport } from '../wire/access.ts';
import { findRender } from '../wire/find-render.ts';
import { sendFile } from '../wire/send-file.ts';

export const downloadRenderRoute: Route = (app, { clients, renders }) => {
  app.get<{ Params: { renderId: string } }>(DOWNLOAD_PATH, async (request, reply) => {
    const caller = admitExport(clients, request);
    const render = findRender(renders, caller, request.params.renderId);
    if (render.status !== 'completed') throw new ApiError('conflict', `the render ${render.id} is ${render.status}`);
    reply.header('content-disposition', `attachment; filename="${render.id}.mp4"`);
    return sendFile(reply, renders.pathOf(render.id));
  });
};
