import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { MultipartWatch } from '../../../src/relay/upload/multipart.ts';

const film = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(500, 7)]);

const bodyOf = (name: string, content: Buffer) =>
  Buffer.concat([
    Buffer.from(
      `--B\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n--B\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n--B--\r\n'),
  ]);

async function pass(body: Buffer, pieceBytes: number, name?: string) {
  const watch = new MultipartWatch('B', name);
  const pieces = Array.from({ length: Math.ceil(body.length / pieceBytes) }, (_, i) => body.subarray(i * pieceBytes, (i + 1) * pieceBytes));
  Readable.from(pieces).pipe(watch);
  return { text: (await buffer(watch)).toString('latin1'), watch };
}

test.each([1, 2, 7, 64, 10_000])(
  'in pieces of %i bytes the file goes through untouched, under the name the person knows',
  async (pieceBytes) => {
    const { text, watch } = await pass(bodyOf('tmp.mp4', film), pieceBytes, '海边.mp4');
    expect(text).toContain(Buffer.from('filename="海边.mp4"').toString('latin1'));
    expect(text.endsWith(`${film.toString('latin1')}\r\n--B--\r\n`)).toBe(true);
    expect(text).not.toContain('hello');
    expect(watch.sizeBytes).toBe(film.length);
    expect(bodyOf('tmp.mp4', film).length + (await watch.growth)).toBe(Buffer.byteLength(text, 'latin1'));
  },
);

test.each([
  ['a.txt', film],
  ['a.mp4', Buffer.from('<html>not a film at all</html>')],
  ['a.jpg', film],
  ['a.mp4', Buffer.from('tiny')],
])('%s with content of another type is refused', async (name, content) => {
  await expect(pass(bodyOf(name, content), 50)).rejects.toMatchObject({ code: 'file_unsupported' });
});

test('a body without a file is refused', async () => {
  await expect(pass(Buffer.from('--B\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--B--\r\n'), 9)).rejects.toMatchObject({
    code: 'bad_request',
  });
});
