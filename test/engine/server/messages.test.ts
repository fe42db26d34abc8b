import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EngineDraft } from '../../../src/engine/draft.ts';
import { withUploads } from '../../../src/engine/jobs/message.ts';
import { createMessageQueue, type MessageParts } from '../../../src/engine/jobs/messages.ts';
import type { TurnLog } from '../../../src/engine/jobs/turn-log.ts';
import { openMessages } from '../../../src/engine/store/messages.ts';
import { openSessions, type Session } from '../../../src/engine/store/sessions.ts';
import type { TurnStep } from '../../../src/engine/turn.ts';
import { partsOf, readEvents } from '../../support/upstream-client.ts';
import { createDir, keepClip, openClipsIn, silent } from './support/store.ts';

/** One process of the engine, as far as messages go; another one on the same folder is what comes after a kill. */
async function startProcess(dir: string, runTurn: MessageParts['runTurn']) {
  const sessions = await openSessions(join(dir, 'sessions'), Date.now);
  const messages = await openMessages(join(dir, 'messages'), Date.now);
  const clips = await openClipsIn(dir);
  const drafts: Session[] = [];
  const onDraft = (session: Session): unknown => drafts.push(session);
  const queue = createMessageQueue({ sessions, messages, clips, runTurn, onDraft, log: silent, now: Date.now });
  return { sessions, messages, clips, queue, drafts };
}

const readAll = async (log: TurnLog): Promise<string> => {
  let body = '';
  for await (const line of log.read(new AbortController().signal)) body += line;
  return body;
};

const titled = (session: Session, words: string): EngineDraft => {
  if (!session.draft) throw new Error('the session has no draft');
  return { ...session.draft, m: { ...session.draft.m, title: `${session.draft.m.title}+${words}` } };
};
const edit = (draft: EngineDraft): TurnStep[] => [
  { type: 'call', name: 'edit', args: {} },
  { type: 'result', name: 'edit', response: {}, draft },
];

/** A turn that puts its words behind the title, and says so. */
async function* addWords({ text, session }: { text: string; session: Session }): AsyncGenerator<TurnStep> {
  yield* edit(titled(session, text));
  yield { type: 'text', text: `did ${text}` };
}

/** A door that stays shut until it is opened. */
function createGate(): { open: () => void; passed: Promise<void> } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), passed };
}

type Process = Awaited<ReturnType<typeof startProcess>>;

async function createSession(dir: string, { sessions, clips }: Process): Promise<string> {
  const { id } = await sessions.create('anon_1', { name: 'project', language: 'zh-CN' });
  const clip = await keepClip(dir, clips, 'one.mp4');
  await sessions.update(id, (session) => withUploads(session, [clip], clips));
  return id;
}

const titleOf = async ({ sessions }: Process, id: string): Promise<string | undefined> => (await sessions.load(id))?.draft?.m.title;

