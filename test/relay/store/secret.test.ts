import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSecret } from '../../../src/relay/store/secret.ts';

test('what is sealed for one person opens for them alone, also after a restart', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'secret-'));
  const sealed = (await openSecret({ dataDir })).seal('nmv_usr_1', 'ann');
  const again = await openSecret({ dataDir });
  expect(again.open(sealed, 'ann')).toBe('nmv_usr_1');
  expect(() => again.open(sealed, 'bob')).toThrow();
  expect(sealed).not.toContain('nmv');
  expect((await stat(join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600);
  const other = await openSecret({ dataDir, secretKey: 'another key, long enough to be one' });
  expect(() => other.open(sealed, 'ann')).toThrow();
  expect(again.isSigned('a', again.sign('a'))).toBe(true);
  expect(again.isSigned('b', again.sign('a'))).toBe(false);
  await rm(dataDir, { recursive: true });
});
