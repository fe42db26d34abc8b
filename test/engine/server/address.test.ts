import { describe, expect, test } from 'vitest';
import { isPublicAddress, readAddress } from '../../../src/engine/upload/address.ts';

describe('an address to fetch from', () => {
  test.each([
    'http://127.0.0.1/a.mp4',
    'http://2130706433/a.mp4',
    'http://0x7f.1/a.mp4',
    'http://0177.0.0.1/a.mp4',
    'http://10.0.0.8/a.mp4',
    'http://192.168.1.1/a.mp4',
    'http://169.254.169.254/latest/meta-data',
    'http://100.100.100.200/latest/meta-data',
    'http://[::1]/a.mp4',
    'http://[::ffff:127.0.0.1]/a.mp4',
    'http://[64:ff9b::7f00:1]/a.mp4',
    'http://[fd00::1]/a.mp4',
    'http://0.0.0.0/a.mp4',
    'file:///etc/passwd',
    'ftp://example.com/a.mp4',
    'http://user:secret@example.com/a.mp4',
    'concat:a.mp4',
    '',
  ])('%s is refused', (text) => {
    expect(() => readAddress(text, false)).toThrow(expect.objectContaining({ code: 'address_refused' }));
  });

  test('on the open internet is taken, by name and by number', () => {
    expect(readAddress('https://example.com/a.mp4', false).href).toBe('https://example.com/a.mp4');
    expect(readAddress('http://93.184.216.34/a.mp4', false).hostname).toBe('93.184.216.34');
  });

  test('of the private network is taken where the settings say so', () => {
    expect(readAddress('http://127.0.0.1:8080/a.mp4', true).port).toBe('8080');
  });

  test('that a name stands for is judged by the same rule', () => {
    expect(isPublicAddress('8.8.8.8')).toBe(true);
    expect(isPublicAddress('::ffff:10.0.0.1')).toBe(false);
    expect(isPublicAddress('not an address')).toBe(false);
  });
});
