import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openIncoming } from '../../../src/engine/store/incoming.ts';
import { writeFailure } from '../../../src/engine/wire/envelope.ts';
import { createDir, mp4Bytes } from './support/store.ts';

/** What the system says in the middle of a write. */
const full = (code: string): Error => Object.assign(new Error(`${code}: no space left on device, write`), { code });

describe('a full disk', () => {
  test.each(['ENOSPC', 'EDQUOT'])('that answers %s is told as such, whatever met it', (code) => {
    expect(writeFailure(full(code))).toMatchObject({ status: 507, body: { code: 507, data: { reason: 'storage_full' } } });
  });

  test('ends an upload with its reason, and leaves nothing of it', async () => {
    const incoming = await openIncoming(await createDir());
    async function* body(): AsyncGenerator<Buffer> {
      yield mp4Bytes('full');
      throw full('ENOSPC');
    }
    const received = incoming.receive('film.mp4', Readable.from(body()), new AbortController().signal);
    await expect(received).rejects.toMatchObject({ code: 'storage_full' });
  });
});
