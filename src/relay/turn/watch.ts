import type { Clock } from '../clock.ts';
import type { Timings } from '../settings.ts';

export class TimedOut extends Error {}

/** What the upstream sent, or a sign of life of ours while it says nothing new. */
export type Watched<Event> = { type: 'event'; event: Event } | { type: 'waiting'; elapsedMs: number };

/** What an event means for the watchdogs. */
export type Weight = {
  /** Anything but a heartbeat. */
  isNews: boolean;
  /** The final text is in: from here on, silence is the end. */
  isFinal: boolean;
  /** Words that nothing is being done behind. */
  isSpoken: boolean;
};

type Watching<Event> = {
  events: AsyncIterable<Event>;
  weigh: (event: Event) => Weight;
  clock: Clock;
  timings: Timings;
  limitMs: number;
};

/**
 * Passes a stream on under the contract's watchdogs: it ends in silence after the final text, as some upstreams never close; it throws
 * `TimedOut` after the hard limit, or when nothing but heartbeats came for too long.
 */
export async function* watch<Event>({ events, weigh, clock, timings, limitMs }: Watching<Event>): AsyncGenerator<Watched<Event>> {
  const watchdog = createWatchdog(timings, { startedAt: clock.elapsed(), limitMs });
  const iterator = events[Symbol.asyncIterator]();
  let next = settle(iterator.next());
  try {
    for (;;) {
      const arrived = await firstOf(next, clock, watchdog.restMs(clock.elapsed()));
      if (arrived === undefined) {
        const verdict = watchdog.bark(clock.elapsed());
        if (verdict === 'over') return;
        if (verdict !== undefined) yield verdict;
        continue;
      }
      const result = arrived.read();
      if (result.done === true) return;
      next = settle(iterator.next());
      watchdog.feed(weigh(result.value), clock.elapsed());
      yield { type: 'event', event: result.value };
    }
  } finally {
    // Not awaited: a generator that waits for bytes would keep us; the caller aborts the request.
    void iterator.return?.().catch(() => {});
  }
}

type Watchdog = {
  /** Until it must be asked. */
  restMs: (at: number) => number;
  bark: (at: number) => { type: 'waiting'; elapsedMs: number } | 'over' | undefined;
  feed: (weight: Weight, at: number) => void;
};

function createWatchdog(timings: Timings, { startedAt, limitMs }: { startedAt: number; limitMs: number }): Watchdog {
  let newsAt = startedAt;
  let saidAt = startedAt;
  let heardAt = startedAt;
  let isFinal = false;
  let isSpoken = false;
  const ends = () => ({
    limit: startedAt + limitMs,
    silence: newsAt + timings.silenceMs,
    waiting: saidAt + timings.waitingMs,
    quiet: isFinal ? newsAt + timings.quietMs : Number.POSITIVE_INFINITY,
    lull: isSpoken ? heardAt + timings.lullMs : Number.POSITIVE_INFINITY,
  });
  return {
    restMs: (at) => Math.max(0, Math.min(...Object.values(ends())) - at),
    bark: (at) => {
      const { limit, silence, waiting, quiet, lull } = ends();
      if (at >= quiet || at >= lull) return 'over';
      if (at >= limit || at >= silence) throw new TimedOut('the upstream said nothing new for too long');
      if (at < waiting) return undefined;
      saidAt = at;
      return { type: 'waiting', elapsedMs: at - startedAt };
    },
    feed: (weight, at) => {
      heardAt = at;
      if (!weight.isNews) return;
      newsAt = at;
      saidAt = at;
      isFinal = weight.isFinal;
      isSpoken = weight.isSpoken;
    },
  };
}

type Settled<Value> = { read: () => Value };

/** A promise that never rejects: waiting for it beside a timer must not leave a rejection that nobody handles. */
const settle = <Value>(promise: Promise<Value>): Promise<Settled<Value>> =>
  promise.then(
    (value) => ({ read: () => value }),
    (error: unknown) => ({
      read: () => {
        throw error;
      },
    }),
  );

async function firstOf<Value>(promise: Promise<Value>, clock: Clock, ms: number): Promise<Value | undefined> {
  const over = new AbortController();
  const timer = clock.wait(ms, over.signal).catch(() => {});
  try {
    return await Promise.race([promise, timer.then(() => undefined)]);
  } finally {
    over.abort();
  }
}
