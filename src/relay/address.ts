import type { Clock } from './clock.ts';
import type { Secret } from './store/secret.ts';

/** Addresses that need no bearer: signed for one path and one person, good for at least 10 minutes. */
export type Addresses = {
  write: (path: string, personId: string) => string;
  isGood: (path: string, personId: string, query: { exp?: string; sig?: string }) => boolean;
};

const LIFE_S = 600;
/** Addresses given out within this time are equal, so that a phone's cache works. */
const STEP_S = 300;

export function createAddresses({ secret, clock }: { secret: Secret; clock: Clock }): Addresses {
  const textOf = (path: string, personId: string, exp: string) => `GET\n${path}\n${exp}\n${personId}`;
  return {
    write: (path, personId) => {
      const exp = String(Math.ceil(clock.now() / 1000 / STEP_S) * STEP_S + LIFE_S);
      return `${path}?exp=${exp}&sig=${secret.sign(textOf(path, personId, exp))}`;
    },
    isGood: (path, personId, { exp = '', sig = '' }) =>
      Number(exp) * 1000 > clock.now() && secret.isSigned(textOf(path, personId, exp), sig),
  };
}
