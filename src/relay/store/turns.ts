import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { newId } from './id.ts';
import { projects, turnEvents, turns } from './schema.ts';

export type TurnRow = typeof turns.$inferSelect;
type NewTurn = { projectId: string; requestKey?: string; text: string; reference?: string; route: string; at: number };

/** The same `requestKey` gives the same turn: `isNew` is false for the one that was there. */
export async function createTurn(db: Database, wanted: NewTurn): Promise<{ turn: TurnRow; isNew: boolean }> {
  const { at, requestKey, reference, ...rest } = wanted;
  const row = { ...rest, id: newId(), requestKey: requestKey ?? null, reference: reference ?? null, state: 'queued', createdAt: at };
  const [made] = await db.insert(turns).values(row).onConflictDoNothing().returning();
  if (made !== undefined) return { turn: made, isNew: true };
  const [known] = await db
    .select()
    .from(turns)
    .where(and(eq(turns.projectId, wanted.projectId), eq(turns.requestKey, requestKey ?? '')));
  if (known === undefined) throw new Error('a turn that was just made is gone');
  return { turn: known, isNew: false };
}

/** A turn and whose it is. */
export async function readTurn(db: Database, turnId: string): Promise<{ turn: TurnRow; personId: string } | undefined> {
  const [row] = await db
    .select({ turn: turns, personId: projects.personId })
    .from(turns)
    .innerJoin(projects, eq(projects.id, turns.projectId))
    .where(eq(turns.id, turnId));
  return row;
}

export const listTurns = (db: Database, projectId: string): Promise<TurnRow[]> =>
  db.select().from(turns).where(eq(turns.projectId, projectId)).orderBy(asc(turns.createdAt), asc(turns.id));

/** Every turn that has not ended, oldest first: a restart goes on with them. */
export const listOpenTurns = (db: Database): Promise<TurnRow[]> =>
  db
    .select()
    .from(turns)
    .where(inArray(turns.state, ['queued', 'running']))
    .orderBy(asc(turns.createdAt), asc(turns.id));

type TurnChange = Partial<Pick<TurnRow, 'state' | 'sentAt' | 'stopAsked' | 'fromVersion' | 'creditsBefore'>>;

export async function changeTurn(db: Database, turnId: string, change: TurnChange): Promise<void> {
  await db.update(turns).set(change).where(eq(turns.id, turnId));
}

export type EventRow = typeof turnEvents.$inferSelect;

/** Stores events of any number of turns at once, in one statement: a commit per event would cost a thousand times as much. */
export async function appendEvents(db: Database, rows: EventRow[]): Promise<void> {
  const column = <Name extends keyof EventRow>(name: Name) => sql.param(rows.map((row) => row[name]));
  await db.execute(
    sql`insert into turn_events (turn_id, seq, event) select * from unnest(${column('turnId')}::text[], ${column('seq')}::integer[], ${column('event')}::text[])`,
  );
}

/** Events after `after`, in order. */
export const readEventsAfter = (db: Database, turnId: string, after: number): Promise<EventRow[]> =>
  db
    .select()
    .from(turnEvents)
    .where(and(eq(turnEvents.turnId, turnId), gt(turnEvents.seq, after)))
    .orderBy(asc(turnEvents.seq));

export const listEvents = (db: Database, turnIds: string[]): Promise<EventRow[]> =>
  turnIds.length === 0
    ? Promise.resolve([])
    : db.select().from(turnEvents).where(inArray(turnEvents.turnId, turnIds)).orderBy(asc(turnEvents.turnId), asc(turnEvents.seq));

export const listOpenTurnsOf = (db: Database, projectIds: string[]): Promise<{ projectId: string }[]> =>
  projectIds.length === 0
    ? Promise.resolve([])
    : db
        .select({ projectId: turns.projectId })
        .from(turns)
        .where(and(inArray(turns.projectId, projectIds), inArray(turns.state, ['queued', 'running'])));

/** Changes the count of starts, and says it. */
export async function countStart(db: Database, turnId: string, by: number): Promise<number> {
  const [row] = await db
    .update(turns)
    .set({ starts: sql`${turns.starts} + ${by}` })
    .where(eq(turns.id, turnId))
    .returning({ starts: turns.starts });
  return row?.starts ?? 0;
}