describe('messages', () => {
  test('of one session are worked on one after another, in the order they came', async () => {
    const dir = await createDir();
    const gate = createGate();
    const process = await startProcess(dir, async function* (turn) {
      if (turn.text === 'a') await gate.passed;
      yield* addWords(turn);
    });
    const sessionId = await createSession(dir, process);
    const logs = [];
    for (const text of ['a', 'b', 'c']) logs.push(await process.queue.submit({ sessionId, text }));
    gate.open();
    await Promise.all(logs.map(readAll));
    expect(await titleOf(process, sessionId)).toBe('project+a+b+c');
  });

  test('are finished when nobody listens', async () => {
    const dir = await createDir();
    const process = await startProcess(dir, addWords);
    const sessionId = await createSession(dir, process);
    await process.queue.submit({ sessionId, text: 'a' });
    await expect.poll(() => titleOf(process, sessionId)).toBe('project+a');
    await expect.poll(() => process.messages.list()).toEqual([]);
  });

  test('cut off in the middle are done once by the next process, from the draft they had begun with', async () => {
    const dir = await createDir();
    const first = await startProcess(dir, async function* ({ text, session }) {
      yield* edit(titled(session, text));
      await new Promise(() => undefined);
    });
    const sessionId = await createSession(dir, first);
    await first.queue.submit({ sessionId, text: 'a' });
    await first.queue.submit({ sessionId, text: 'b' });
    await expect.poll(() => titleOf(first, sessionId)).toBe('project+a');

    const second = await startProcess(dir, addWords);
    await second.queue.resume();
    await expect.poll(() => titleOf(second, sessionId)).toBe('project+a+b');
    await expect.poll(() => second.messages.list()).toEqual([]);
  });

  test('of one name are taken once, while they are worked on, afterwards, and by the next process', async () => {
    const dir = await createDir();
    const first = await startProcess(dir, addWords);
    const sessionId = await createSession(dir, first);
    const message = { sessionId, text: 'a', name: 'turn-of-a-person' };
    expect(await first.queue.hasReceived(sessionId, message.name)).toBe(false);
    const [log, again] = [await first.queue.submit(message), await first.queue.submit(message)];
    expect(await first.queue.hasReceived(sessionId, message.name)).toBe(true);
    await Promise.all([log, again].map(readAll));
    const next = await startProcess(dir, addWords);
    await readAll(await next.queue.submit(message));
    expect(await next.queue.hasReceived(sessionId, message.name)).toBe(true);
    expect(await titleOf(next, sessionId)).toBe('project+a');
  });

  test('finished just before a kill are not done again', async () => {
    const dir = await createDir();
    const first = await startProcess(dir, addWords);
    const sessionId = await createSession(dir, first);
    const message = await first.messages.add({ sessionId, text: 'a' });
    await first.sessions.update(sessionId, (session) => ({ ...session, done: [message.id] }));

    const second = await startProcess(dir, addWords);
    await second.queue.resume();
    expect(await second.messages.list()).toEqual([]);
    expect(await titleOf(second, sessionId)).toBe('project');
  });

  test('that end the process each time are given up after three starts', async () => {
    const dir = await createDir();
    let starts = 0;
    const hang = async function* (): AsyncGenerator<TurnStep> {
      starts += 1;
      yield await new Promise<TurnStep>(() => undefined);
    };
    const first = await startProcess(dir, hang);
    const sessionId = await createSession(dir, first);
    await first.queue.submit({ sessionId, text: 'a' });
    for (let kill = 1; kill < 4; kill++) {
      await expect.poll(() => starts).toBe(kill);
      await (await startProcess(dir, hang)).queue.resume();
    }
    await expect.poll(() => first.messages.list()).toEqual([]);
    expect(starts).toBe(3);
  });

  test('keep a clip that was uploaded while they ran', async () => {
    const dir = await createDir();
    const gate = createGate();
    const process = await startProcess(dir, async function* (turn) {
      await gate.passed;
      yield* addWords(turn);
    });
    const sessionId = await createSession(dir, process);
    const log = await process.queue.submit({ sessionId, text: 'a' });
    await expect.poll(async () => (await process.sessions.load(sessionId))?.running?.messageId).toBeDefined();
    const late = await keepClip(dir, process.clips, 'late.mp4');
    await process.sessions.update(sessionId, (session) => withUploads(session, [late], process.clips));
    gate.open();
    const parts = readEvents(await readAll(log)).flatMap((event) => event.actions?.stateDelta?.draft ?? []);
    const session = await process.sessions.load(sessionId);
    expect(session?.draft?.t[0]?.sg.map((segment) => segment.n)).toEqual(['one.mp4', 'late.mp4']);
    expect(session?.draft?.m.title).toBe('project+a');
    expect(parts).toEqual([session?.draft]);
  });

  test('are one step of the history, however many edits they make', async () => {
    const dir = await createDir();
    const process = await startProcess(dir, async function* ({ session }) {
      yield* edit(titled(session, 'x'));
      yield* edit(titled(session, 'y'));
    });
    const sessionId = await createSession(dir, process);
    await readAll(await process.queue.submit({ sessionId, text: 'two edits' }));
    const session = await process.sessions.load(sessionId);
    expect(session?.history.past.map((draft) => draft.m.title)).toEqual(['project']);
    expect(process.drafts.map((changed) => changed.draft?.m.title)).toEqual(['project+x', 'project+y']);
  });

  test('move back and forth in the history', async () => {
    const dir = await createDir();
    const process = await startProcess(dir, async function* (turn) {
      const { past, future } = turn.session.history;
      const wanted = turn.text === 'undo' ? past.at(-1) : turn.text === 'redo' ? future[0] : titled(turn.session, turn.text);
      if (wanted) yield* edit(wanted);
    });
    const sessionId = await createSession(dir, process);
    const titles = [];
    for (const text of ['a', 'b', 'undo', 'undo', 'redo', 'c', 'redo']) {
      await readAll(await process.queue.submit({ sessionId, text }));
      titles.push(await titleOf(process, sessionId));
    }
    expect(titles).toEqual(['project+a', 'project+a+b', 'project+a', 'project', 'project+a', 'project+a+c', 'project+a+c']);
  });

  test('that fail say so on the stream and let the next one through', async () => {
    const dir = await createDir();
    const process = await startProcess(dir, async function* (turn) {
      if (turn.text === 'bad') throw new Error('a bug');
      yield* addWords(turn);
    });
    const sessionId = await createSession(dir, process);
    const bad = await process.queue.submit({ sessionId, text: 'bad' });
    const good = await process.queue.submit({ sessionId, text: 'good' });
    expect(readEvents(await readAll(bad))).toMatchObject([{ errorCode: 'INTERNAL' }]);
    expect(partsOf(readEvents(await readAll(good))).at(-1)).toEqual({ text: 'did good' });
  });

  test('that are stopped with the engine are left for the next one', async () => {
    const dir = await createDir();
    const first = await startProcess(dir, async function* ({ signal }) {
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      yield { type: 'text', text: 'never' };
    });
    const sessionId = await createSession(dir, first);
    const log = await first.queue.submit({ sessionId, text: 'a' });
    await expect.poll(async () => (await first.sessions.load(sessionId))?.running?.messageId).toBeDefined();
    await first.queue.close();
    expect(readEvents(await readAll(log))).toEqual([]);
    expect(await first.messages.list()).toHaveLength(1);
  });
});
