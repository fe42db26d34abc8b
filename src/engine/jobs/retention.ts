import { ApiError } from '../../contract/error.ts';
import { clipsIn } from '../draft-clips.ts';
import type { Renderer } from '../render/renderer.ts';
import type { Stores } from '../store/open.ts';
import { sweepPieces } from '../store/pieces.ts';
import type { Session } from '../store/sessions.ts';
import type { MessageQueue } from './messages.ts';
import type { RenderQueue } from './renders.ts';

const DAY_MS = 24 * 60 * 60_000;

/** A session that nobody has asked for this long is removed, with its clips, ms. Source: ours. */
export const SESSION_RETENTION_MS = 30 * DAY_MS;

/** Rendered pieces are kept this long after their last use, ms. */
export const PIECE_RETENTION_MS = 7 * DAY_MS;

export type RetentionParts = {
  stores: Stores;
  messages: Pick<MessageQueue, 'change' | 'forget'>;
  renderQueue: Pick<RenderQueue, 'cancel' | 'ended'>;
  renderer: Pick<Renderer, 'forget'>;
  /** Where rendering keeps its pieces. */
  piecesDir: string;
  now: () => number;
};

export type Retention = {
  /** Deletes a session with all that is its own. */
  forgetSession: (id: string) => Promise<void>;
  /** Deletes a clip of a session. Fails with `conflict` while the film has it. */
  forgetClip: (sessionId: string, clipId: string) => Promise<void>;
  /** Removes what is past its retention. */
  sweep: () => Promise<void>;
};

export function createRetention({ stores, messages, renderQueue, renderer, piecesDir, now }: RetentionParts): Retention {
  const { sessions, clips, renders } = stores;

  /** Bytes that no session has any more. */
  const removeUnnamed = (hashes: readonly string[]): Promise<void> =>
    clips.naming(async () => {
      const named = await sessions.hashes();
      for (const hash of hashes) if (!named.has(hash)) await clips.remove(hash);
    });
  const forgetSession = async (id: string): Promise<void> => {
    const session = await sessions.load(id);
    await messages.forget(id);
    for (const render of renders.ofSession(id)) {
      await renderQueue.cancel(render.id);
      await renderQueue.ended(render.id);
      await renders.remove(render.id);
    }
    await renderer.forget(id);
    await removeUnnamed((session?.clips ?? []).map(({ hash }) => hash));
  };

  return {
    forgetSession,
    async forgetClip(sessionId, clipId) {
      const before = await sessions.load(sessionId);
      await messages.change(sessionId, (session) => withoutClip(session, clipId));
      const using = renders.ofSession(sessionId).filter(({ draft }) => clipsIn(draft).includes(clipId));
      for (const { id } of using) await renderQueue.cancel(id);
      await Promise.all(renders.ofSession(sessionId).map(({ id }) => renderQueue.ended(id)));
      await renderer.forget(sessionId);
      await removeUnnamed((before?.clips ?? []).filter(({ id }) => id === clipId).map(({ hash }) => hash));
    },
    async sweep() {
      for (const id of await sessions.unused(now() - SESSION_RETENTION_MS)) await forgetSession(id);
      await removeUnnamed(await clips.list());
      await renders.sweep();
      await sweepPieces(piecesDir, now() - PIECE_RETENTION_MS);
    },
  };
}

/** The session without a clip, and without the past drafts that have it. */
function withoutClip(session: Session, clipId: string): Session {
  const { clips, draft, history, named } = session;
  const uses = (one: NonNullable<Session['draft']>): boolean => clipsIn(one).includes(clipId);
  if (!clips.some(({ id }) => id === clipId)) throw new ApiError('not_found', `there is no clip ${clipId}`);
  if (draft && uses(draft)) throw new ApiError('conflict', `the film has the clip ${clipId}: take it out first`);
  const without = (drafts: (typeof history)['past']) => drafts.filter((one) => !uses(one));
  return {
    ...session,
    clips: clips.filter(({ id }) => id !== clipId),
    named: Math.max(named, clips.length),
    history: { past: without(history.past), future: without(history.future) },
  };
}
