import { useEffect, useState } from 'react';

/** The latest of a value that changes often, told at most once in `everyMs`; a first change is told at once. */
export function useSlowly<Value>(value: Value, everyMs: number): Value {
  const [told, tell] = useState({ value, at: 0 });
  useEffect(() => {
    if (Object.is(value, told.value)) return;
    const timer = setTimeout(() => tell({ value, at: Date.now() }), Math.max(0, told.at + everyMs - Date.now()));
    return () => clearTimeout(timer);
  }, [value, told, everyMs]);
  return told.value;
}
