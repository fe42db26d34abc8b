import { mkdtemp } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RelaySettings } from '../../../src/relay/settings.ts';
import { SEED_PATH } from '../../relay/seed.ts';

const json = (response: ServerResponse, data: unknown) =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ code: 0, data }));

type Play = (request: IncomingMessage, response: ServerResponse) => void;

/** An upstream that does as little as can be: it measures the relay, not itself. */
export async function startSink(
  play: Play = (_, response) => response.end(),
): Promise<{ url: string; server: Server; receivedBytes: () => number }> {
  let received = 0;
  let sessions = 0;
  const server = createServer((request, response) => {
    const at = request.url ?? '';
    if (at.endsWith('anonymous-token')) return void json(response, { token: 'nmv_usr_bench', user_id: 'anon_bench' });
    if (at.includes('with-session')) {
      sessions += 1;
      return void json(response, { session_id: `1${String(sessions).padStart(18, '0')}`, task_id: 't' });
    }
    if (at.includes('/api/state/')) return void json(response, { state: { video_infos: [], draft: {} } });
    if (at.includes('/credits/')) return void json(response, { available: 100, frozen: 0 });
    if (at === '/run_sse') return play(request, response);
    request.on('data', (piece: Buffer) => {
      received += piece.length;
    });
    request.on('end', () => json(response, { files: [{ filename: 'a.mp4', cdn_url: 'http://sink/a.mp4', duration: 1, size: 1 }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, receivedBytes: () => received };
}

/** Settings of a relay in front of it, with a fresh folder. */
export async function benchSettings(url: string): Promise<RelaySettings> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'relay-bench-'));
  return {
    dataDir,
    seedPath: SEED_PATH,
    databaseUrl: process.env.TEST_DATABASE_URL,
    upstream: { kind: 'engine', url },
    devicesAllowed: false,
    exportLimitBytes: 25_000_000,
    version: '0',
    installPath: '/',
    logLevel: 'error',
  };
}

export const quantile = (values: number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
