import { randomBytes, randomUUID } from 'node:crypto';
import { eq, gt, inArray, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { newId, sha256 } from './id.ts';
import {
  appTokens,
  batches,
  batchRows,
  clips,
  exports,
  mints,
  people,
  projects,
  replies,
  turnEvents,
  turns,
  uploads,
  upstreamTokens,
  versions,
} from './schema.ts';

export type Person = typeof people.$inferSelect;

/** The person behind a WeChat openid or a device, made at the first sight. */
export async function keepPerson(db: Database, subject: string, at: number): Promise<Person> {
  await db.insert(people).values({ id: newId(), subject, clientId: randomUUID(), createdAt: at }).onConflictDoNothing();
  const [person] = await db.select().from(people).where(eq(people.subject, subject));
  if (person === undefined) throw new Error('a person that was just kept is gone');
  return person;
}

export async function readPerson(db: Database, personId: string): Promise<Person | undefined> {
  const [person] = await db.select().from(people).where(eq(people.id, personId));
  return person;
}

/** A bearer for the app; only its hash is kept. */
export async function issueToken(db: Database, personId: string, at: number): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.insert(appTokens).values({ hash: sha256(token), personId, createdAt: at });
  return token;
}

export async function personOfToken(db: Database, token: string): Promise<string | undefined> {
  const [row] = await db
    .select({ personId: appTokens.personId })
    .from(appTokens)
    .where(eq(appTokens.hash, sha256(token)));
  return row?.personId;
}

export async function revokeToken(db: Database, token: string): Promise<void> {
  await db.delete(appTokens).where(eq(appTokens.hash, sha256(token)));
}

export type UpstreamToken = typeof upstreamTokens.$inferSelect;

export async function readUpstreamToken(db: Database, personId: string): Promise<UpstreamToken | undefined> {
  const [row] = await db.select().from(upstreamTokens).where(eq(upstreamTokens.personId, personId));
  return row;
}

export async function keepUpstreamToken(db: Database, row: UpstreamToken): Promise<void> {
  await db.insert(upstreamTokens).values(row).onConflictDoUpdate({ target: upstreamTokens.personId, set: row });
}

/** Upstream tokens asked for since `since`: by this person, from this address, by everybody. */
export async function countMints(db: Database, who: { personId: string; address: string; since: number }) {
  const [row] = await db
    .select({
      person: sql<number>`count(*) filter (where ${mints.personId} = ${who.personId})`.mapWith(Number),
      address: sql<number>`count(*) filter (where ${mints.address} = ${who.address})`.mapWith(Number),
      all: sql<number>`count(*)`.mapWith(Number),
    })
    .from(mints)
    .where(gt(mints.at, who.since));
  return row ?? { person: 0, address: 0, all: 0 };
}

export async function noteMint(db: Database, mint: { personId: string; address: string; at: number }): Promise<void> {
  await db.insert(mints).values({ id: newId(), ...mint });
}

/** Everything of one person, in one transaction. The caller deletes the files first. */
export async function erasePerson(db: Database, personId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const own = tx.select({ id: projects.id }).from(projects).where(eq(projects.personId, personId));
    const ownTurns = tx.select({ id: turns.id }).from(turns).where(inArray(turns.projectId, own));
    const ownBatches = tx.select({ id: batches.id }).from(batches).where(eq(batches.personId, personId));
    await tx.delete(turnEvents).where(inArray(turnEvents.turnId, ownTurns));
    for (const table of [turns, clips, versions, exports, uploads]) await tx.delete(table).where(inArray(table.projectId, own));
    await tx.delete(batchRows).where(inArray(batchRows.batchId, ownBatches));
    for (const table of [batches, projects, replies, appTokens, upstreamTokens]) await tx.delete(table).where(eq(table.personId, personId));
    await tx.update(mints).set({ personId: '' }).where(eq(mints.personId, personId));
    await tx.delete(people).where(eq(people.id, personId));
  });
}
