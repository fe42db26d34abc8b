import * as glassEasel from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import type { Outside } from '../phone/outside.ts';
import { describe } from '../phone/thread.ts';
import { createPhone, type PhoneSettings } from '../phone.ts';
import { type AppInstance, createRouter, type Mounted, type PageInstance } from '../router.ts';
import { type SetData, weigh } from '../set-data.ts';
import { createTaroTree, selectorOf } from '../taro-tree.ts';
import { registerBuiltIns } from './built-ins.ts';
import type { Bundle } from './compile.ts';
import { createModules } from './modules.ts';
import { BUILT_IN_STYLE } from './style.ts';
import { dispatchLongPress, plainEvent } from './touch.ts';

export type Start = { bundle: Bundle; names: string[]; settings: PhoneSettings; storage: [string, string][]; first?: string };

export type Host = ReturnType<typeof startHost>;

/** Runs in the browser page: WeChat's component framework, the phone, and the app between them. */
export function startHost({ bundle, names, settings, storage, first }: Start, outside: Outside) {
  const phone = createPhone({ names, outside, own: (value) => value, settings: { ...settings, storage: new Map(storage) } });
  phone.problems.push(...bundle.problems);
  listenForTrouble(phone.report);
  const env = new MiniProgramEnv();
  const code = env.createCodeSpace('', true);
  // Tests find elements by id.
  code.getComponentSpace().updateComponentOptions({ writeIdToDOM: true });
  const builtIns = registerBuiltIns(code.getComponentSpace(), bundle.attributes, {
    resolveFile,
    agreeToPrivacy: () => {
      phone.device.needsConsent = false;
    },
  });
  const components = addTemplates(code, bundle, phone.report);
  const backend = env.associateBackend(createBackend(builtIns));
  addStyles({ code, backend, bundle });

  const updates: SetData[] = [];
  let app: AppInstance = {};
  let defining = '';
  const inPlace = <Result>(make: (place: Definer) => Result): Result =>
    code.componentEnv(defining, (place) => make(place as unknown as Definer));
  const load = createModules(bundle, {
    wx: phone.wx,
    App: (instance: AppInstance) => {
      app = instance;
    },
    Page: (definition: Definition) => inPlace((place) => place.Page(listen(definition, phone))),
    Component: (definition: Definition) => inPlace((place) => place.Component(listen(definition, phone))),
    Behavior: (definition: Definition) => inPlace((place) => place.Behavior(definition)),
    getApp: () => app,
    getCurrentPages: () => router.stack.map(({ instance }) => instance),
    ...phone.thread.timers,
    console: { ...console, error: (...words: unknown[]) => phone.report(`console.error: ${words.map(describe).join(' ')}`) },
  });
  const loadAt = (file: string): void => {
    defining = file;
    phone.thread.enter(() => void load(`${file}.js`));
  };

  loadAt('app');
  for (const component of components) loadAt(component);
  for (const route of bundle.routes) loadAt(route);
  const router = createRouter({ routes: bundle.routes, phone, app, mount });
  Object.assign(phone.apis, router.apis, {
    createSelectorQuery: () => callOn(router.current().instance, 'createSelectorQuery'),
    createIntersectionObserver: () => callOn(router.current().instance, 'createIntersectionObserver'),
    createVideoContext: (id: string) => videoContextOf(id),
  });
  const tree = createTaroTree(phone.apis);

  function mount(route: string): Mounted {
    const root = backend.createRoot('wx-page', code, route);
    const instance = root.get() as unknown as Instance;
    const box = document.createElement('div');
    const place = document.createElement('span');
    box.style.minHeight = '100%';
    box.appendChild(place);
    watch(instance, { phone, updates });
    return {
      instance,
      attach: () => root.attach(box as never, place as never),
      show() {
        document.title = bundle.configs[route]?.navigationBarTitleText ?? '';
        document.getElementById('stage')?.replaceChildren(box);
      },
      remove() {
        root.release();
        box.remove();
      },
    };
  }

  dispatchLongPress();
  router.start(first);
  return { phone, router, updates, tree, find: (testId: string) => tree.find(router.current().instance, testId) };
}

type Code = ReturnType<MiniProgramEnv['createCodeSpace']>;
type Backend = ReturnType<MiniProgramEnv['associateBackend']>;
type Definition = Record<string, unknown>;
type Definer = { Page(definition: Definition): void; Component(definition: Definition): void; Behavior(definition: Definition): unknown };
type Instance = PageInstance & { setData(data: Record<string, unknown>, done?: () => void): void };

const callOn = (owner: Record<string, unknown>, name: string): unknown => (owner[name] as () => unknown).call(owner);

/** Where the page finds what the app names: its own files, files on the phone, and the relay's pictures and videos. */
function resolveFile(address: string): string {
  if (address.startsWith('wxfile://')) return `/phone-file?path=${encodeURIComponent(address)}`;
  if (/^https?:/.test(address)) return `/elsewhere?url=${encodeURIComponent(address)}`;
  return address;
}

