import { readState } from '../../contract/upstream/state.ts';
import type { Route } from '../parts.ts';
import { admit } from '../wire/access.ts';
import { writeReply } from '../wire/envelope.ts';
import { originOf, writeClip } from '../wire/files.ts';

export const readStateRoute: Route = (app, { clients, sessions, clips, copies }) => {
  app.get<{ Params: { sessionId: string } }>(readState.path, async (request) => {
    const caller = admit(clients, request);
    const session = await sessions.find(caller.userId, request.params.sessionId);
    const origin = originOf(request);
    const sent = session.clips.filter((clip) => !clip.made);
    const infos = sent.map(async (clip) => writeClip({ clip, record: await clips.get(clip.hash), copies, origin }));
    const canvas = session.draft && { width: session.draft.m.width, height: session.draft.m.height };
    const state = {
      video_infos: await Promise.all(infos),
      draft: session.draft ?? {},
      canvas_config: canvas ?? {},
      video_analyses: {},
      generated_media: null,
    };
    return writeReply({ session_id: session.id, task_id: session.taskId, task_name: session.name, state });
  });
};
