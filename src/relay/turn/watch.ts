import type { Clock } from '../clock.ts';
import type { Timings } from '../settings.ts';
import { createBell } from './bell.ts';

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
  const bell = createBell();
  const alarm = createAlarm(clock, bell.ring);
  const iterator = events[Symbol.asyncIterator]();
  let next = follow(iterator.next(), bell.ring);
  try {
    for (;;) {
      alarm.ringWithin(watchdog.restMs(clock.elapsed()));
      await bell.heard();
      const arrived = next.settled();
      if (arrived === undefined) {
        const verdict = watchdog.bark(clock.elapsed());
        if (verdict === 'over') return;
        if (verdict !== undefined) yield verdict;
        continue;
      }
      const result = arrived();
      if (result.done === true) return;
      next = follow(iterator.next(), bell.ring);
      watchdog.feed(weigh(result.value), clock.elapsed());
      yield { type: 'event', event: result.value };
    }
  } finally {
    alarm.stop();
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

/** A promise that never rejects: what came of it is asked for once it has rung, and thrown then. */
function follow<Value>(promise: Promise<Value>, ring: () => void): { settled: () => (() => Value) | undefined } {
  let settled: (() => Value) | undefined;
  const keep = (read: () => Value) => {
    settled = read;
    ring();
  };
  promise.then(
    (value) => keep(() => value),
    (error: unknown) =>
      keep(() => {
        throw error;
      }),
  );
  return { settled: () => settled };
}

/** Rings no later than it was asked to, and perhaps before: a timer set anew for each event would cost more than the event. */
function createAlarm(clock: Clock, ring: () => void): { ringWithin: (ms: number) => void; stop: () => void } {
  let ringsAt = Number.POSITIVE_INFINITY;
  let timer = new AbortController();
  const rung = () => {
    ringsAt = Number.POSITIVE_INFINITY;
    ring();
  };
  return {
    ringWithin: (ms) => {
      const at = clock.elapsed() + ms;
      if (at >= ringsAt) return;
      timer.abort();
      timer = new AbortController();
      ringsAt = at;
      clock.wait(ms, timer.signal).then(rung, () => {});
    },
    stop: () => timer.abort(),
  };
}
