/** 500 MB through the relay, against nginx before the same upstream and against no one between, in one run; and how far memory grows. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { CLIP_LIMIT_BYTES } from '../../../src/contract/limits.ts';
import { startChild } from '../../relay/child.ts';
import { Phone } from '../../relay/phone.ts';
import { startNginx } from './_nginx.ts';
import { benchSettings, quantile, startSink } from './_sink.ts';
import { judge, show } from './_verdict.ts';

const ROUNDS = 5;
const MB = 1_000_000;
/** Source: the bars of the relay's contract. */
const SHARE_OF_NGINX = 0.8;
const GROWTH_MB = 64;

const head = Buffer.from('--B\r\nContent-Disposition: form-data; name="files"; filename="a.mp4"\r\n\r\n');
const tail = Buffer.from('\r\n--B--\r\n');
const firstBytes = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42'), Buffer.alloc(52)]);
const piece = Buffer.alloc(1 << 20, 7);
const fileBytes = CLIP_LIMIT_BYTES;

/** Sends the film as cheaply as can be, so that the way is measured and not the phone. Ends with MB per second. */
async function send(url: string, headers: Record<string, string> = {}): Promise<number> {
  const { host, hostname, port, pathname, search } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const startedAt = performance.now();
  const all = {
    ...headers,
    host,
    'content-type': 'multipart/form-data; boundary=B',
    'content-length': String(fileBytes + head.length + tail.length),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`);
  let answer = '';
  socket.on('data', (bytes: Buffer) => {
    answer += bytes.toString('latin1');
  });
  const closed = once(socket, 'close');
  socket.write(Buffer.concat([head, firstBytes]));
  for (let left = fileBytes - firstBytes.length; left > 0; left -= piece.length) {
    if (!socket.write(left < piece.length ? piece.subarray(0, left) : piece)) await once(socket, 'drain');
  }
  socket.write(tail);
  await closed;
  if (!answer.startsWith('HTTP/1.1 200')) throw new Error(`the upload was refused: ${answer.slice(0, 500)}`);
  return fileBytes / MB / ((performance.now() - startedAt) / 1_000);
}

const sink = await startSink();
const nginx = await startNginx(sink.url);
const child = await startChild(await benchSettings(sink.url));
const phone = await Phone.signIn(child.url);
const project = await phone.createProject();
// Once without counting: what the first upload loads stays.
await send(`${child.url}/v1/projects/${project}/clips?name=a.mp4`, { authorization: `Bearer ${phone.token}` });
await child.forgetPeak();
const base = { bytes: await child.peakBytes(), cpuMs: await child.cpuMs(), nginxMs: (await nginx?.cpuMs()) ?? 0 };
const rounds: { direct: number; relay: number; nginx: number }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const direct = await send(`${sink.url}/direct`);
  const byNginx = nginx === undefined ? 0 : await send(`${nginx.url}/direct`);
  const relay = await send(`${child.url}/v1/projects/${project}/clips?name=a.mp4`, { authorization: `Bearer ${phone.token}` });
  rounds.push({ direct, relay, nginx: byNginx });
  console.log(`MB/s: direct ${show(direct)}, nginx ${show(byNginx)}, relay ${show(relay)}`);
}
const cpu = { relay: (await child.cpuMs()) - base.cpuMs, nginx: ((await nginx?.cpuMs()) ?? 0) - base.nginxMs };
console.log(
  `processor seconds per upload: relay ${show(cpu.relay / 1_000 / ROUNDS)}, nginx ${show(cpu.nginx / 1_000 / ROUNDS)}; throughput of direct, median ${show(
    quantile(
      rounds.map((one) => one.relay / one.direct),
      0.5,
    ),
  )}`,
);
if (nginx === undefined) console.log('nginx is not installed (Debian: nginx-light): its row is left out');
else {
  const share = quantile(
    rounds.map((one) => one.relay / one.nginx),
    0.5,
  );
  judge({ what: '500 MB upload, throughput against nginx in the same run, median', value: share, atLeast: SHARE_OF_NGINX, unit: '' });
}
judge({
  what: '500 MB upload, peak memory growth of the relay',
  value: ((await child.peakBytes()) - base.bytes) / MB,
  atMost: GROWTH_MB,
  unit: 'MB',
});
await nginx?.stop();
await child.stop();
sink.server.closeAllConnections();
sink.server.close();
process.exit();
