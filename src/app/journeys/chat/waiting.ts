import { TURN_LIMIT_MS } from '../../../contract/limits.ts';

/** How long a turn has been running, as far as it changes what the screen says. */
export type Patience = 'none' | 'brief' | 'normal' | 'long' | 'very_long' | 'over';

const SECOND_MS = 1_000;

const steps: readonly { fromMs: number; patience: Patience }[] = [
  { fromMs: TURN_LIMIT_MS, patience: 'over' },
  { fromMs: 300 * SECOND_MS, patience: 'very_long' },
  { fromMs: 120 * SECOND_MS, patience: 'long' },
  { fromMs: 30 * SECOND_MS, patience: 'normal' },
  { fromMs: 10 * SECOND_MS, patience: 'brief' },
];

export const readPatience = (elapsedMs: number): Patience => steps.find(({ fromMs }) => elapsedMs >= fromMs)?.patience ?? 'none';
