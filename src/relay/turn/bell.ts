/** Wakes one waiter. A ring while nobody waits is remembered for the next wait. */
export type Bell = {
  ring: () => void;
  /** Ends with the next ring. */
  heard: () => Promise<void>;
};

export function createBell(): Bell {
  let isRung = false;
  let answer = () => {};
  return {
    ring: () => {
      isRung = true;
      answer();
    },
    heard: async () => {
      if (!isRung) {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
      }
      isRung = false;
    },
  };
}
