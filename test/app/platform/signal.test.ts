import { expect, test } from 'vitest';
import { createAbort, wait } from '../../../src/app/platform/signal.ts';

const LONG_MS = 60_000;

test('a wait that was given up before it began is over at once', async () => {
  const { signal, abort } = createAbort();
  abort();
  await expect(wait(LONG_MS, signal)).resolves.toBeUndefined();
});

test('a wait ends when it is given up', async () => {
  const { signal, abort } = createAbort();
  const waited = wait(LONG_MS, signal);
  abort();
  await expect(waited).resolves.toBeUndefined();
});
