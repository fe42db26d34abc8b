import type { Thread } from './thread.ts';

/** What an app passes to an API of `wx`; each API checks the fields it reads. */
export type Options = Record<string, unknown> & {
  success?: (result: unknown) => void;
  fail?: (failure: unknown) => void;
  complete?: (result: unknown) => void;
};

export type Api = (...args: never[]) => unknown;

/** How WeChat says no. */
export class Refusal extends Error {
  readonly errno: number | undefined;
  constructor(message: string, errno?: number) {
    super(message);
    this.errno = errno;
  }
}

/** Values that cross into the app's realm are made of that realm's objects. */
export type Own = (value: unknown) => unknown;

export type Surroundings = { thread: Thread; own: Own; report: (problem: string) => void };

type Answer = object | undefined;
type Play = (options: Options, isTap: boolean) => Answer | Promise<Answer>;

/**
 * An asynchronous API in WeChat's two styles: callbacks when any is given, else a promise.
 * `keepsTap`: whether what was called in a tap answers in one, `always` for dialogs, whose button is a tap of its own.
 */
export function answering(
  name: string,
  play: Play,
  { thread, own, keepsTap }: Surroundings & { keepsTap?: 'inherits' | 'always' },
): (options?: Options) => Promise<unknown> | undefined {
  return (options = {}) => {
    const isTap = thread.isTap();
    const answersInTap = keepsTap === 'always' || (keepsTap === 'inherits' && isTap);
    const played = Promise.resolve().then(() => play(options, isTap));
    const answer = played.then(
      (result) => ({ isGood: true, result: own({ errMsg: `${name}:ok`, ...result }) }),
      (cause: unknown) => ({ isGood: false, result: own(failureOf(name, cause)) }),
    );
    if (!options.success && !options.fail && !options.complete) {
      return new Promise((resolve, reject) => {
        void answer.then(({ isGood, result }) => thread.enter(() => (isGood ? resolve(result) : reject(result)), answersInTap));
      });
    }
    void answer.then(({ isGood, result }) => {
      // A task of its own, as on a phone: never inside the call.
      setTimeout(() => {
        thread.enter(() => {
          (isGood ? options.success : options.fail)?.(result);
          options.complete?.(result);
        }, answersInTap);
      });
    });
    return undefined;
  };
}

export function failureOf(name: string, cause: unknown): object {
  if (cause instanceof Refusal)
    return { errMsg: `${name}:fail ${cause.message}`, ...(cause.errno === undefined ? {} : { errno: cause.errno }) };
  return { errMsg: `${name}:fail ${cause instanceof Error ? cause.message : String(cause)}` };
}

export type Listeners = {
  on(listener: (value: unknown) => void): void;
  off(listener?: (value: unknown) => void): void;
  emit(value?: unknown): void;
};

export function createListeners({ thread, own }: Pick<Surroundings, 'thread' | 'own'>): Listeners {
  const all = new Set<(value: unknown) => void>();
  return {
    on: (listener) => void all.add(listener),
    off: (listener) => (listener === undefined ? all.clear() : void all.delete(listener)),
    emit(value) {
      for (const listener of [...all]) thread.enter(() => listener(own(value)));
    },
  };
}
