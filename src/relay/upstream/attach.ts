import { CLIP_ID_HEADER, type UpstreamClip, uploadClips } from '../../contract/upstream/clip.ts';
import { UPSTREAM_CODE } from '../../contract/upstream/envelope.ts';
import type { ClipRow } from '../store/clips.ts';
import { uploadStored } from '../upload/wrap.ts';
import type { Accounts } from './account.ts';
import type { Upstream } from './client.ts';
import { readClipRecord } from './clip.ts';
import { UpstreamFailure } from './failure.ts';
import { openFile } from './file.ts';

type Deps = { upstream: Upstream; account: Accounts };
type Attaching = { sessionId: string; personId: string; clip: ClipRow };

/**
 * Gives a new session a clip that the upstream still keeps under an address of its own: by the address, and where that is refused, as an
 * engine refuses private ones, by its bytes. `undefined` when it is gone.
 */
export async function attachClip(deps: Deps, attaching: Attaching): Promise<UpstreamClip | undefined> {
  const { cdn_url: address } = readClipRecord(attaching.clip.upstream);
  if (address === undefined) return undefined;
  const ways = deps.upstream.kind === 'engine' ? [byBytes] : [byAddress, byBytes];
  for (const way of ways) {
    try {
      const attached = await way(deps, attaching, address);
      if (attached !== undefined) return attached;
    } catch (error) {
      // A rate limit says nothing of the clip: whoever wants it asks again.
      if (!(error instanceof UpstreamFailure) || error.code === UPSTREAM_CODE.rateLimited) throw error;
      // It may be there by now: a second one would stand beside it.
      if (error.reached === 'maybe') return undefined;
    }
  }
  return undefined;
}

async function byAddress({ account }: Deps, { personId, sessionId }: Attaching, address: string): Promise<UpstreamClip | undefined> {
  const body = { urls: [address], source_type: 'url' as const };
  return (await account(personId).ask(uploadClips, { params: { sessionId }, body })).data.files[0];
}

async function byBytes(
  { account, upstream }: Deps,
  { personId, sessionId, clip }: Attaching,
  address: string,
): Promise<UpstreamClip | undefined> {
  const me = account(personId);
  const { id } = readClipRecord(clip.upstream);
  return me.retrying(async ({ token }) => {
    const file = await openFile(me, address);
    if (file === undefined) return undefined;
    const stored = { name: clip.name, sizeBytes: file.sizeBytes ?? clip.sizeBytes, read: () => file.body };
    const headers: Record<string, string> = upstream.kind === 'engine' && id !== undefined ? { [CLIP_ID_HEADER]: id } : {};
    const [attached] = await uploadStored((sending) => upstream.send({ ...sending, token }), stored, { sessionId, headers });
    return attached;
  });
}
