import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createAddresses } from './address.ts';
import { createBatches } from './batch.ts';
import { systemClock } from './clock.ts';
import { createExports } from './export/exports.ts';
import { createFitter } from './export/fitter.ts';
import { createHttp } from './http.ts';
import { createLog, type Log } from './log.ts';
import { freeBytesEarly } from './memory.ts';
import { type Metrics, serveMetrics } from './metrics.ts';
import type { Parts } from './parts.ts';
import { createQueue } from './queue.ts';
import { EXPORT_RETENTION_MS, type RelaySettings, timingsOf } from './settings.ts';
import { type OpenDatabase, openDatabase } from './store/database.ts';
import { openLocalObjects } from './store/objects.ts';
import { forgetReplies, REPLY_KEPT_MS } from './store/replies.ts';
import { openSecret } from './store/secret.ts';
import { openSpool } from './store/spool.ts';
import { deleteUpload, listOldUploads } from './store/uploads.ts';
import { createJournal } from './turn/journal.ts';
import { createTurns } from './turn/turns.ts';
import { createAccounts } from './upstream/account.ts';
import { createBreaker } from './upstream/breaker.ts';
import { createUpstream } from './upstream/client.ts';
import { createPauses } from './upstream/pause.ts';
import { createSessions } from './upstream/session.ts';
import { createTokens } from './upstream/token.ts';

export type Relay = {
  listen: (at: { host: string; port: number }) => Promise<{ url: string; metricsUrl?: string }>;
  /** Tells the streams, lets uploads finish, leaves turns and exports for the next start, closes the database. */
  close: () => Promise<void>;
};

const CLEANING_MS = 3_600_000;

/** Uploads and downloads may end within this time after a stop; a phone that does not read would hold it up for ever. */
const GRACE_MS = 5_000;

/** Opens the relay's state and makes its server. Fails with one clear line when the folder or the database cannot be used. */
export async function createRelay(settings: RelaySettings): Promise<Relay> {
  freeBytesEarly();
  const log = createLog(settings);
  const onFatal = settings.onFatal ?? ((error: Error) => endProcess(log, error));
  const database = await openDatabase({ ...settings, onFatal });
  try {
    return await assemble(settings, { database, log, onFatal });
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** A database that no longer answers cannot be mended from inside: the next start opens it whole. */
function endProcess(log: Log, error: Error): void {
  log.fatal({ err: error }, 'the relay cannot go on');
  process.exit(1);
}

type Opened = { database: OpenDatabase; log: Log; onFatal: (error: Error) => void };

async function assemble(settings: RelaySettings, { database, log, onFatal }: Opened): Promise<Relay> {
  const { db, ping } = database;
  const clock = settings.clock ?? systemClock;
  const timings = timingsOf(settings);
  const secret = await openSecret(settings);
  const objects = await openLocalObjects(join(settings.dataDir, 'objects'));
  const upstream = createUpstream(settings, createBreaker({ clock, openMs: timings.breakerMs }));
  const fitter = createFitter(settings);
  const tokens = createTokens({ db, secret, upstream, clock, nemoToken: settings.nemoToken });
  const account = createAccounts({ upstream, tokens, clock, rateLimitMs: timings.rateLimitMs });
  const sessions = createSessions({ db, upstream, account });
  const journal = createJournal({ db, onFatal });
  const closing = new AbortController();
  const pauses = createPauses(clock);
  const suspects = createQueue();
  const common = { db, clock, log, account, sessions, pauses };
  const turns = createTurns({ ...common, timings, upstream, journal, suspects });
  const limits = {
    pollMs: timings.renderPollMs,
    limitBytes: settings.exportLimitBytes,
    retentionMs: settings.exportRetentionMs ?? EXPORT_RETENTION_MS,
  };
  const exports = createExports({ ...common, ...limits, objects, fitter, suspects });
  const spool = await openSpool(join(settings.dataDir, 'uploads'));
  const batches = createBatches({ db, clock, log, turns, exports });
  const addresses = createAddresses({ secret, clock });
  const parts: Parts = {
    ...common,
    settings,
    timings,
    ping,
    objects,
    addresses,
    upstream,
    tokens,
    journal,
    turns,
    exports,
    spool,
    batches,
    closing: closing.signal,
  };
  const app = await createHttp(parts);
  return runningRelay(parts, { app, database, closing, clients: fitter ? [upstream, fitter] : [upstream] });
}

type Made = { app: FastifyInstance; database: OpenDatabase; closing: AbortController; clients: { close: () => Promise<void> }[] };

function runningRelay(parts: Parts, { app, database, closing, clients }: Made): Relay {
  const cleaning = setInterval(() => void clean(parts), CLEANING_MS);
  cleaning.unref();
  let metrics: Metrics | undefined;
  return {
    listen: async ({ host, port }) => {
      if (parts.settings.metricsPort !== undefined) metrics = await serveMetrics(app, parts.settings.metricsPort);
      const url = await app.listen({ host, port });
      await parts.turns.resume();
      await parts.exports.resume();
      await parts.batches.resume();
      void clean(parts);
      return { url, ...(metrics && { metricsUrl: metrics.url }) };
    },
    close: async () => {
      clearInterval(cleaning);
      closing.abort(new Error('the relay stops'));
      const force = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
      await app.close();
      clearTimeout(force);
      await parts.turns.close();
      await parts.exports.close();
      await parts.batches.close();
      await metrics?.close();
      for (const client of clients) await client.close();
      await database.close();
    },
  };
}

/** Uploads that nobody finished are kept this long. */
const UPLOAD_KEPT_MS = 48 * 3_600_000;

async function clean({ db, clock, exports, spool, log }: Parts): Promise<void> {
  try {
    for (const upload of await listOldUploads(db, clock.now() - UPLOAD_KEPT_MS)) {
      await spool.remove(upload.id);
      await deleteUpload(db, upload.id);
    }
    await exports.expire();
    await forgetReplies(db, clock.now() - REPLY_KEPT_MS);
  } catch (error) {
    log.error({ err: error }, 'old things could not be deleted');
  }
}
