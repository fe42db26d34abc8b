import { useRef, useSyncExternalStore } from 'react';

/** A value that outlives the page that shows it: an upload goes on while the person walks from home to the editor. */
export type Store<State> = {
  read(): State;
  write(next: State): void;
  subscribe(listener: () => void): () => void;
};

export function createStore<State>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    read: () => state,
    write(next) {
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const useStore = <State>(store: Store<State>): State => useSyncExternalStore(store.subscribe, store.read, store.read);

/** One store per key, made when first asked for. */
export function createStores<State>(initial: () => State): (key: string) => Store<State> {
  const stores = new Map<string, Store<State>>();
  return (key) => {
    const known = stores.get(key);
    if (known) return known;
    const made = createStore(initial());
    stores.set(key, made);
    return made;
  };
}

/** Values of several stores, one drawing for all. Their number may change. */
export function useStores<State>(stores: Store<State>[]): State[] {
  const states = stores.map((store) => store.read());
  const kept = useRef(states);
  if (kept.current.length !== states.length || kept.current.some((state, index) => state !== states[index])) kept.current = states;
  return useSyncExternalStore(
    (listener) => {
      const stops = stores.map((store) => store.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    () => readSame(stores, kept.current),
    () => kept.current,
  );
}

/** The same list as long as nothing in it changed: React compares by identity. */
function readSame<State>(stores: Store<State>[], before: State[]): State[] {
  const states = stores.map((store) => store.read());
  return states.length === before.length && states.every((state, index) => state === before[index]) ? before : states;
}
