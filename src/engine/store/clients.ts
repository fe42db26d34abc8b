import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as z from '../../contract/schema.ts';
import { listRecords, openFolder, readRecord, writeRecord } from './record.ts';

/** Life of an anonymous token, ms. Source: the contract, "1 token per client per 7 days". */
export const TOKEN_LIFE_MS = 7 * 24 * 60 * 60_000;

const ClientRecord = z.object({ userId: z.string(), token: z.string(), expiresAt: z.number() });

/** Who a token speaks for. The same client keeps its `userId` over all its tokens, so its sessions stay its own. */
export type Client = z.infer<typeof ClientRecord>;

export type ClientStore = {
  /** The client's token; a new one only when there is none or the old one has expired. */
  mint: (clientId: string) => Promise<Client>;
  /** `undefined` for a token that was never given out or has expired. */
  findByToken: (token: string) => Client | undefined;
};

/** Tokens by client. Every client comes from loopback here, so the cloud's limit per address is not played. */
export async function openClients(dir: string, now: () => number): Promise<ClientStore> {
  await openFolder(dir);
  const byToken = new Map<string, Client>();
  const minting = new Map<string, Promise<Client>>();
  for (const path of await listRecords(dir)) {
    const client = await readRecord(path, ClientRecord);
    if (client) byToken.set(client.token, client);
  }

  const mintOne = async (clientId: string): Promise<Client> => {
    const path = join(dir, `${createHash('sha256').update(clientId).digest('hex')}.json`);
    const known = await readRecord(path, ClientRecord);
    if (known && known.expiresAt > now()) return known;
    const client: Client = {
      userId: known?.userId ?? `anon_${randomUUID()}`,
      token: `nmv_usr_${randomBytes(24).toString('base64url')}`,
      expiresAt: now() + TOKEN_LIFE_MS,
    };
    await writeRecord(path, client);
    if (known) byToken.delete(known.token);
    byToken.set(client.token, client);
    return client;
  };

  return {
    mint(clientId) {
      const running = minting.get(clientId) ?? mintOne(clientId).finally(() => minting.delete(clientId));
      minting.set(clientId, running);
      return running;
    },
    findByToken(token) {
      const client = byToken.get(token);
      return client && client.expiresAt > now() ? client : undefined;
    },
  };
}
