import { ApiError } from '../../contract/error.ts';
import { clipKindOf } from '../../contract/limits.ts';
import { importClip } from '../../contract/relay/clip.ts';
import { uploadClips } from '../../contract/upstream/clip.ts';
import * as clips from '../store/clips.ts';
import { newId } from '../store/id.ts';
import { readPublicAddress } from '../upload/public-address.ts';
import { takeOnce } from '../upload/taken.ts';
import { writeClip } from '../write/clip.ts';
import { ownProject } from './own.ts';
import { serve } from './serve.ts';

/** The upstream fetches the file; what it may be sent to is decided here. */
export const serveImportClip = serve(importClip, async (parts, { personId, body, id, requestKey }) => {
  const project = await ownProject(parts, personId, id('projectId'));
  const known = requestKey === undefined ? undefined : await clips.readRequestedClip(parts.db, project.id, requestKey);
  if (known !== undefined) return { clip: writeClip(known, personId, parts.addresses) };
  const url = await readPublicAddress(body.url);
  const name = decodeName(url);
  if (clipKindOf(name) === undefined) throw new ApiError('file_unsupported', 'the address names no accepted type', { args: { name } });
  await parts.turns.restore(project.id);
  const asked = { urls: [url.href], source_type: 'url' as const };
  const send = async () => {
    const { data } = await parts.sessions.within(project.id, (sessionId) =>
      parts.account(personId).ask(uploadClips, { params: { sessionId }, body: asked }),
    );
    const [file] = data.files;
    if (file === undefined) throw new ApiError('file_broken', 'the upstream could not fetch the address');
    return { file, sizeBytes: 0 };
  };
  const wanted = { personId, projectId: project.id, requestKey: requestKey ?? newId(), name, sizeBytes: 0 };
  return { clip: writeClip(await takeOnce(parts, wanted, send), personId, parts.addresses) };
});

function decodeName(url: URL): string {
  const last = url.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last).slice(0, 200);
  } catch {
    return last.slice(0, 200);
  }
}
