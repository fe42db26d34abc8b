import { readShared, shareExport } from '../../../contract/relay/export.ts';
import type * as z from '../../../contract/schema.ts';
import { call, type Failure, failureOf } from '../../relay.ts';

export type Shared = z.infer<typeof readShared.reply>;

export type SharedState = { step: 'loading' } | { step: 'ready'; shared: Shared } | { step: 'failed'; failure: Failure };

/** What a friend may see behind a share card. */
export async function runReadShared(shareId: string): Promise<SharedState> {
  try {
    return { step: 'ready', shared: await call(readShared, { params: { shareId } }) };
  } catch (cause) {
    return { step: 'failed', failure: failureOf(cause) };
  }
}

/** Makes the link of a share card. */
export async function runShareLink(exportId: string): Promise<string> {
  const { shareId } = await call(shareExport, { params: { exportId } });
  return shareId;
}
