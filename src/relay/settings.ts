import { RATE_LIMIT_WAIT_MS } from '../contract/limits.ts';
import type { Clock } from './clock.ts';

/** Every wait of the relay, ms. One set for a backend far away that charges per message, one for an engine on this machine. */
export type Timings = {
  /** Between two looks at a render. */
  renderPollMs: number;
  /** After a broken event stream: until the first look at the state, then between looks. */
  settleFirstMs: number;
  settleEveryMs: number;
  /** Looks at a state that does not change before the turn counts as lost. */
  settleReads: number;
  /** A call of the upstream may stand still for so long. */
  callMs: number;
  /** Until the upstream must have begun to answer a message. */
  answerMs: number;
  /** Between comments on the app's event stream. */
  heartbeatMs: number;
  /** Between "still working" events while the upstream says nothing new. */
  waitingMs: number;
  /** Silence after the final text that ends a stream which never closes. */
  quietMs: number;
  /** Silence, without so much as a heartbeat, after words that no call of a tool stands behind: some upstreams mark no words as final. */
  lullMs: number;
  /** Nothing but heartbeats for this long: timed out. */
  silenceMs: number;
  /** Before the one retry of a rate limited call. */
  rateLimitMs: number;
  /** An upstream that did not answer several times is left alone for this long. */
  breakerMs: number;
};

/** Source: the upstream contract, "The event stream" 5 and 7, "Render polling", error 429. */
export const CLOUD_TIMINGS: Timings = {
  renderPollMs: 30_000,
  settleFirstMs: 30_000,
  settleEveryMs: 60_000,
  settleReads: 5,
  callMs: 30_000,
  answerMs: 60_000,
  heartbeatMs: 15_000,
  waitingMs: 120_000,
  quietMs: 20_000,
  lullMs: 90_000,
  silenceMs: 600_000,
  rateLimitMs: RATE_LIMIT_WAIT_MS,
  breakerMs: 15_000,
};

export const ENGINE_TIMINGS: Timings = {
  ...CLOUD_TIMINGS,
  renderPollMs: 400,
  settleFirstMs: 500,
  settleEveryMs: 2_000,
  quietMs: 5_000,
  rateLimitMs: 1_000,
  breakerMs: 1_000,
};

export type UpstreamAddress = {
  /** `engine`: on this machine, fast and free. `cloud`: the vendor's, far away, charged per message. */
  kind: 'engine' | 'cloud';
  url: string;
  /** Unix socket to reach `url` through. */
  socketPath?: string;
};

export type FitterAddress = { url: string; socketPath?: string };

export type RelaySettings = {
  dataDir: string;
  /** PostgreSQL; without it an embedded one in `dataDir`. */
  databaseUrl?: string;
  /** Made by `buildSeed`; without it the first start of the embedded database takes seconds longer. */
  seedPath?: string;
  upstream: UpstreamAddress;
  /** One upstream account for everybody, instead of an anonymous one per person. */
  nemoToken?: string;
  /** An embedded engine that makes a finished file smaller when it is over the limit; asked for with the first such file. */
  fitter?: FitterAddress | (() => Promise<FitterAddress>);
  /** The built app, served at `/`. */
  h5Dir?: string;
  /** Any long secret: seals tokens and signs addresses. Without it one is made in `dataDir`, mode 0600. */
  secretKey?: string;
  wechat?: { appId: string; secret: string };
  /** Sign-in by device id from other machines too; from this one it is always taken. */
  devicesAllowed: boolean;
  noticeTemplateId?: string;
  /** Length that every WeChat posts to Moments. */
  momentsSeconds?: number;
  exportLimitBytes: number;
  /** How long a finished export is kept. */
  exportRetentionMs?: number;
  version: string;
  /** Where the package stands; tells the platform in the attribution headers. */
  installPath: string;
  metricsPort?: number;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  timings?: Partial<Timings>;
  /** The machine's own unless given. */
  clock?: Clock;
  /** Called when the database can no longer be trusted; the default ends the process. */
  onFatal?: (error: Error) => void;
};

/** A stated retention: a finished export is kept this long unless settings say otherwise. */
export const EXPORT_RETENTION_MS = 30 * 24 * 3_600_000;

export const timingsOf = (settings: RelaySettings): Timings => ({
  ...(settings.upstream.kind === 'engine' ? ENGINE_TIMINGS : CLOUD_TIMINGS),
  ...settings.timings,
});
