import { useCallback, useEffect, useRef } from 'react';

/** The same function for good, which calls the newest one given: who gets it is not drawn anew for its sake. */
export function useLatest<Value>(listener: ((value: Value) => void) | undefined): (value: Value) => void {
  const latest = useRef(listener);
  latest.current = listener;
  return useCallback((value) => latest.current?.(value), []);
}

/** A scroll tells of itself with every frame, and WeChat takes 20 updates of a screen per second. */
const STEP_MS = 100;

/** Calls at most ten times a second, the last value always. */
export function usePaced<Value>(listener: (value: Value) => void): (value: Value) => void {
  const waiting = useRef<{ value: Value; timer: ReturnType<typeof setTimeout> }>();
  useEffect(() => () => clearTimeout(waiting.current?.timer), []);
  return useCallback(
    (value) => {
      if (waiting.current) {
        waiting.current.value = value;
        return;
      }
      const timer = setTimeout(() => {
        const last = waiting.current;
        waiting.current = undefined;
        if (last) listener(last.value);
      }, STEP_MS);
      waiting.current = { value, timer };
    },
    [listener],
  );
}
