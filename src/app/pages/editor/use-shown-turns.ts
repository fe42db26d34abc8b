import { useEffect, useState } from 'react';
import type { Turn } from '../../../contract/relay/turn.ts';

/** Turns drawn when a project is opened: thirty messages. */
const AT_FIRST = 15;
/** Turns added when the person comes near the first: few enough for one frame. */
const STEP = 4;

export type ShownTurns = { shown: Turn[]; showEarlier?: () => void };

/** The end of a conversation, and more of it as the person reads up: WeChat draws no more than a thousand nodes well. */
export function useShownTurns(turns: Turn[], isNearEnd: boolean): ShownTurns {
  const [firstId, setFirstId] = useState<string>();
  const found = turns.findIndex(({ id }) => id === firstId);
  const from = found === -1 ? Math.max(0, turns.length - AT_FIRST) : found;
  // What is being read must not move when something new comes below it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first turn is kept as it was when the person left the end
  useEffect(() => {
    if (!isNearEnd) setFirstId((before) => before ?? turns[from]?.id);
  }, [isNearEnd]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn, seen at the end, is when nobody reads the early ones
  useEffect(() => {
    if (isNearEnd) setFirstId(undefined);
  }, [turns.length]);
  return {
    shown: turns.slice(from),
    ...(from > 0 ? { showEarlier: () => setFirstId(turns[Math.max(0, from - STEP)]?.id) } : {}),
  };
}
