import { and, eq, like, lt } from 'drizzle-orm';
import type { Database } from './database.ts';
import { replies } from './schema.ts';

/** Replies are kept this long for a POST that comes again. */
export const REPLY_KEPT_MS = 24 * 3_600_000;

type Asked = { personId: string; key: string; question: string; at: number };

/** What was answered to this key before: nothing yet, a reply, or another question altogether. */
export async function claimReply(
  db: Database,
  asked: Asked,
): Promise<{ state: 'new' } | { state: 'answered'; reply: string } | { state: 'other' }> {
  const { at, ...rest } = asked;
  const [made] = await db
    .insert(replies)
    .values({ ...rest, createdAt: at })
    .onConflictDoNothing()
    .returning({ key: replies.key });
  if (made !== undefined) return { state: 'new' };
  const [known] = await db
    .select()
    .from(replies)
    .where(and(eq(replies.personId, asked.personId), eq(replies.key, asked.key)));
  if (known === undefined) return { state: 'new' };
  if (known.question !== asked.question) return { state: 'other' };
  // Claimed and never answered: the process died in between. What is made under the key is found again by the key.
  return known.reply === null ? { state: 'new' } : { state: 'answered', reply: known.reply };
}

export async function keepReply(db: Database, asked: Pick<Asked, 'personId' | 'key'>, reply: string): Promise<void> {
  await db
    .update(replies)
    .set({ reply })
    .where(and(eq(replies.personId, asked.personId), eq(replies.key, asked.key)));
}

/** A failure is not kept: the next try may do better. */
export async function dropReply(db: Database, asked: Pick<Asked, 'personId' | 'key'>): Promise<void> {
  await db.delete(replies).where(and(eq(replies.personId, asked.personId), eq(replies.key, asked.key)));
}

export async function forgetReplies(db: Database, before: number): Promise<void> {
  await db.delete(replies).where(lt(replies.createdAt, before));
}

/** Answers that tell of something which is deleted go with it; `id` is one of ours. */
export async function forgetRepliesOf(db: Pick<Database, 'delete'>, id: string): Promise<void> {
  await db.delete(replies).where(like(replies.reply, `%"${id}"%`));
}
