/** Run in order, each once, inside one transaction. A step that has been released is never changed: add the next. */
export const migrations: readonly string[] = [
  `
create table people (id text primary key, subject text not null, client_id text not null, created_at bigint not null);
create unique index people_subject on people (subject);
create table app_tokens (hash text primary key, person_id text not null, created_at bigint not null);
create index app_tokens_person on app_tokens (person_id);
create table upstream_tokens (person_id text primary key, sealed text not null, upstream_user text, expires_at bigint);
create table mints (id text primary key, person_id text not null, address text not null, at bigint not null);
create index mints_at on mints (at);
create table projects (
  id text primary key, person_id text not null, request_key text, title text not null, language text not null, session_id text,
  task_id text, version integer not null default 0, upstream_version integer not null default 0, created_at bigint not null,
  updated_at bigint not null
);
create index projects_person on projects (person_id, updated_at);
create unique index projects_request on projects (person_id, request_key);
create table clips (
  id text primary key, project_id text not null, request_key text, draft_name text not null, name text not null, kind text not null,
  size_bytes bigint not null, duration_ms bigint not null, width integer, height integer, upstream text not null,
  lost boolean not null default false, created_at bigint not null
);
create index clips_project on clips (project_id);
create unique index clips_request on clips (project_id, request_key);
create table turns (
  id text primary key, project_id text not null, request_key text, text text not null, reference text, route text not null,
  state text not null, sent_at bigint, stop_asked boolean not null default false, from_version integer, credits_before bigint, created_at bigint not null
);
create index turns_project on turns (project_id, created_at);
create index turns_open on turns (state);
create unique index turns_request on turns (project_id, request_key);
create table turn_events (turn_id text not null, seq integer not null, event text not null, primary key (turn_id, seq));
create table versions (
  project_id text not null, version integer not null, parent integer not null, turn_id text, draft text not null,
  duration_ms bigint not null, created_at bigint not null, primary key (project_id, version)
);
create table exports (
  id text primary key, project_id text not null, version integer not null, fingerprint text not null, draft text not null,
  options text not null, state text not null, percent integer not null default 0, position integer, eta_ms bigint, render_id text,
  attempt integer not null default 0, cancel_asked boolean not null default false, object_key text, file text, error text,
  share_id text, created_at bigint not null, expires_at bigint
);
create index exports_project on exports (project_id, created_at);
create index exports_open on exports (state);
create unique index exports_share on exports (share_id);
create table uploads (
  id text primary key, project_id text not null, name text not null, size_bytes bigint not null, fingerprint text, state text not null,
  clip_id text, error text, created_at bigint not null
);
create index uploads_project on uploads (project_id);
create table batches (id text primary key, person_id text not null, created_at bigint not null);
create index batches_person on batches (person_id);
create table batch_rows (
  batch_id text not null, project_id text not null, place integer not null, instruction text, turn_id text, export_id text,
  state text not null, primary key (batch_id, project_id)
);
create table replies (
  person_id text not null, key text not null, question text not null, reply text, created_at bigint not null,
  primary key (person_id, key)
);
`,
  `
alter table turns add column starts integer not null default 0;
alter table exports add column starts integer not null default 0;
alter table uploads add column starts integer not null default 0;
`,
];
