import { expect, test } from 'vitest';
import { readPublicAddress } from '../../../src/relay/upload/public-address.ts';

test.each([
  'file:///etc/passwd',
  'ftp://8.8.8.8/a.mp4',
  'http://user:word@8.8.8.8/a.mp4',
  'http://8.8.8.8:22/a.mp4',
  'http://localhost/a.mp4',
  'http://127.0.0.1/a.mp4',
  'http://2130706433/a.mp4',
  'http://0x7f000001/a.mp4',
  'http://0177.0.0.1/a.mp4',
  'http://10.0.0.1/a.mp4',
  'http://169.254.169.254/latest/meta-data',
  'http://100.100.100.200/latest/meta-data',
  'http://[::1]/a.mp4',
  'http://[::ffff:127.0.0.1]/a.mp4',
  'http://[64:ff9b::7f00:1]/a.mp4',
  'http://[fd00::1]/a.mp4',
  'http://0.0.0.0/a.mp4',
  'nothing',
])('%s is refused', async (address) => {
  await expect(readPublicAddress(address)).rejects.toMatchObject({ code: 'address_refused' });
});

test('an address on the public internet is passed on', async () => {
  expect((await readPublicAddress('https://8.8.8.8/films/a.mp4')).href).toBe('https://8.8.8.8/films/a.mp4');
});
