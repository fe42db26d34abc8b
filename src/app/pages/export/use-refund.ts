import { useEffect, useRef } from 'react';
import { creditsStore, runReadCredits } from '../../journeys/credits/run-credits.ts';
import type { ExportState } from '../../journeys/export/export.ts';
import { useStore } from '../../store.ts';

/** Credits that came back after an export failed. Only what two readings of the balance prove, else `undefined`. */
export function useRefund(state: ExportState): number | undefined {
  const { step, credits } = useStore(creditsStore);
  const lowest = useRef<number>();
  const phase = state.step === 'running' ? state.job.state : state.step;
  useEffect(() => {
    if (phase === 'rendering' || phase === 'fitting' || phase === 'failed') void runReadCredits();
  }, [phase]);
  const available = step === 'ready' ? credits.available : undefined;
  if (state.step === 'running' && available !== undefined) lowest.current = Math.min(lowest.current ?? available, available);
  if (state.step !== 'failed' || lowest.current === undefined || available === undefined) return undefined;
  return available > lowest.current ? available - lowest.current : undefined;
}
