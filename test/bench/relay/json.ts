/** Processor time of one JSON answer with everything on, against a bare `node:http` that sends the same bytes, in one run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Pool } from 'undici';
import { readCpuMs } from '../../relay/child.ts';
import { quantile } from './_sink.ts';
import { judge, show } from './_verdict.ts';

const ROUNDS = 5;
const REQUESTS = 15_000;
const CONNECTIONS = 16;
/** Source: the bars of the relay's contract. */
const TIMES_BARE = 3.5;

type Served = { ask: (times: number) => Promise<number>; stop: () => Promise<void> };

async function start(kind: 'bare' | 'relay'): Promise<Served> {
  const main = path.join(import.meta.dirname, '_json-main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main, kind], { stdio: ['ignore', 'pipe', 'inherit'] });
  // The log comes on the same way; it is read and dropped.
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string>((resolve) => lines.on('line', (text) => text.includes('"bearer"') && resolve(text)));
  const { url, bearer } = JSON.parse(line) as { url: string; bearer: string };
  const pool = new Pool(url, { connections: CONNECTIONS });
  const headers = { authorization: `Bearer ${bearer}`, accept: 'application/json' };
  const askOnce = async () => {
    const { statusCode, body } = await pool.request({ method: 'GET', path: '/v1/probe/abcdefghijklmnopqrst', headers });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${kind} answered ${statusCode} ${text}`);
  };
  return {
    ask: async (times) => {
      const before = await readCpuMs(child.pid ?? 0);
      const lane = async () => {
        for (let at = 0; at < times / CONNECTIONS; at += 1) await askOnce();
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, lane));
      return (((await readCpuMs(child.pid ?? 0)) - before) * 1_000) / times;
    },
    stop: async () => {
      await pool.destroy();
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

const [bare, relay] = await Promise.all([start('bare'), start('relay')]);
// What both load and compile at first is not what an answer costs.
await Promise.all([bare.ask(REQUESTS), relay.ask(REQUESTS)]);
const times: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const bareUs = await bare.ask(REQUESTS);
  const relayUs = await relay.ask(REQUESTS);
  times.push(relayUs / bareUs);
  console.log(`µs per answer: bare ${show(bareUs)}, relay ${show(relayUs)}`);
}
judge({
  what: 'JSON answer, processor time against bare node:http, median',
  value: quantile(times, 0.5),
  atMost: TIMES_BARE,
  unit: 'times',
});
await bare.stop();
await relay.stop();
process.exit();
