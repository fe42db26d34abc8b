/** One server of the JSON benchmark, `bare` or `relay`: prints its address and a bearer, and serves until it is ended. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endpoint } from '../../../src/contract/endpoint.ts';
import { Id, Instant, Text } from '../../../src/contract/relay/text.ts';
import * as z from '../../../src/contract/schema.ts';
import { systemClock } from '../../../src/relay/clock.ts';
import { createHttp } from '../../../src/relay/http.ts';
import { createLog } from '../../../src/relay/log.ts';
import type { Parts } from '../../../src/relay/parts.ts';
import { serve } from '../../../src/relay/routes/serve.ts';
import { openDatabase } from '../../../src/relay/store/database.ts';
import { issueToken, keepPerson } from '../../../src/relay/store/people.ts';
import { benchSettings } from './_sink.ts';

const REPLY = { id: 'abcdefghijklmnopqrst', title: '周末', state: 'rendering', percent: 40, createdAt: 1_795_300_000_000 } as const;

const readProbe = endpoint({
  method: 'GET',
  path: '/v1/probe/:probeId',
  reply: z.object({ id: Id, title: Text(80), state: z.enum(['queued', 'rendering']), percent: z.number(), createdAt: Instant }),
});

async function startBare(): Promise<{ url: string; bearer: string }> {
  const server = createServer((_, response) => {
    const body = JSON.stringify(REPLY);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bearer: 'nobody' };
}

/** The relay's own server with one more operation that does nothing: signed in, read and written by the contract, logged, guarded. */
async function startRelay(): Promise<{ url: string; bearer: string }> {
  const settings = { ...(await benchSettings('http://127.0.0.1:1')), logLevel: 'info' as const };
  const { db } = await openDatabase({ ...settings, onFatal: () => process.exit(1) });
  const person = await keepPerson(db, 'device:bench', 1);
  const bearer = await issueToken(db, person.id, 1);
  // Only what the probe and its guards touch: the other operations are registered and never called.
  const parts = { settings, log: createLog(settings), clock: systemClock, db, tokens: { seen: () => {} } } as unknown as Parts;
  const app = await createHttp(parts);
  serve(readProbe, async (_, { id }) => ({ ...REPLY, id: id('probeId') }))(app, parts);
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), bearer };
}

process.stdout.write(`${JSON.stringify(process.argv[2] === 'bare' ? await startBare() : await startRelay())}\n`);
