import { SKILL_SOURCE } from '../../../src/contract/upstream/attribution.ts';
import { Draft, isExportable } from '../../../src/contract/upstream/draft.ts';
import { UPSTREAM_CODE } from '../../../src/contract/upstream/envelope.ts';
import { StartRenderBody } from '../../../src/contract/upstream/render.ts';
import { type Call, type Faking, readBody } from './call.ts';
import { type Answer, json, writeCode } from './fault.ts';
import type { FakeRender } from './world.ts';

export async function startRender({ world }: Faking, { request, owner }: Call): Promise<Answer> {
  const body = StartRenderBody.safeParse(await readBody(request)).data;
  if (request.headers['x-skill-source'] !== SKILL_SOURCE) return writeCode(UPSTREAM_CODE.exportBlocked, 'status', 'attribution is missing');
  if (!body) return json({ success: false, message: 'bad request' }, 422);
  world.submitted.set(body.id, (world.submitted.get(body.id) ?? 0) + 1);
  const draft = Draft.safeParse(body.draft).data;
  if (!draft || !isExportable(draft)) return json({ success: false, message: 'the draft is empty' });
  const render = world.renders.get(body.id) ?? {
    id: body.id,
    sessionId: body.sessionId,
    owner,
    polls: 0,
    status: 'pending',
    draft: body.draft,
  };
  world.renders.set(body.id, render);
  return json({ success: true, data: { id: render.id, status: render.status, progress: 5 } });
}

export function pollRender({ world, options, url }: Faking, { owner }: Call, [renderId = '']: string[]): Answer {
  const render = world.renders.get(renderId);
  if (render?.owner !== owner) return json({ success: false, message: 'render not found' }, 404);
  const isRunning = render.status === 'pending' || render.status === 'processing';
  if (isRunning) {
    render.polls += 1;
    render.status = render.polls < options.renderPolls ? 'processing' : (world.renderEnds.shift() ?? 'completed');
  }
  return json(statusOf(render, options, `${url}/api/render/proxy/${renderId}/download`));
}

function statusOf(render: FakeRender, { renderShape, renderPolls, file }: Faking['options'], outputUrl: string): unknown {
  const isDone = render.status === 'completed';
  const progress = isDone ? 100 : Math.min(95, 5 + Math.round((render.polls / renderPolls) * 90));
  const output = isDone ? { url: outputUrl, duration: 10, size: file.length } : undefined;
  const error = render.status === 'failed' ? 'the renderer gave up' : undefined;
  const { id, status } = render;
  if (renderShape === 'task') return { taskId: id, status, progress, output, error };
  if (renderShape === 'nested') return { success: true, data: { id, status, progress, output, error } };
  return { success: true, data: { id, status, progress, outputUrl: output?.url ?? null, error } };
}

/** The bytes, with one range. */
export function sendFile({ world, options: { file } }: Faking, { request }: Call, [renderId = '']: string[]): Answer {
  if (world.renders.get(renderId)?.status !== 'completed') return json({ success: false, message: 'not found' }, 404);
  const headers = { 'content-type': 'video/mp4', 'accept-ranges': 'bytes' };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (!range) return { status: 200, headers, body: file };
  const from = Number(range[1]);
  const to = range[2] ? Math.min(Number(range[2]), file.length - 1) : file.length - 1;
  return { status: 206, headers: { ...headers, 'content-range': `bytes ${from}-${to}/${file.length}` }, body: file.subarray(from, to + 1) };
}
