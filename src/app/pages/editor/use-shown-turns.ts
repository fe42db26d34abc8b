import { useEffect, useState } from 'react';
import type { Turn } from '../../../contract/relay/turn.ts';

/** Turns drawn when a project is opened: thirty messages. */
const AT_FIRST = 15;
/** Turns added when the person reads up to the first: few enough for one frame. */
const STEP = 4;

export type ShownTurns = { shown: Turn[]; showEarlier?: () => void };

/**
 * The end of a conversation, and more of it as the person reads up: WeChat draws no more than a thousand nodes well. What is drawn stays: to
 * take it away above would move what is being read.
 */
export function useShownTurns(turns: Turn[]): ShownTurns {
  const [firstId, setFirstId] = useState<string>();
  const found = turns.findIndex(({ id }) => id === firstId);
  const from = found === -1 ? Math.max(0, turns.length - AT_FIRST) : found;
  useEffect(() => setFirstId(turns[from]?.id), [turns, from]);
  return {
    shown: turns.slice(from),
    ...(from > 0 ? { showEarlier: () => setFirstId(turns[Math.max(0, from - STEP)]?.id) } : {}),
  };
}
