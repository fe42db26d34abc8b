import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { makeCompilersRunnable } from './compilers.ts';
import { createOutside, type NodeOutside } from './outside.ts';
import { readRoutes } from './package.ts';
import { describe } from './phone/thread.ts';
import { createPhone, type Phone, type PhoneSettings } from './phone.ts';
import { type AppInstance, createRouter, type Mounted, type PageInstance, type Router } from './router.ts';
import { type SetData, weigh } from './set-data.ts';
import { readWxNames } from './wx-names.ts';

const require = createRequire(import.meta.url);
/** A busy machine needs a while for the first page. */
const LONGEST_FIRST_UPDATE_MS = 90_000;

/** jsdom publishes no types. */
type JsdomModule = { JSDOM: new (html: string, options: object) => { window: Record<string, unknown> } };

export type WeappInNode = {
  phone: Phone;
  router: Router;
  outside: NodeOutside;
  updates: SetData[];
  /** Waits for the first update of all, then until none came for a while. */
  settle(quietMs?: number): Promise<void>;
  /** The page on top, as the engine drew it. */
  html(): string;
  text(): string;
  find(testId: string): Element | undefined;
  tap(testId: string): Promise<void>;
  type(testId: string, value: string): Promise<void>;
  close(): void;
};

type Definition = Record<string, unknown>;
type Drawn = { instance: PageInstance; attach(parent: Element): void; detach(): void };
type Exparser = {
  Event: { create(type: string, detail: object, options: object): object; dispatchEvent(target: unknown, event: object): void };
};

/** Opens the built mini program on WeChat's classic engine: official compiler, exparser, jsdom. No layout; about a second to the first page. */
export function openOnExparser(options: { folder: string; relayUrl: string; settings?: PhoneSettings; first?: string }): WeappInNode {
  const { folder, relayUrl, settings = {}, first } = options;
  setUpDocument();
  const engine = loadEngine();
  const realm = createRealm();
  const outside = createOutside({ relayUrl });
  const phone = createPhone({ names: readWxNames(), outside, own: realm.own, settings });
  const updates: SetData[] = [];
  const stopListening = listenForTrouble(phone.report);
  const state: { app: AppInstance } = { app: {} };
  const routes = readRoutes(folder);
  const stack = { all: (): PageInstance[] => [] };

  const define = (definition: Definition): void => engine.Component(watch(definition, { phone, updates }));
  const load = realm.createLoader({
    wx: phone.wx,
    App: (instance: AppInstance) => {
      state.app = instance;
    },
    Page: (definition: Definition) => define(methodsOf(definition, phone)),
    Component: define,
    Behavior: engine.Behavior,
    getApp: () => state.app,
    getCurrentPages: () => stack.all(),
    ...phone.thread.timers,
    console: realm.consoleOf(phone.report),
  });
  engine.utils.runJs = (file) => load(`${file}.js`, { again: true });

  phone.thread.enter(() => load(path.join(folder, 'app.js')));
  const router = createRouter({ routes, phone, app: state.app, mount: (route) => mount(route) });
  stack.all = () => router.stack.map(({ instance }) => instance);
  Object.assign(phone.apis, router.apis, {
    createSelectorQuery: () => callOn(router.current().instance, 'createSelectorQuery'),
    createVideoContext: () => ({
      play() {},
      pause() {},
      stop() {},
      seek() {},
      playbackRate() {},
      requestFullScreen() {},
      exitFullScreen() {},
    }),
  });

  function mount(route: string): Mounted {
    const id = engine.simulate.load(path.join(folder, route), 'page', { compiler: 'official', rootPath: folder });
    const drawn = engine.simulate.render(id);
    const host = document.createElement('div');
    return {
      instance: drawn.instance,
      attach: () => drawn.attach(host),
      show: () => document.body.replaceChildren(host),
      remove() {
        drawn.detach();
        host.remove();
      },
    };
  }

  const find = (testId: string): Element | undefined =>
    document.body.querySelector(`[id="${testId}"], [data-testid="${testId}"]`) ?? undefined;
  const fire = async (testId: string, type: string, detail: object): Promise<void> => {
    const target = find(testId) as (Element & { __wxElement?: unknown }) | undefined;
    if (target?.__wxElement === undefined) throw new Error(`There is no "${testId}" on ${router.current().route}.`);
    engine.exparser.Event.dispatchEvent(
      target.__wxElement,
      engine.exparser.Event.create(type, detail, { bubbles: true, composed: true, capturePhase: true }),
    );
    await settle();
  };

  async function settle(quietMs = 80): Promise<void> {
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, quietMs));
    for (let left = LONGEST_FIRST_UPDATE_MS; updates.length === 0 && left > 0; left -= quietMs) await pause();
    for (let seen = -1; seen !== updates.length; ) {
      seen = updates.length;
      await pause();
    }
  }

  phone.thread.enter(() => router.start(first));
  return {
    phone,
    router,
    outside,
    updates,
    settle,
    html: () => document.body.innerHTML,
    text: () => document.body.textContent ?? '',
    find,
    tap: (testId) => fire(testId, 'tap', { x: 1, y: 1 }),
    type: (testId, value) => fire(testId, 'input', { value, cursor: value.length }),
    close() {
      while (router.stack.length > 0) router.stack.pop()?.remove();
      stopListening();
      void outside.close();
    },
  };
}

