/**
 * The one thread the app's code runs on. Everything that calls into the app goes through `enter`, so it knows
 * whether a tap is being answered and can stand still while WeChat keeps the app asleep.
 */
export type Thread = {
  /** Runs code of the app; what it throws is reported. With `isTap`, what needs a tap is allowed until `code` returns. */
  enter(code: () => void, isTap?: boolean): void;
  /** Stricter than WeChat, which lets the tap live through microtasks: phones lose it there often enough. */
  isTap(): boolean;
  sleep(): void;
  wake(): void;
  timers: Timers;
};

export type Timers = {
  setTimeout(code: (...args: unknown[]) => void, delayMs?: number, ...args: unknown[]): number;
  clearTimeout(id?: number): void;
  setInterval(code: (...args: unknown[]) => void, delayMs?: number, ...args: unknown[]): number;
  clearInterval(id?: number): void;
};

export function createThread(report: (problem: string) => void): Thread {
  let isTapNow = false;
  let isAsleep = false;
  const waiting: (() => void)[] = [];

  function enter(code: () => void, isTap = false): void {
    if (isAsleep) {
      waiting.push(() => enter(code, isTap));
      return;
    }
    const before = isTapNow;
    isTapNow = isTap;
    try {
      code();
    } catch (cause) {
      report(`exception: ${describe(cause)}`);
    } finally {
      isTapNow = before;
    }
  }

  return {
    enter,
    isTap: () => isTapNow,
    sleep() {
      isAsleep = true;
    },
    wake() {
      isAsleep = false;
      for (const code of waiting.splice(0)) code();
    },
    timers: createTimers(enter),
  };
}

export const describe = (cause: unknown): string => {
  const { stack, message } = (cause ?? {}) as { stack?: unknown; message?: unknown };
  return String(stack ?? message ?? (typeof cause === 'object' ? JSON.stringify(cause) : cause));
};

/** Timers as a phone has them: ids are numbers, and what they run is entered without a tap. */
function createTimers(enter: Thread['enter']): Timers {
  const running = new Map<number, () => void>();
  let last = 0;
  const clear = (id?: number): void => {
    if (id === undefined) return;
    running.get(id)?.();
    running.delete(id);
  };
  return {
    setTimeout(code, delayMs = 0, ...args) {
      const id = ++last;
      const timer = setTimeout(() => {
        running.delete(id);
        enter(() => code(...args));
      }, delayMs);
      running.set(id, () => clearTimeout(timer));
      return id;
    },
    setInterval(code, delayMs = 0, ...args) {
      const id = ++last;
      const timer = setInterval(() => enter(() => code(...args)), delayMs);
      running.set(id, () => clearInterval(timer));
      return id;
    },
    clearTimeout: clear,
    clearInterval: clear,
  };
}
