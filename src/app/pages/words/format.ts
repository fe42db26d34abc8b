import type { Translate } from '../../strings/translate.ts';

/** "18.6": one decimal, because the limit is 25. */
export const formatMegabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/** "412 KB" or "3.2 MB": room on the phone. */
export const formatBytes = (bytes: number, t: Translate): string =>
  bytes < 1_000_000 ? t('unit.kb', { n: Math.ceil(bytes / 1_000) }) : t('unit.mb', { n: formatMegabytes(bytes) });

/** "24" or "8.5": seconds as people say them. */
export function formatSeconds(durationMs: number): string {
  const seconds = Math.round(durationMs / 100) / 10;
  return seconds < 10 && !Number.isInteger(seconds) ? seconds.toFixed(1) : String(Math.round(seconds));
}

/** "今天 14:20", "昨天 09:05", "11 月 3 日". `at` and `now` in ms since 1970. */
export function formatDay(at: number, now: number, t: Translate): string {
  const date = new Date(at);
  const time = `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
  if (days <= 0) return t('home.today', { time });
  if (days === 1) return t('home.yesterday', { time });
  return t('home.day', { m: date.getMonth() + 1, d: date.getDate() });
}

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** The simplest ratio of two sizes: "9:16". */
export function formatRatio(width: number, height: number): string {
  const divisor = greatestDivisor(width, height);
  return divisor === 0 ? `${width}:${height}` : `${width / divisor}:${height / divisor}`;
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));
