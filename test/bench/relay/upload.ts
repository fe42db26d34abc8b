/** 500 MB through the relay, against the same bytes sent straight to the sink, in one run; and how far the relay's memory grows. */
import { Readable } from 'node:stream';
import { request } from 'undici';
import { startChild } from '../../relay/child.ts';
import { Phone } from '../../relay/phone.ts';
import { benchSettings, startSink } from './_sink.ts';

const SIZE_BYTES = 490_000_000;
const ROUNDS = 3;
const MB = 1_000_000;

const head = Buffer.from('--B\r\nContent-Disposition: form-data; name="files"; filename="a.mp4"\r\n\r\n');
const tail = Buffer.from('\r\n--B--\r\n');
const piece = Buffer.alloc(1 << 16, 7);

function* film(): Generator<Buffer> {
  yield head;
  yield Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(52)]);
  for (let left = SIZE_BYTES - 64; left > 0; left -= piece.length) yield left < piece.length ? piece.subarray(0, left) : piece;
  yield tail;
}

async function send(url: string, headers: Record<string, string>): Promise<number> {
  const startedAt = performance.now();
  const response = await request(url, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'multipart/form-data; boundary=B',
      'content-length': String(SIZE_BYTES + head.length + tail.length),
    },
    body: Readable.from(film()),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const text = await response.body.text();
  if (response.statusCode !== 200) throw new Error(`the upload was refused: ${text}`);
  return SIZE_BYTES / MB / ((performance.now() - startedAt) / 1000);
}

const sink = await startSink();
const child = await startChild(await benchSettings(sink.url));
const phone = await Phone.signIn(child.url);
const project = await phone.createProject();
const base = await child.rss();
const ratios: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const direct = await send(`${sink.url}/direct`, {});
  const relayed = await send(`${child.url}/v1/projects/${project}/clips?name=a.mp4`, { authorization: `Bearer ${phone.token}` });
  ratios.push(relayed / direct);
  console.log(`direct ${direct.toFixed(0)} MB/s, through the relay ${relayed.toFixed(0)} MB/s, ratio ${(relayed / direct).toFixed(2)}`);
}
const growth = ((await child.rss()) - base) / MB;
console.log(`best ratio ${Math.max(...ratios).toFixed(2)}; peak memory of the relay grew by ${growth.toFixed(0)} MB (bar: 64)`);
await child.stop();
sink.server.closeAllConnections();
sink.server.close();
process.exit(growth <= 64 ? 0 : 1);
