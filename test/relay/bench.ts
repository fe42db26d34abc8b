import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRelay, type Relay } from '../../src/relay/server.ts';
import { CLOUD_TIMINGS, type RelaySettings, type Timings } from '../../src/relay/settings.ts';
import { type Database, openDatabase } from '../../src/relay/store/database.ts';
import type { FakeUpstreamOptions } from '../support/fake-upstream/call.ts';
import { type FakeUpstream, startFakeUpstream } from '../support/fake-upstream.ts';
import { makeFilm } from '../support/film.ts';
import { Phone } from './phone.ts';
import { SEED_PATH } from './seed.ts';
import { createDatabase, type TestDatabase } from './store/databases.ts';

/** Waits of the contract, a thousand times shorter. What judges the upstream by its silence stays long: a busy machine must not look like a dead one. */
export const FAST: Timings = {
  ...CLOUD_TIMINGS,
  renderPollMs: 20,
  settleFirstMs: 30,
  settleEveryMs: 60,
  heartbeatMs: 100,
  quietMs: 250,
  rateLimitMs: 30,
  breakerMs: 100,
};

/** For tests of silence itself. */
export const HASTY: Timings = { ...FAST, answerMs: 600, waitingMs: 300, lullMs: 450, silenceMs: 1_200 };

export type Bench = {
  dir: string;
  fake: FakeUpstream;
  settings: RelaySettings;
  relay: Relay;
  phone: Phone;
  metricsUrl?: string;
  /** A film of 2 s, small. */
  film: Buffer;
  restart: () => Promise<void>;
  /** Changes what is stored between two runs, as only a kill at the wrong moment would leave it. */
  whileStopped: (change: (db: Database) => Promise<unknown>) => Promise<void>;
  close: () => Promise<void>;
};

let isOnPostgres = false;
const made: TestDatabase[] = [];

/** From here on every relay of this file works on a database of the server at `TEST_DATABASE_URL`. */
export function runOnPostgres(): void {
  isOnPostgres = true;
}

async function databaseOf(): Promise<{ databaseUrl?: string }> {
  if (!isOnPostgres) return {};
  const database = await createDatabase();
  made.push(database);
  return { databaseUrl: database.url };
}

/** Deletes the databases that `runOnPostgres` has had made. */
export async function dropDatabases(): Promise<void> {
  for (const { drop } of made.splice(0)) await drop();
}

export async function settingsFor(upstreamUrl: string, more: Partial<RelaySettings> = {}): Promise<RelaySettings> {
  return {
    dataDir: await mkdtemp(path.join(tmpdir(), 'relay-')),
    seedPath: SEED_PATH,
    upstream: { kind: 'cloud', url: upstreamUrl },
    devicesAllowed: false,
    exportLimitBytes: 25_000_000,
    version: '1.2.3',
    installPath: '/home/someone/.cursor/saycut',
    logLevel: 'silent',
    timings: FAST,
    ...(await databaseOf()),
    ...more,
  };
}

/** A relay in this process before a fake upstream, and a phone that is signed in. `lineTo` may put something between the two. */
export async function openBench(
  options: FakeUpstreamOptions = {},
  more: Partial<RelaySettings> = {},
  lineTo: (url: string) => Promise<string> = async (url) => url,
): Promise<Bench> {
  const film = await makeFilm();
  const fake = await startFakeUpstream({ file: film, ...options });
  const settings = await settingsFor(await lineTo(fake.url), more);
  const start = async (token?: string) => {
    const relay = await createRelay(settings);
    const { url, metricsUrl } = await relay.listen({ host: '127.0.0.1', port: 0 });
    return { relay, metricsUrl, phone: token === undefined ? await Phone.signIn(url) : new Phone(url, token) };
  };
  const bench: Bench = {
    dir: settings.dataDir,
    fake,
    settings,
    film,
    ...(await start()),
    restart: async () => {
      await bench.relay.close();
      Object.assign(bench, await start(bench.phone.token));
    },
    whileStopped: async (change) => {
      await bench.relay.close();
      const database = await openDatabase({ ...settings, onFatal: () => {} });
      await change(database.db);
      await database.close();
      Object.assign(bench, await start(bench.phone.token));
    },
    close: async () => {
      await bench.relay.close();
      await fake.close();
      await rm(settings.dataDir, { recursive: true, force: true });
    },
  };
  return bench;
}
