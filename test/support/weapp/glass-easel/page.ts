import type { Call, Happening, Outside } from '../phone/outside.ts';
import { type Host, type Start, startHost } from './host.ts';

/** What Node put into the page: the way out. */
type Way = {
  outsideStart(id: number, call: Call): void;
  outsideAbort(id: number): void;
  outsideRead(path: string, range: { position: number; length?: number }): Promise<string>;
  outsideRemove(path: string): void;
};

export type { Start };

export type Saycut = { start(given: Start): void; hear(id: number, happening: Happening): void; host?: Host };

const way = window as unknown as Way & { saycut: Saycut };
const listening = new Map<number, (happening: Happening) => void>();
let last = 0;

const outside: Outside = {
  start(call, tell) {
    const id = ++last;
    listening.set(id, tell);
    way.outsideStart(id, call);
    return () => {
      listening.delete(id);
      way.outsideAbort(id);
    };
  },
  readFile: (path, range) => way.outsideRead(path, range),
  removeFile: (path) => way.outsideRemove(path),
};

way.saycut = {
  start(given) {
    way.saycut.host = startHost(given, outside);
  },
  hear: (id, happening) => listening.get(id)?.(happening),
};
