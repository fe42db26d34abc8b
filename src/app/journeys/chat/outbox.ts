import { Reference } from '../../../contract/relay/turn.ts';
import * as z from '../../../contract/schema.ts';
import { readStored, removeStored, writeStored } from '../../platform/storage.ts';
import type { Outgoing } from './chat.ts';

/** Written and not taken yet: the only thing in the app that the relay does not know, so it is kept through a kill. */
const Kept = z.array(z.object({ key: z.string(), text: z.string(), reference: Reference.optional() }));

const keyOf = (projectId: string): string => `outbox.${projectId}`;

/** What was being sent when the app died may have arrived: sent again with its key, it is the same turn. */
export function readOutbox(projectId: string): Outgoing[] {
  const kept = Kept.safeParse(readStored(keyOf(projectId)));
  return kept.success ? kept.data.map((outgoing) => ({ ...outgoing, state: { step: 'waiting' } })) : [];
}

export function keepOutbox(projectId: string, outbox: Outgoing[]): void {
  if (outbox.length === 0) removeStored(keyOf(projectId));
  else
    writeStored(
      keyOf(projectId),
      outbox.map(({ key, text, reference }) => ({ key, text, reference })),
    );
}
