/** Pages below the one in sight stay alive: what is told to the app as a whole is for the listener that came last. */
export type Topmost<Value> = { add(listener: (value: Value) => void): () => void; tell(value: Value): void };

export function createTopmost<Value>(): Topmost<Value> {
  const listeners: ((value: Value) => void)[] = [];
  return {
    add(listener) {
      listeners.push(listener);
      return () => {
        const place = listeners.lastIndexOf(listener);
        if (place !== -1) listeners.splice(place, 1);
      };
    },
    tell: (value) => listeners.at(-1)?.(value),
  };
}
