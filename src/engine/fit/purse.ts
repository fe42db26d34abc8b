/** The bytes of a film while its stretches are encoded: what one leaves or takes too much is shared by those that have not begun. */
export type Purse = {
  take: (index: number) => number;
  /** `bytes` is absent where nobody can tell. */
  spend: (index: number, bytes: number | undefined) => void;
};

/** Share of its own bytes that a stretch may get more or less: beyond that its quality would be seen to differ. */
const MOST_SHIFT = 0.12;

export function createPurse(planned: number[]): Purse {
  const open = new Set(planned.keys());
  const given = new Map<number, number>();
  let left = 0;
  return {
    take(index) {
      const own = planned[index] ?? 0;
      const waiting = [...open].reduce((sum, one) => sum + (planned[one] ?? 0), 0);
      open.delete(index);
      const most = own * MOST_SHIFT;
      const shift = waiting > 0 ? Math.max(-most, Math.min(most, (left * own) / waiting)) : 0;
      left -= shift;
      given.set(index, own + shift);
      return own + shift;
    },
    spend(index, bytes) {
      if (bytes !== undefined) left += (given.get(index) ?? 0) - bytes;
    },
  };
}