/** The engine looks for a browser in the global scope. */
function setUpDocument(): void {
  if ('document' in globalThis) return;
  const { JSDOM } = require('jsdom') as JsdomModule;
  const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true, url: 'http://weapp.test/' });
  const names = [
    'document',
    'HTMLElement',
    'Element',
    'Node',
    'Event',
    'CustomEvent',
    'TouchEvent',
    'MutationObserver',
    'getComputedStyle',
    'requestAnimationFrame',
    'cancelAnimationFrame',
    'screen',
  ];
  for (const name of names) Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
  Object.defineProperty(globalThis, 'window', { value: window, configurable: true, writable: true });
}

function loadEngine() {
  makeCompilersRunnable();
  const utils = require('miniprogram-simulate/src/utils') as { runJs: (file: string) => void };
  const simulate = require('miniprogram-simulate') as {
    load(file: string, tag: string, options: object): string;
    render(id: string): Drawn;
  };
  const exparser = require('miniprogram-exparser') as Exparser;
  const { Component, Behavior } = globalThis as unknown as {
    Component: (definition: Definition) => void;
    Behavior: (definition: Definition) => unknown;
  };
  return { utils, simulate, exparser, Component, Behavior };
}

type Module = { exports: unknown };

/** A place with ECMAScript's own names and nothing else: no `window`, no `fetch`, no `TextDecoder`, as on a phone. */
function createRealm() {
  const context = vm.createContext(Object.create(null));
  const inside = vm.runInContext('({ Object, Array, ArrayBuffer, Uint8Array })', context) as {
    Object: ObjectConstructor;
    ArrayBuffer: ArrayBufferConstructor;
    Uint8Array: Uint8ArrayConstructor;
    Array: ArrayConstructor;
  };

  function own(value: unknown): unknown {
    if (value instanceof ArrayBuffer) {
      const copy = new inside.ArrayBuffer(value.byteLength);
      new inside.Uint8Array(copy).set(new Uint8Array(value));
      return copy;
    }
    if (Array.isArray(value)) return inside.Array.from(value, own);
    if (typeof value !== 'object' || value === null) return value;
    return inside.Object.fromEntries(Object.entries(value).map(([key, each]) => [key, own(each)]));
  }

  return {
    own,
    createLoader(globals: Record<string, unknown>) {
      const loaded = new Map<string, Module>();
      const load = (file: string, { again = false } = {}): unknown => {
        const known = loaded.get(file);
        if (known && !again) return known.exports;
        const module: Module = { exports: inside.Object.create(inside.Object.prototype) };
        loaded.set(file, module);
        const code = vm.compileFunction(readFileSync(file, 'utf8'), ['require', 'module', 'exports', ...Object.keys(globals)], {
          parsingContext: context,
          filename: file,
        });
        code((id: string) => load(withExtension(path.resolve(path.dirname(file), id))), module, module.exports, ...Object.values(globals));
        return module.exports;
      };
      return load;
    },
    consoleOf: (report: (problem: string) => void) => ({
      ...console,
      error: (...words: unknown[]) => report(`console.error: ${words.map(describe).join(' ')}`),
    }),
  };
}

