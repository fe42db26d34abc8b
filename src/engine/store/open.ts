import { join } from 'node:path';
import { type ClientStore, openClients } from './clients.ts';
import { type ClipStore, openClips } from './clips.ts';
import { type IncomingStore, openIncoming } from './incoming.ts';
import { type MessageStore, openMessages } from './messages.ts';
import { openRenders, type RenderStore } from './renders.ts';
import { openSessions, type SessionStore } from './sessions.ts';

/** Everything the engine keeps. */
export type Stores = {
  clients: ClientStore;
  sessions: SessionStore;
  clips: ClipStore;
  incoming: IncomingStore;
  messages: MessageStore;
  renders: RenderStore;
};

/** Opens the stores, each in a folder of its own. Whoever opens them has claimed `dataDir`: nothing here locks. */
export async function openStores(dataDir: string, now: () => number): Promise<Stores> {
  const [clients, sessions, clips] = await Promise.all([
    openClients(join(dataDir, 'clients'), now),
    openSessions(join(dataDir, 'sessions'), now),
    openClips(join(dataDir, 'clips')),
  ]);
  const [incoming, messages, renders] = await Promise.all([
    openIncoming(join(dataDir, 'incoming')),
    openMessages(join(dataDir, 'messages'), now),
    openRenders(join(dataDir, 'renders'), now),
  ]);
  return { clients, sessions, clips, incoming, messages, renders };
}
