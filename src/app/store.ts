import { useSyncExternalStore } from 'react';

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
