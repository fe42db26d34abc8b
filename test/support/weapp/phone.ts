import { type Api, createListeners, type Listeners, type Own, type Surroundings } from './phone/api.ts';
import { createDevice, DEFAULT_DEVICE, type DeviceSettings } from './phone/device.ts';
import { createDialogState, createDialogs } from './phone/dialogs.ts';
import { createMedia, createMediaState } from './phone/media.ts';
import { createNetwork } from './phone/network.ts';
import type { Outside } from './phone/outside.ts';
import { createFileSystem, createStorage, type FileTable } from './phone/storage.ts';
import { createThread } from './phone/thread.ts';

export type PhoneSettings = Partial<DeviceSettings> & {
  /** Kept from an earlier start of the app. */
  storage?: Map<string, string>;
};

export type Call = { name: string; options: unknown };

export type Phone = ReturnType<typeof createPhone>;

const USER_FOLDER = 'wxfile://usr';

/** What the build keeps on `wx` for itself. */
const BUILD_NAMES = ['webpackJsonp'];

/**
 * A phone with WeChat on it, as far as an app can tell: `wx` with the APIs that WeChat has and no other. A call that WeChat
 * does not know, one this phone does not play, and whatever the app's code throws, all end in `problems`.
 */
export function createPhone({
  names,
  outside,
  own,
  settings = {},
}: {
  names: string[];
  outside: Outside;
  own: Own;
  settings?: PhoneSettings;
}) {
  const problems: string[] = [];
  const report = (problem: string): void => void problems.push(problem);
  const thread = createThread(report);
  const around: Surroundings = { thread, own, report };
  const device: DeviceSettings = { ...DEFAULT_DEVICE, ...settings };
  const connection = { givesChunksAtEnd: false, isOnline: true };
  const storage = settings.storage ?? new Map<string, string>();
  const files: FileTable = new Map();
  const media = createMediaState();
  const dialogs = createDialogState();
  const network = createNetwork(keepBooks(outside, files), connection, around);
  const events = createEvents(names, around);
  const calls: Call[] = [];
  const fileSystem = createFileSystem({ table: files, outside }, around);

  /** The engine adds its own: navigation, selector queries, video contexts. */
  const apis: Record<string, unknown> = {
    env: { USER_DATA_PATH: USER_FOLDER },
    canIUse: (name: string) => names.includes(name.split('.')[0] ?? ''),
    nextTick: (code: () => void) => void Promise.resolve().then(() => thread.enter(code)),
    getFileSystemManager: () => fileSystem,
    ...events.apis,
    ...network.apis,
    ...createStorage(storage, around),
    ...createMedia(media, files, around),
    ...createDialogs(dialogs, around),
    ...createDevice(device, around),
  };

  return {
    wx: guardWx({ names: new Set(names), apis, calls, report }),
    apis,
    thread,
    problems,
    report,
    calls,
    device,
    connection,
    media,
    dialogs,
    storage,
    files,
    emit: events.emit,
    /** The connection goes or comes back, as the phone tells its apps. */
    setOnline(isOnline: boolean) {
      connection.isOnline = isOnline;
      device.networkType = isOnline ? 'wifi' : 'none';
      if (!isOnline) network.cut();
      events.emit('onNetworkStatusChange', { isConnected: isOnline, networkType: device.networkType });
    },
    setTheme(theme: DeviceSettings['theme']) {
      device.theme = theme;
      events.emit('onThemeChange', { theme });
    },
    /** What WeChat does five seconds after an app was left. */
    sleep() {
      network.sleep();
      thread.sleep();
    },
    wake() {
      network.wake();
      thread.wake();
    },
  };
}

/** Files that were downloaded are on the phone, as those that were picked. */
const keepBooks = (outside: Outside, files: FileTable): Outside => ({
  ...outside,
  start: (call, tell) =>
    outside.start(call, (happening) => {
      if (happening.kind === 'end' && happening.file) files.set(happening.file.path, happening.file.sizeBytes);
      tell(happening);
    }),
});

/** Every `onX` has listeners, every `offX` forgets them. */
function createEvents(names: string[], around: Surroundings) {
  const all = new Map<string, Listeners>();
  const apis: Record<string, Api> = {};
  for (const name of names.filter((each) => /^on[A-Z]/.test(each))) {
    const listeners = createListeners(around);
    all.set(name, listeners);
    apis[name] = listeners.on;
    apis[name.replace(/^on/, 'off')] = listeners.off;
  }
  return { apis, emit: (name: string, value?: unknown) => all.get(name)?.emit(value) };
}

type Guarded = { names: Set<string>; apis: Record<string, unknown>; calls: Call[]; report: (problem: string) => void };

/** Records every call. To read a name that WeChat does not have is a problem, and so is to call one that this phone does not play. */
function guardWx({ names, apis, calls, report }: Guarded): Record<string, unknown> {
  for (const name of names)
    apis[name] ??= () => report(`wx.${name} is not played by the phone of the tests: add it to test/support/weapp/phone`);
  return new Proxy(apis, {
    get(_, name) {
      if (typeof name === 'symbol' || name in Object.prototype) return Reflect.get(apis, name);
      const api = apis[name];
      if (api === undefined && !BUILD_NAMES.includes(name)) report(`wx.${name} does not exist in WeChat`);
      if (typeof api !== 'function') return api;
      return (...args: unknown[]) => {
        calls.push({ name, options: copyOf(args[0]) });
        return (api as (...all: unknown[]) => unknown)(...args);
      };
    },
  });
}

function copyOf(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value ?? null));
  } catch {
    return '(cannot be written)';
  }
}