const withExtension = (file: string): string => (file.endsWith('.js') ? file : `${file}.js`);

/** This engine knows components only: a page's functions become methods, and its events the plain objects that apps get. */
function methodsOf(definition: Definition, phone: Phone): Definition {
  const methods: Definition = {};
  const rest: Definition = {};
  for (const [name, value] of Object.entries(definition)) {
    if (typeof value !== 'function') rest[name] = value;
    else methods[name] = /^on[A-Z]/.test(name) ? value : handlerOf(value as (...args: unknown[]) => unknown, phone);
  }
  return { ...rest, methods };
}

type RawEvent = { type: string; timeStamp: number; detail: unknown; target: Target; currentTarget: Target; mark?: object };
type Target = { id?: string; dataset?: object };

function handlerOf(method: (...args: unknown[]) => unknown, phone: Phone) {
  return function handle(this: unknown, event: RawEvent): void {
    const plain = {
      type: event.type,
      timeStamp: event.timeStamp,
      detail: event.detail,
      mark: event.mark ?? {},
      target: targetOf(event.target),
      currentTarget: targetOf(event.currentTarget),
    };
    phone.thread.enter(() => method.call(this, plain), event.type === 'tap');
  };
}

const targetOf = ({ id = '', dataset = {} }: Target): object => ({ id, dataset: { ...dataset }, offsetLeft: 0, offsetTop: 0 });

type Instance = PageInstance & { setData(data: Record<string, unknown>, done?: () => void): void };

/** Weighs what the component sends to its view, and lets only JSON through. */
function watch(definition: Definition, { phone, updates }: { phone: Phone; updates: SetData[] }): Definition {
  const lifetimes = (definition.lifetimes ?? {}) as { created?: () => void };
  const created = lifetimes.created ?? (definition.created as (() => void) | undefined);
  const patch = (instance: Instance): void => {
    const send = instance.setData;
    instance.setData = (data, done) => {
      const { text, bytes } = weigh(data, phone.report);
      updates.push({ atMs: performance.now(), bytes, page: String(instance.route ?? '') });
      send.call(instance, JSON.parse(text) as Record<string, unknown>);
      if (done) setTimeout(() => phone.thread.enter(done));
    };
  };
  return {
    ...definition,
    ...(definition.data === undefined ? {} : { data: JSON.parse(JSON.stringify(definition.data)) as unknown }),
    lifetimes: {
      ...lifetimes,
      created(this: Instance) {
        patch(this);
        created?.call(this);
      },
    },
  };
}

const callOn = (owner: Record<string, unknown>, name: string): unknown => (owner[name] as () => unknown).call(owner);

/** Templates report by the console, promises by the process. */
function listenForTrouble(report: (problem: string) => void): () => void {
  const originals = { warn: console.warn, error: console.error, log: console.log };
  for (const name of ['warn', 'error', 'log'] as const) {
    console[name] = (...words: unknown[]) => {
      const line = words.map(String).join(' ');
      if (/WXMLRT_/.test(line)) report(line);
      else originals[name](...words);
    };
  }
  const onRejection = (cause: unknown): void => report(`unhandled rejection: ${describe(cause)}`);
  process.on('unhandledRejection', onRejection);
  return () => {
    Object.assign(console, originals);
    process.off('unhandledRejection', onRejection);
  };
}
