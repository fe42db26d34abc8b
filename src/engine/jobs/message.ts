import { ApiError } from '../../contract/error.ts';
import type { EngineDraft } from '../draft.ts';
import { appendClip, firstDraft } from '../edits/first-draft.ts';
import { type ClipStore, factsOf } from '../store/clips.ts';
import { type Session, type SessionClip, withDraft } from '../store/sessions.ts';
import type { TurnSession } from '../turn.ts';

/** Starts of one message before it is given up: one that ends the process must not end it for ever. */
const START_LIMIT = 3;

/** Finished messages remembered, so that one finished just before a kill is not done again. */
const DONE_LIMIT = 20;

/** The film of clips, in their order, behind a draft. */
export async function withClips(draft: EngineDraft | undefined, clips: SessionClip[], store: ClipStore): Promise<EngineDraft> {
  const facts = await Promise.all(clips.map(async (clip) => factsOf(clip, await store.get(clip.hash))));
  return draft ? facts.reduce(appendClip, draft) : firstDraft(facts);
}

/** Clips that came while the message was being worked on: its drafts do not know them. */
const lateClips = (session: Session): SessionClip[] => session.clips.slice(session.running?.clipCount ?? session.clips.length);

/**
 * Begins a message. One that was being worked on when the process ended begins again from the draft it had begun from, so what it had
 * done then is not done twice.
 */
export async function startMessage(session: Session, messageId: string, store: ClipStore): Promise<Session> {
  const { running, draft, history, clips } = session;
  if (running?.messageId !== messageId) return { ...session, running: { messageId, starts: 1, clipCount: clips.length, draft, history } };
  if (running.starts >= START_LIMIT)
    throw new ApiError('internal', `message ${messageId} was started ${running.starts} times without an end`);
  const late = lateClips(session);
  const restored = late.length > 0 ? await withClips(running.draft, late, store) : running.draft;
  return { ...session, draft: restored, history: running.history, running: { ...running, starts: running.starts + 1 } };
}

/** The session with a draft that the running message made. A message is one step of the history, however many edits it makes. */
export async function withTurnDraft(session: Session, made: EngineDraft, store: ClipStore): Promise<Session> {
  const { running } = session;
  const draft = await withClips(made, lateClips(session), store);
  return running ? withDraft({ ...session, draft: running.draft, history: running.history }, draft) : withDraft(session, draft);
}

/** The session as the turn leaves it: its last draft, where that stands in the history, and the question it asked, if any. */
export async function withTurnEnd(session: Session, end: TurnSession, store: ClipStore): Promise<Session> {
  const { pending: _, ...rest } = await withTurnDraft(session, end.draft, store);
  return { ...rest, history: end.history, ...(end.pending && { pending: end.pending }), ...(end.memory && { memory: end.memory }) };
}

/** The session with the running message finished. */
export function endMessage(session: Session, messageId: string): Session {
  const { running: _, ...rest } = session;
  return { ...rest, done: [...session.done, messageId].slice(-DONE_LIMIT) };
}

type Uploaded = Omit<SessionClip, 'id'> & { wantedId?: string };

/** The session with more clips, behind the film. While a message runs they belong to its step of the history. */
export async function withUploads(session: Session, uploads: Uploaded[], store: ClipStore): Promise<Session> {
  let named = Math.max(session.named, session.clips.length);
  const clips = uploads.map(({ wantedId, ...upload }) => {
    const isFree = wantedId !== undefined && !session.clips.some(({ id }) => id === wantedId);
    const id = isFree ? wantedId : `c${named + 1}`;
    named = Math.max(named, Number(id.slice(1)));
    return { ...upload, id };
  });
  const draft = await withClips(session.draft, clips, store);
  const more = { ...session, clips: [...session.clips, ...clips], named };
  return session.running ? { ...more, draft } : withDraft(more, draft);
}
