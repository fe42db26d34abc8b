import { bigint, boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';

/*
 * Times are ms since 1970. Documents are `text`, not `jsonb`: a draft goes back upstream exactly as it came, byte for byte, and `jsonb`
 * refuses U+0000 and reorders keys.
 */
const instant = (name: string) => bigint(name, { mode: 'number' });

export const people = pgTable(
  'people',
  {
    id: text().primaryKey(),
    /** `wechat:<openid>` or `device:<hash of the device id>`. */
    subject: text().notNull(),
    /** The upstream's `X-Client-Id`, the same for ever. */
    clientId: text('client_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [uniqueIndex('people_subject').on(t.subject)],
);

export const appTokens = pgTable(
  'app_tokens',
  { hash: text().primaryKey(), personId: text('person_id').notNull(), createdAt: instant('created_at').notNull() },
  (t) => [index('app_tokens_person').on(t.personId)],
);

/** Sealed with the person as associated data: a row moved to another person does not open. */
export const upstreamTokens = pgTable('upstream_tokens', {
  personId: text('person_id').primaryKey(),
  sealed: text().notNull(),
  upstreamUser: text('upstream_user'),
  expiresAt: instant('expires_at'),
});

/** Tokens asked for, to stay within limits per person, address and relay. */
export const mints = pgTable(
  'mints',
  { id: text().primaryKey(), personId: text('person_id').notNull(), address: text().notNull(), at: instant('at').notNull() },
  (t) => [index('mints_at').on(t.at)],
);

export const projects = pgTable(
  'projects',
  {
    id: text().primaryKey(),
    personId: text('person_id').notNull(),
    requestKey: text('request_key'),
    title: text().notNull(),
    language: text().notNull(),
    sessionId: text('session_id'),
    taskId: text('task_id'),
    /** The version shown. */
    version: integer().notNull().default(0),
    /** The version the upstream's draft is equal to; another one than `version` is restored before the next edit. */
    upstreamVersion: integer('upstream_version').notNull().default(0),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [index('projects_person').on(t.personId, t.updatedAt), uniqueIndex('projects_request').on(t.personId, t.requestKey)],
);

export const clips = pgTable(
  'clips',
  {
    id: text().primaryKey(),
    projectId: text('project_id').notNull(),
    requestKey: text('request_key'),
    draftName: text('draft_name').notNull(),
    name: text().notNull(),
    kind: text().notNull(),
    sizeBytes: instant('size_bytes').notNull(),
    durationMs: instant('duration_ms').notNull(),
    width: integer(),
    height: integer(),
    /** The upstream's record of it, JSON: its addresses are read from here. */
    upstream: text().notNull(),
    lost: boolean().notNull().default(false),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('clips_project').on(t.projectId), uniqueIndex('clips_request').on(t.projectId, t.requestKey)],
);

export const turns = pgTable(
  'turns',
  {
    id: text().primaryKey(),
    projectId: text('project_id').notNull(),
    requestKey: text('request_key'),
    text: text().notNull(),
    reference: text(),
    route: text().notNull(),
    state: text().notNull(),
    /** Written before the message leaves: a turn that is marked is never sent again. */
    sentAt: instant('sent_at'),
    stopAsked: boolean('stop_asked').notNull().default(false),
    /** Version the edit started from. */
    fromVersion: integer('from_version'),
    creditsBefore: instant('credits_before'),
    createdAt: instant('created_at').notNull(),
    /** Times that the work on it was begun and came to no end: more than a few, and it is given up. */
    starts: integer().notNull().default(0),
  },
  (t) => [
    index('turns_project').on(t.projectId, t.createdAt),
    index('turns_open').on(t.state),
    uniqueIndex('turns_request').on(t.projectId, t.requestKey),
  ],
);

export const turnEvents = pgTable(
  'turn_events',
  { turnId: text('turn_id').notNull(), seq: integer().notNull(), event: text().notNull() },
  (t) => [primaryKey({ columns: [t.turnId, t.seq] })],
);

export const versions = pgTable(
  'versions',
  {
    projectId: text('project_id').notNull(),
    version: integer().notNull(),
    /** The version it was made from: undo goes there. */
    parent: integer().notNull(),
    turnId: text('turn_id'),
    /** The draft exactly as the upstream gave it, JSON. */
    draft: text().notNull(),
    durationMs: instant('duration_ms').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.version] })],
);

export const exports = pgTable(
  'exports',
  {
    id: text().primaryKey(),
    projectId: text('project_id').notNull(),
    version: integer().notNull(),
    /** Draft and options, hashed: the same again is the same export. */
    fingerprint: text().notNull(),
    draft: text().notNull(),
    options: text().notNull(),
    state: text().notNull(),
    percent: integer().notNull().default(0),
    position: integer(),
    etaMs: instant('eta_ms'),
    /** Stored before the render is asked for, so that a restart asks for the same one. */
    renderId: text('render_id'),
    attempt: integer().notNull().default(0),
    cancelAsked: boolean('cancel_asked').notNull().default(false),
    /** Key of the finished file in the object store. */
    objectKey: text('object_key'),
    /** Facts of the file, JSON. */
    file: text(),
    error: text(),
    shareId: text('share_id'),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    starts: integer().notNull().default(0),
  },
  (t) => [
    index('exports_project').on(t.projectId, t.createdAt),
    index('exports_open').on(t.state),
    uniqueIndex('exports_share').on(t.shareId),
  ],
);

export const uploads = pgTable(
  'uploads',
  {
    id: text().primaryKey(),
    projectId: text('project_id').notNull(),
    name: text().notNull(),
    sizeBytes: instant('size_bytes').notNull(),
    fingerprint: text(),
    state: text().notNull(),
    clipId: text('clip_id'),
    error: text(),
    createdAt: instant('created_at').notNull(),
    starts: integer().notNull().default(0),
  },
  (t) => [index('uploads_project').on(t.projectId)],
);

export const batches = pgTable(
  'batches',
  { id: text().primaryKey(), personId: text('person_id').notNull(), createdAt: instant('created_at').notNull() },
  (t) => [index('batches_person').on(t.personId)],
);

export const batchRows = pgTable(
  'batch_rows',
  {
    batchId: text('batch_id').notNull(),
    projectId: text('project_id').notNull(),
    place: integer().notNull(),
    instruction: text(),
    turnId: text('turn_id'),
    exportId: text('export_id'),
    state: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.projectId] })],
);

export const replies = pgTable(
  'replies',
  {
    personId: text('person_id').notNull(),
    key: text().notNull(),
    /** Method, path and body, hashed: a key that comes back with another question is refused. */
    question: text().notNull(),
    reply: text(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.key] })],
);
