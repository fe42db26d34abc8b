import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from '../../contract/schema.ts';
import { listRecords, openFolder, readRecord, writeRecord } from './record.ts';

const MessageRecord = z.object({ id: z.string(), sessionId: z.string(), text: z.string() });

/** An instruction that has arrived and is not finished. */
export type Message = z.infer<typeof MessageRecord>;

export type MessageStore = {
  /** On disk before it returns: from here on the message will be worked on, once, whatever happens to the process. */
  add: (message: { sessionId: string; text: string; name?: string }) => Promise<Message>;
  remove: (message: Message) => Promise<void>;
  /** What was left unfinished, oldest first. */
  list: () => Promise<Message[]>;
};

/** Whether the id of a message carries the name that its sender gave it. */
export const hasName = (messageId: string, name: string): boolean => messageId.endsWith(`-${name}`);

export async function openMessages(dir: string, now: () => number): Promise<MessageStore> {
  await openFolder(dir);
  const pathOf = (id: string): string => join(dir, `${id}.json`);
  let count = 0;
  return {
    async add({ sessionId, text, name }) {
      // Names sort by arrival, also for messages of one millisecond.
      const order = `${String(now()).padStart(15, '0')}-${String(count++ % 1_000_000).padStart(6, '0')}`;
      const message: Message = { id: `${order}-${name ?? randomUUID()}`, sessionId, text };
      await writeRecord(pathOf(message.id), message);
      return message;
    },
    remove: ({ id }) => rm(pathOf(id), { force: true }),
    async list() {
      const messages = await Promise.all((await listRecords(dir)).map((path) => readRecord(path, MessageRecord)));
      return messages.filter((message) => message !== undefined);
    },
  };
}
