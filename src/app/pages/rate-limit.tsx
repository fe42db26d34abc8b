import { type ReactNode, useRef } from 'react';
import { ErrorCard } from '../components/chat/ErrorCard.tsx';
import { Banner } from '../components/primitive/Banner.tsx';
import { useWords } from '../journeys/settings/use-settings.ts';
import { rateLimitStore } from '../rate-limit.ts';
import { useStore } from '../store.ts';
import { useNow } from './use-now.ts';

/** One line on every page while a call waits its turn. It goes by itself. */
export function RateLimitBanner(): ReactNode {
  const limit = useStore(rateLimitStore);
  const now = useNow(limit !== undefined);
  return limit ? <Line leftMs={limit.untilMs - now} /> : null;
}

/** The same for a job of the relay. `inMs` is what is left as of its last answer. */
export function RateLimitLine({ inMs }: { inMs: number }): ReactNode {
  return <Line leftMs={useWait(inMs).leftMs} />;
}

function Line({ leftMs }: { leftMs: number }): ReactNode {
  const t = useWords();
  return <Banner text={`${t('err.rate_t')} · ${t('err.rate_d', { n: secondsIn(leftMs) })}`} icon="clock" testId="rate-limit" />;
}

/** Too many people: the relay tries again by itself, once. */
export function RateLimitCard({ inMs }: { inMs: number }): ReactNode {
  const t = useWords();
  const { leftMs, totalMs } = useWait(inMs);
  const seconds = secondsIn(leftMs);
  const words = t('err.rate_d', { n: seconds });
  const lead = t('unit.seconds', { n: seconds });
  return (
    <ErrorCard
      kind="rate"
      title={t('err.rate_t')}
      {...(words.startsWith(lead) ? { lead, detail: words.slice(lead.length) } : { detail: words })}
      percent={totalMs === 0 ? 100 : 100 - (leftMs / totalMs) * 100}
    />
  );
}

/** Answers that tell of the same wait differ by no more than the way they came. */
const SAME_WAIT_MS = 3_000;

/** Counts down from the first answer on, without jumping when a later one tells the same. */
function useWait(inMs: number): { leftMs: number; totalMs: number } {
  const now = useNow(true);
  const known = useRef({ untilMs: now + inMs, totalMs: inMs, inMs });
  if (known.current.inMs !== inMs) {
    const untilMs = Date.now() + inMs;
    const isSame = Math.abs(untilMs - known.current.untilMs) < SAME_WAIT_MS;
    known.current = isSame ? { ...known.current, inMs } : { untilMs, totalMs: inMs, inMs };
  }
  const { untilMs, totalMs } = known.current;
  return { leftMs: Math.min(totalMs, Math.max(0, untilMs - now)), totalMs };
}

const secondsIn = (ms: number): number => Math.max(0, Math.ceil(ms / 1_000));
