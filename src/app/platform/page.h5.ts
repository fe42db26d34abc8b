import type { Insets } from './page.ts';

export const readInsets = (): Insets => ({ topPx: 0, heightPx: 44, sidePx: 0 });

/** Same as the width of the column in the theme. */
const WIDEST_COLUMN_PX = 480;

export const readWidth = (): number => Math.min(WIDEST_COLUMN_PX, window.innerWidth);

export const readHeight = (): number => window.innerHeight;

export function listenForResize(onResize: () => void): () => void {
  window.addEventListener('resize', onResize);
  return () => window.removeEventListener('resize', onResize);
}

let lock: WakeLockSentinel | undefined;

export function keepScreenOn(isOn: boolean): void {
  if (!isOn) {
    void lock?.release();
    lock = undefined;
    return;
  }
  // Refused without https or in a hidden tab; the upload goes on without it.
  navigator.wakeLock?.request('screen').then(
    (sentinel) => {
      lock = sentinel;
    },
    () => undefined,
  );
}

export const vibrate = (strength: 'light' | 'medium'): void => {
  navigator.vibrate?.(strength === 'light' ? 10 : 20);
};

let leftAt: number | undefined;
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') leftAt = Date.now();
});

export function listenForReturn(onReturn: (awayMs: number) => void): () => void {
  const listener = (): void => {
    if (document.visibilityState === 'visible') onReturn(leftAt === undefined ? 0 : Date.now() - leftAt);
  };
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
