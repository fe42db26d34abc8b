import { copyFile, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRelay, type Relay } from '../../src/relay/server.ts';
import { CLOUD_TIMINGS, type RelaySettings, type Timings } from '../../src/relay/settings.ts';
import { type Database, openDatabase } from '../../src/relay/store/database.ts';
import { createMediaBench, makeClip, testGraph } from '../support/clips.ts';
import type { FakeUpstreamOptions } from '../support/fake-upstream/call.ts';
import { type FakeUpstream, startFakeUpstream } from '../support/fake-upstream.ts';
import { Phone } from './phone.ts';
import { SEED_PATH } from './seed.ts';
import { createDatabase, type TestDatabase } from './store/databases.ts';

/** The waits of the contract, a thousand times shorter. */
export const FAST: Timings = {
  ...CLOUD_TIMINGS,
  renderPollMs: 20,
  settleFirstMs: 30,
  settleEveryMs: 60,
  answerMs: 600,
  heartbeatMs: 100,
  waitingMs: 300,
  quietMs: 250,
  lullMs: 450,
  silenceMs: 1_200,
  rateLimitMs: 30,
  breakerMs: 100,
};

export type Bench = {
  dir: string;
  fake: FakeUpstream;
  settings: RelaySettings;
  relay: Relay;
  phone: Phone;
  /** A film of 2 s, small. */
  film: Buffer;
  restart: () => Promise<void>;
  /** Changes what is stored between two runs, as only a kill at the wrong moment would leave it. */
  whileStopped: (change: (db: Database) => Promise<unknown>) => Promise<void>;
  close: () => Promise<void>;
};

const filmPath = path.join(import.meta.dirname, '../../.cache/test-relay-film.mp4');

/** A film that really plays, as uploads and renders need one. Made once and kept. */
export async function makeFilm(): Promise<Buffer> {
  const kept = await readFile(filmPath).catch(() => undefined);
  if (kept !== undefined) return kept;
  const media = await createMediaBench();
  const made = await makeClip(media.runner, path.join(media.dir, 'film.mp4'), { graph: testGraph('160x120', 2), seconds: 2 });
  const own = `${filmPath}.${process.pid}`;
  await copyFile(made, own);
  await rename(own, filmPath);
  await rm(media.dir, { recursive: true, force: true });
  return readFile(filmPath);
}

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
    const { url } = await relay.listen({ host: '127.0.0.1', port: 0 });
    return { relay, phone: token === undefined ? await Phone.signIn(url) : new Phone(url, token) };
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
