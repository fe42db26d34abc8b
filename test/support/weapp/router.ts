import { failureOf, Refusal } from './phone/api.ts';
import type { Phone } from './phone.ts';

type Options = Record<string, unknown> & {
  success?: (result: unknown) => void;
  fail?: (failure: unknown) => void;
  complete?: (result: unknown) => void;
};

/** What the engine hands to the app for a page: data, methods, and the life cycle as the app wrote it. */
export type PageInstance = Record<string, unknown>;

export type Mounted = {
  instance: PageInstance;
  /** Puts the page into the document, after `onLoad`. */
  attach(): void;
  show(): void;
  remove(): void;
};

export type AppInstance = Record<string, unknown>;

type Entry = Mounted & { route: string; query: Record<string, string> };

type Engine = {
  routes: string[];
  phone: Phone;
  app: AppInstance;
  mount(route: string): Mounted;
};

/** WeChat refuses an eleventh page. */
const DEEPEST_STACK = 10;

export type Router = ReturnType<typeof createRouter>;

/** The stack of pages and its life cycle, the same on either engine. */
export function createRouter({ routes, phone, app, mount }: Engine) {
  const stack: Entry[] = [];
  const current = (): Entry => {
    const top = stack.at(-1);
    if (top === undefined) throw new Error('no page is open');
    return top;
  };
  const live = (owner: Record<string, unknown>, name: string, value?: unknown): void => {
    const method = owner[name];
    if (typeof method === 'function') phone.thread.enter(() => void method.call(owner, value));
  };

  function push(url: string): void {
    const [route, query] = readUrl(url, stack.at(-1)?.route ?? '');
    if (!routes.includes(route)) throw new Refusal(`page "${route}" is not found`);
    if (stack.length >= DEEPEST_STACK) throw new Refusal('webview count limit exceed');
    const mounted = mount(route);
    Object.assign(mounted.instance, { route, __route__: route, options: query });
    const entry = { ...mounted, route, query };
    stack.push(entry);
    live(entry.instance, 'onLoad', query);
    entry.attach();
    entry.show();
    live(entry.instance, 'onShow');
    setTimeout(() => {
      if (stack.includes(entry)) live(entry.instance, 'onReady');
    });
  }

  function pop(): void {
    const top = stack.pop();
    if (top === undefined) return;
    live(top.instance, 'onUnload');
    top.remove();
  }

  const hide = (): void => live(current().instance, 'onHide');
  const reveal = (): void => {
    current().show();
    live(current().instance, 'onShow');
  };
  const restart = (url: string): void => {
    while (stack.length > 0) pop();
    push(url);
  };
  const launch = { path: routes[0] ?? '', query: phone.device.query, scene: phone.device.scene, referrerInfo: {} };

  const moves: Record<string, (options: Options) => void> = {
    navigateTo({ url }) {
      hide();
      push(String(url));
    },
    redirectTo({ url }) {
      pop();
      push(String(url));
    },
    reLaunch: ({ url }) => restart(String(url)),
    navigateBack({ delta = 1 }) {
      if (stack.length < 2) throw new Refusal('cannot navigate back at first page.');
      for (let left = Math.min(Number(delta), stack.length - 1); left > 0; left -= 1) pop();
      reveal();
    },
  };

  return {
    apis: Object.fromEntries(Object.entries(moves).map(([name, move]) => [name, moving(name, move, phone)])),
    stack,
    current,
    /** Starts the app and opens its first page, or the one named. */
    start(url = `/${routes[0]}`) {
      live(app, 'onLaunch', launch);
      live(app, 'onShow', launch);
      push(url);
    },
    open: restart,
    back: () => moves.navigateBack?.({}),
    /** The person leaves WeChat; after five seconds the app is put to sleep. */
    leave({ isLong }: { isLong: boolean }) {
      hide();
      live(app, 'onHide');
      phone.emit('onAppHide');
      if (isLong) phone.sleep();
    },
    comeBack() {
      phone.wake();
      live(app, 'onShow', launch);
      phone.emit('onAppShow', launch);
      live(current().instance, 'onShow');
    },
  };
}

/** Navigation answers after it has happened, by callback and by promise both. */
function moving(name: string, move: (options: Options) => void, phone: Phone) {
  return (options: Options = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      setTimeout(() => {
        try {
          move(options);
        } catch (cause) {
          const failure = failureOf(name, cause);
          if (!(cause instanceof Refusal)) phone.report(`exception in ${name}: ${cause instanceof Error ? cause.stack : String(cause)}`);
          phone.thread.enter(() => (options.fail ?? options.complete)?.(failure));
          if (options.fail ?? options.complete) resolve(failure);
          else reject(failure);
          return;
        }
        const result = { errMsg: `${name}:ok` };
        phone.thread.enter(() => {
          options.success?.(result);
          options.complete?.(result);
        });
        resolve(result);
      });
    });
}

function readUrl(url: string, from: string): [string, Record<string, string>] {
  const [address = '', search = ''] = url.split('?');
  const route = new URL(address, `http://app/${from}`).pathname.slice(1);
  const pairs = search.split('&').filter((pair) => pair !== '');
  // As WeChat does: the values stay encoded.
  return [route, Object.fromEntries(pairs.map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]))];
}