/** Gives the paths of the components that pages use. */
function addTemplates(code: Code, bundle: Bundle, report: (problem: string) => void): string[] {
  const groups = new Function(`return ${bundle.templates}`)() as Record<string, unknown>;
  const forAll = bundle.configs.app?.usingComponents ?? {};
  const components = new Set<string>();
  for (const [owner, config] of Object.entries(bundle.configs)) {
    if (groups[owner] === undefined) continue;
    const using: Record<string, string> = {};
    for (const [tag, address] of Object.entries({ ...forAll, ...config.usingComponents })) {
      const target = new URL(address, `http://app/${owner}`).pathname.slice(1);
      using[tag] = `/${target}`;
      if (bundle.scripts[`${target}.js`] === undefined) report(`${owner} uses <${tag}>, but ${target}.js is missing`);
      else if (!bundle.routes.includes(target)) components.add(target);
    }
    code.addComponentStaticConfig(owner, { ...config, usingComponents: using } as never);
  }
  for (const path of [...bundle.routes, ...components]) {
    if (groups[path] === undefined) report(`${path}.wxml is missing`);
    else code.addCompiledTemplate(path, { groupList: groups, content: groups[path] } as never);
  }
  return [...components];
}

function createBackend(builtIns: Set<string>) {
  const backend = new glassEasel.CurrentWindowBackendContext();
  backend.document = {
    createElement: (tag: string) => document.createElement(builtIns.has(tag) ? `wx-${tag}` : tag),
    createTextNode: (text: string) => document.createTextNode(text),
    createDocumentFragment: () => document.createDocumentFragment(),
  } as never;
  // The framework leaves this to its host: without it there are no taps.
  backend.onEvent((target, ...rest) => {
    const event = new glassEasel.Event(...rest);
    glassEasel.Event.dispatchEvent(target as never, event as never);
    return event.getEventBubbleStatus();
  });
  // Events of components come from the built-ins. With the browser's own beside them, `input` would fire twice.
  const listen = backend.setListenerStats.bind(backend);
  backend.setListenerStats = (element, type, ...rest) => {
    if (/^(touch|animation|transition)/.test(type)) listen(element, type, ...rest);
  };
  return backend;
}

function addStyles({ code, backend, bundle }: { code: Code; backend: Backend; bundle: Bundle }): void {
  const style = document.createElement('style');
  style.textContent = BUILT_IN_STYLE;
  document.head.appendChild(style);
  for (const [path, text] of Object.entries(bundle.styles)) {
    const scope = path === 'app' || bundle.routes.includes(path) ? '' : path.replace(/\W/g, '_');
    code.addStyleSheet(path, path, scope || undefined);
    backend.registerStyleSheetContent(path, text.replaceAll('%%HERESUFFIX%%', scope && `${scope}--`));
  }
}

type Phone = ReturnType<typeof createPhone>;

/** The app's handlers get plain events, and run with a tap when it is one. */
function listen(definition: Definition, phone: Phone): Definition {
  for (const owner of [definition, definition.methods as Definition | undefined]) {
    for (const [name, method] of Object.entries(owner ?? {})) {
      if (typeof method !== 'function' || /^on(Load|Show|Hide|Ready|Unload)$/.test(name) || owner === undefined) continue;
      owner[name] = function handle(this: unknown, ...args: unknown[]): unknown {
        const [event] = args;
        if (!(event instanceof glassEasel.Event)) return method.apply(this, args);
        phone.thread.enter(() => void method.call(this, plainEvent(event)), event.type === 'tap');
        return undefined;
      };
    }
  }
  return definition;
}

function watch(instance: Instance, { phone, updates }: { phone: Phone; updates: SetData[] }): void {
  const send = (Object.getPrototypeOf(instance) as Instance).setData;
  instance.setData = (data, done) => {
    const { text, bytes } = weigh(data, phone.report);
    updates.push({ atMs: performance.now(), bytes, page: String(instance.route ?? '') });
    send.call(instance, JSON.parse(text) as Record<string, unknown>, done && (() => phone.thread.enter(done)));
  };
}

function videoContextOf(id: string): Record<string, (value?: number) => void> {
  const change = (act: (video: HTMLVideoElement) => unknown): void => {
    const video = document.querySelector<HTMLVideoElement>(`${selectorOf(id)} > video`);
    if (video) act(video);
  };
  return {
    // Chromium wants a tap of its own for sound, and says so in a rejection.
    play: () => change((video) => video.play().catch(() => undefined)),
    pause: () => change((video) => video.pause()),
    stop: () => change((video) => video.pause()),
    seek: (seconds = 0) => change((video) => Object.assign(video, { currentTime: seconds })),
    playbackRate: (rate = 1) => change((video) => Object.assign(video, { playbackRate: rate })),
    requestFullScreen: () => undefined,
    exitFullScreen: () => undefined,
  };
}

function listenForTrouble(report: (problem: string) => void): void {
  glassEasel.addGlobalErrorListener?.((error: unknown) => {
    report(`exception: ${describe(error)}`);
    return false;
  });
  window.addEventListener('error', ({ error, message }) => report(`exception: ${error ? describe(error) : message}`));
  window.addEventListener('unhandledrejection', ({ reason }) => report(`unhandled rejection: ${describe(reason)}`));
}
