import { ApiError } from '../../contract/error.ts';
import { deleteClip } from '../../contract/relay/clip.ts';
import * as clips from '../store/clips.ts';
import { forgetOneClip } from '../upstream/forget.ts';
import { ownClip, ownProject } from './own.ts';
import { serve } from './serve.ts';

export const serveDeleteClip = serve(deleteClip, async (parts, { personId, id }) => {
  const project = await ownProject(parts, personId, id('projectId'));
  const clip = await ownClip(parts, personId, id('clipId'));
  if (clip.projectId !== project.id) throw new ApiError('not_found', 'no such clip');
  await forgetOneClip(parts, project, clip);
  await clips.deleteClip(parts.db, clip.id);
  return {};
});
