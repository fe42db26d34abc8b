import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as clips from '../../../src/relay/store/clips.ts';
import type { Database, OpenDatabase } from '../../../src/relay/store/database.ts';
import * as exports from '../../../src/relay/store/exports.ts';
import * as people from '../../../src/relay/store/people.ts';
import * as projects from '../../../src/relay/store/projects.ts';
import * as replies from '../../../src/relay/store/replies.ts';
import * as schema from '../../../src/relay/store/schema.ts';
import * as turns from '../../../src/relay/store/turns.ts';
import * as versions from '../../../src/relay/store/versions.ts';
import type { StoredEvent } from '../../../src/relay/turn/cursor.ts';
import { createJournal } from '../../../src/relay/turn/journal.ts';
import { databases, openTestDatabase } from './databases.ts';

describe.each(databases)('%s', (name) => {
  let database: OpenDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await openTestDatabase(name);
    db = database.db;
  });
  afterAll(() => database.close());

  async function someProject(subject = 'device:a') {
    const person = await people.keepPerson(db, subject, 1);
    return { person, project: await projects.createProject(db, { personId: person.id, title: '周末', language: 'zh-CN', at: 2 }) };
  }

  test('a person is the same for the same subject, and a token is theirs until it is revoked', async () => {
    const ann = await people.keepPerson(db, 'wechat:ann', 1);
    expect((await people.keepPerson(db, 'wechat:ann', 9)).id).toBe(ann.id);
    const token = await people.issueToken(db, ann.id, 1);
    expect(await people.personOfToken(db, token)).toBe(ann.id);
    await people.revokeToken(db, token);
    expect(await people.personOfToken(db, token)).toBeUndefined();
  });

  test('what is made under a key is made once, also by twenty at the same time', async () => {
    const { person, project } = await someProject();
    const made = await Promise.all(
      Array.from({ length: 20 }, () =>
        projects.createProject(db, { personId: person.id, title: 'x', language: 'en', requestKey: 'key-00001', at: 3 }),
      ),
    );
    expect(new Set(made.map((row) => row.id)).size).toBe(1);
    const wanted = { projectId: project.id, version: 1, fingerprint: 'f', draft: '{}', options: '{}', createdAt: 1 };
    const kept = await Promise.all(Array.from({ length: 20 }, () => exports.keepExport(db, wanted)));
    expect(new Set(kept.map(({ row }) => row.id)).size).toBe(1);
    expect(kept.filter(({ isNew }) => isNew)).toHaveLength(1);
  });

  test('a draft comes back byte for byte', async () => {
    const { project } = await someProject();
    const draft = '{"z":1.0, "id":1234567890123456789,"tx":"\\u0000 \\ud83d\\ude00 😀"}';
    const version = await versions.addVersion(db, { projectId: project.id, parent: 0, draft, durationMs: 5_000_000_000, at: 4 });
    expect(await versions.readDraft(db, project.id, version)).toBe(draft);
    expect(await versions.shownLengths(db, [project.id])).toEqual(new Map([[project.id, 5_000_000_000]]));
  });

  test('a reply is kept for its key, and another question under that key is told apart', async () => {
    const asked = { personId: 'p', key: 'key-00002', question: 'q', at: 1 };
    expect(await replies.claimReply(db, asked)).toEqual({ state: 'new' });
    expect(await replies.claimReply(db, asked)).toEqual({ state: 'new' });
    await replies.keepReply(db, asked, '{"a":1}');
    expect(await replies.claimReply(db, asked)).toEqual({ state: 'answered', reply: '{"a":1}' });
    expect(await replies.claimReply(db, { ...asked, question: 'r' })).toEqual({ state: 'other' });
    await replies.forgetReplies(db, 2);
    expect(await replies.claimReply(db, { ...asked, question: 'r' })).toEqual({ state: 'new' });
  });

  test('sixty readers that come and go see every event of their turn once and in order', async () => {
    const { project } = await someProject();
    const journal = createJournal({ db, onFatal: (error) => expect.fail(error.message) });
    const made = await Promise.all(
      Array.from({ length: 12 }, () => turns.createTurn(db, { projectId: project.id, text: 'x', route: 'edit', at: 1 })),
    );
    const total = 150;
    const write = async (turnId: string) => {
      await journal.open(turnId);
      for (let n = 1; n < total; n += 1) {
        journal.append(turnId, { type: 'text', delta: String(n) });
        if (n % 7 === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      journal.append(turnId, { type: 'done', outcome: 'answered' });
    };
    const read = async (turnId: string, seed: number) => {
      const seen: StoredEvent[] = [];
      for (let drops = seed; seen.at(-1)?.isLast !== true; drops = (drops * 31 + 7) % 97) {
        let left = drops;
        const signal = new AbortController().signal;
        for await (const batch of journal.read(turnId, { after: seen.at(-1)?.seq ?? 0, idleMs: 1000, signal })) {
          const kept = batch.slice(0, Math.max(1, left));
          seen.push(...kept);
          left -= batch.length;
          if (left <= 0) break;
        }
      }
      return seen;
    };
    const ids = made.map(({ turn }) => turn.id);
    const reading = ids.flatMap((turnId) => [3, 11, 42, 60, 96].map((seed) => read(turnId, seed)));
    await Promise.all(ids.map(write));
    for (const seen of await Promise.all(reading))
      expect(seen.map(({ seq }) => seq)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
  });

  test('an end is stored while others go on talking, and nothing follows it', async () => {
    const { project } = await someProject();
    const journal = createJournal({ db, onFatal: (error) => expect.fail(error.message) });
    const [one, other] = await Promise.all(
      ['a', 'b'].map(async (text) => (await turns.createTurn(db, { projectId: project.id, text, route: 'edit', at: 1 })).turn.id),
    );
    await journal.open(one ?? '');
    await journal.open(other ?? '');
    let isTalking = true;
    const talk = async () => {
      for (let n = 0; isTalking; n += 1) {
        journal.append(other ?? '', { type: 'text', delta: String(n) });
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const talking = talk();
    journal.append(one ?? '', { type: 'done', outcome: 'answered' });
    await journal.settled();
    journal.append(one ?? '', { type: 'error', code: 'internal' });
    isTalking = false;
    await talking;
    await journal.settled();
    expect((await turns.readEventsAfter(db, one ?? '', 0)).map(({ event }) => event)).toEqual(['{"type":"done","outcome":"answered"}']);
  });

  test('a statement that fails leaves the next one whole, in a transaction too', async () => {
    const { person } = await someProject('device:prepared');
    const wrong = () => db.execute(sql`insert into projects (id) values (${null})`);
    await expect(wrong()).rejects.toThrow();
    await expect(wrong()).rejects.toThrow();
    await expect(db.execute(sql`select ${'x'}::integer as n`)).rejects.toThrow();
    await expect(
      db.transaction(async (tx) => {
        await tx.execute(sql`delete from app_tokens`);
        await tx.execute(sql`select * from nowhere`);
      }),
    ).rejects.toThrow();
    const many = Array.from({ length: 230 }, (_, length) => Array.from({ length: length + 1 }, () => person.id));
    for (const ids of many) expect(await db.select().from(schema.people).where(inArray(schema.people.id, ids))).toHaveLength(1);
    expect(await db.select().from(schema.people).where(eq(schema.people.id, person.id))).toMatchObject([{ id: person.id }]);
  });

  test('numbers go on where they were after a restart', async () => {
    const { project } = await someProject();
    const { turn } = await turns.createTurn(db, { projectId: project.id, text: 'x', route: 'edit', at: 1 });
    for (const outcome of ['asked', 'applied'] as const) {
      const journal = createJournal({ db, onFatal: (error) => expect.fail(error.message) });
      await journal.open(turn.id);
      journal.append(turn.id, { type: 'text', delta: outcome });
      await journal.settled();
    }
    expect((await turns.readEventsAfter(db, turn.id, 0)).map((row) => row.seq)).toEqual([1, 2]);
  });

  test('nothing of an erased person is left in any table', async () => {
    const { person, project } = await someProject('device:erased');
    const { turn } = await turns.createTurn(db, { projectId: project.id, text: 'secret words', route: 'edit', at: 1 });
    await turns.appendEvents(db, [{ turnId: turn.id, seq: 1, event: '{"secret":1}' }]);
    await clips.createClip(db, {
      projectId: project.id,
      draftName: 'c',
      name: 'secret.mp4',
      kind: 'video',
      sizeBytes: 1,
      durationMs: 1,
      upstream: '{}',
      createdAt: 1,
    });
    await versions.addVersion(db, { projectId: project.id, parent: 0, draft: '{"secret":1}', durationMs: 1, at: 1 });
    await people.issueToken(db, person.id, 1);
    await people.noteMint(db, { personId: person.id, address: '1.2.3.4', at: 1 });
    await people.erasePerson(db, person.id);
    for (const table of Object.values(schema)) {
      const text = JSON.stringify(await db.select().from(table));
      expect(text).not.toContain(person.id);
      expect(text).not.toContain(project.id);
      expect(text).not.toContain('secret');
    }
  });
});
