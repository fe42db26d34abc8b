import { ApiError } from '../../contract/error.ts';
import type { Parts } from '../parts.ts';
import { type ClipRow, readRequestedClip } from '../store/clips.ts';
import { attachClip } from '../upstream/attach.ts';
import { takeOnce } from './taken.ts';

/** One clip, and the project of the same person that is to have it too. */
export type Copying = { clip: ClipRow; projectId: string };

/** What became of clips that are copied: grows while they are. */
export type Copied = { copied: number; total: number; lostClips: string[] };

/**
 * Gives projects clips that the upstream has for another one, in their order and each once, however often it is asked. All belong to
 * one person. A clip that is gone is named and left out.
 */
export async function copyClips(parts: Parts, personId: string, { copyings, told }: { copyings: Copying[]; told: Copied }): Promise<void> {
  for (const copying of copyings) {
    if (await copyClip(parts, personId, copying)) told.copied += 1;
    else told.lostClips.push(copying.clip.name);
  }
}

async function copyClip(parts: Parts, personId: string, { clip, projectId }: Copying): Promise<boolean> {
  const requestKey = `copy-${clip.id}`;
  if ((await readRequestedClip(parts.db, projectId, requestKey)) !== undefined) return true;
  if (clip.lost) return false;
  const { name, sizeBytes } = clip;
  const attach = (sessionId: string) => attachClip(parts, { sessionId, personId, clip });
  const send = async () => {
    const file = await parts.sessions.within(projectId, attach);
    if (file === undefined) throw new ApiError('session_lost', `the upstream no longer has ${name}`);
    return { file, sizeBytes };
  };
  try {
    await takeOnce(parts, { personId, projectId, requestKey, name, sizeBytes }, send);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'session_lost') return false;
    throw error;
  }
}
