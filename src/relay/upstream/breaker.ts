import type { Clock } from '../clock.ts';
import { isUnanswered, UpstreamFailure } from './failure.ts';

/**
 * Keeps calls from waiting for an upstream that is dead: after some that nobody answered, the next ones fail at once, until one call that is
 * let through after a while is answered.
 */
export type Breaker = <Result>(call: () => Promise<Result>) => Promise<Result>;

/** Calls in a row that nobody answered. */
const FAILURES = 5;

export function createBreaker({ clock, openMs }: { clock: Clock; openMs: number }): Breaker {
  let failures = 0;
  let closedFrom = 0;
  let isProbing = false;
  return async (call) => {
    const isProbe = failures >= FAILURES;
    if (isProbe && (isProbing || clock.elapsed() < closedFrom))
      throw new UpstreamFailure(0, 'no', { message: 'the upstream has not answered for a while and is not asked' });
    isProbing ||= isProbe;
    try {
      const result = await call();
      failures = 0;
      return result;
    } catch (error) {
      if (isUnanswered(error)) {
        failures += 1;
        closedFrom = clock.elapsed() + openMs;
      }
      throw error;
    } finally {
      if (isProbe) isProbing = false;
    }
  };
}
