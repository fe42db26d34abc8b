import { createListeners, type Listeners, type Options, type Surroundings } from './api.ts';
import { fromBase64, isBuffer, textOf, toBase64 } from './bytes.ts';
import type { Call, Happening, Outside } from './outside.ts';

/** More wait in a queue. Source: WeChat's guide to network limits. */
const CONCURRENT_CALLS = 10;
const DEFAULT_TIMEOUT_MS = 60_000;

const INTERRUPTED = { message: 'interrupted', errno: 600_003 };

type Name = 'request' | 'uploadFile' | 'downloadFile';

type Live = { begin(): void; abandon(failure: { message: string; errno?: number }): void; isChunked: boolean };

export type NetworkSettings = {
  /** Desktop clients: no chunk event, the whole body at the end. */
  givesChunksAtEnd: boolean;
  isOnline: boolean;
};

/** `request`, `uploadFile` and `downloadFile` over the real network, with the limits and the faults that WeChat's have. */
export function createNetwork(outside: Outside, settings: NetworkSettings, around: Surroundings) {
  const running = new Set<Live>();
  const queue: Live[] = [];
  let isAsleep = false;

  function add(live: Live): void {
    if (live.isChunked && [...running].some((other) => other.isChunked))
      around.report('two chunked requests at a time: on iOS before 3.7.4 the first goes silent');
    if (isAsleep) setTimeout(() => live.abandon(INTERRUPTED));
    else if (!settings.isOnline) setTimeout(() => live.abandon({ message: 'errcode:-1 cronet_error_code:-106', errno: 600_001 }));
    else if (running.size >= CONCURRENT_CALLS) queue.push(live);
    else start(live);
  }

  function start(live: Live): void {
    running.add(live);
    live.begin();
  }

  function remove(live: Live): void {
    running.delete(live);
    const waiting = queue.indexOf(live);
    if (waiting >= 0) queue.splice(waiting, 1);
    const next = running.size < CONCURRENT_CALLS ? queue.shift() : undefined;
    if (next) start(next);
  }

  const place = { add, remove, outside, settings, around };
  return {
    apis: {
      request: (options: Options) => openTask(place, { name: 'request', options, call: readRequest(options) }),
      uploadFile: (options: Options) => openTask(place, { name: 'uploadFile', options, call: readUpload(options) }),
      downloadFile: (options: Options) => openTask(place, { name: 'downloadFile', options, call: readDownload(options) }),
    },
    /** Five seconds after the app was left: everything under way fails, nothing new begins. */
    sleep() {
      isAsleep = true;
      for (const live of [...running, ...queue]) live.abandon(INTERRUPTED);
    },
    wake() {
      isAsleep = false;
    },
    /** The signal is lost: what is under way breaks. */
    cut() {
      for (const live of [...running, ...queue]) live.abandon({ message: 'errcode:-1 cronet_error_code:-106', errno: 600_001 });
    },
  };
}

type Place = {
  add(live: Live): void;
  remove(live: Live): void;
  outside: Outside;
  settings: NetworkSettings;
  around: Surroundings;
};

function openTask(place: Place, { name, options, call }: { name: Name; options: Options; call: Call }): Record<string, unknown> {
  const { thread, own } = place.around;
  const isTap = thread.isTap();
  const listeners = {
    HeadersReceived: createListeners(place.around),
    ChunkReceived: createListeners(place.around),
    ProgressUpdate: createListeners(place.around),
  };
  if (typeof options.timeout !== 'number') place.around.report(`${name} without a timeout of its own: some clients take no other`);
  const reply = createReply({ name, options, listeners, settings: place.settings });
  let isOver = false;
  let stop = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function finish(callback: 'success' | 'fail', result: object): void {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    place.remove(live);
    // The callbacks of these three carry the tap that called them.
    setTimeout(() =>
      thread.enter(() => {
        const owned = own(result);
        options[callback]?.(owned);
        options.complete?.(owned);
      }, isTap),
    );
  }

  function abandon({ message, errno }: { message: string; errno?: number }): void {
    stop();
    finish('fail', { errMsg: `${name}:fail ${message}`, ...(errno === undefined ? {} : { errno }) });
  }

  const live: Live = {
    isChunked: options.enableChunked === true,
    begin() {
      timer = setTimeout(
        () => abandon({ message: 'timeout', errno: 5 }),
        typeof options.timeout === 'number' ? options.timeout : DEFAULT_TIMEOUT_MS,
      );
      stop = place.outside.start(call, (happening) => {
        if (isOver) return;
        if (happening.kind === 'broken') abandon({ message: happening.message, errno: 600_001 });
        else if (happening.kind === 'end') finish('success', { errMsg: `${name}:ok`, ...reply.end(happening) });
        else reply.hear(happening);
      });
    },
    abandon,
  };
  place.add(live);
  return taskOf(listeners, () => abandon({ message: 'abort' }));
}

type TaskListeners = { HeadersReceived: Listeners; ChunkReceived: Listeners; ProgressUpdate: Listeners };

/** All three kinds of task in one: an app that calls what its kind has not is caught by its types. */
function taskOf(listeners: TaskListeners, abort: () => void): Record<string, unknown> {
  const task: Record<string, unknown> = { abort };
  for (const [name, { on, off }] of Object.entries(listeners)) {
    task[`on${name}`] = on;
    task[`off${name}`] = off;
  }
  return task;
}

type ReplyOf = { name: Name; options: Options; listeners: TaskListeners; settings: NetworkSettings };

function createReply({ name, options, listeners, settings }: ReplyOf) {
  let head = { status: 0, header: {} as Record<string, string> };
  let firesChunks = false;

  function hear(happening: Exclude<Happening, { kind: 'end' | 'broken' }>): void {
    if (happening.kind === 'headers') {
      head = happening;
      const isChunkedReply = Object.entries(head.header).some(
        ([key, value]) => key.toLowerCase() === 'transfer-encoding' && value === 'chunked',
      );
      firesChunks = options.enableChunked === true && isChunkedReply && !settings.givesChunksAtEnd;
      listeners.HeadersReceived.emit({ statusCode: head.status, header: head.header });
    } else if (happening.kind === 'progress') {
      listeners.ProgressUpdate.emit(progressOf(name, happening));
    } else if (firesChunks) {
      listeners.ChunkReceived.emit({ data: fromBase64(happening.base64).buffer });
    }
  }

  function end({ base64, file }: Extract<Happening, { kind: 'end' }>): object {
    const common = { statusCode: head.status, header: head.header };
    if (name === 'uploadFile') return { ...common, data: textOf(base64) };
    if (name === 'downloadFile')
      return { ...common, ...(options.filePath === undefined ? { tempFilePath: file?.path } : { filePath: file?.path }) };
    // With `enableChunked` the body is in the chunks; one that did not come in chunks is lost, on phones.
    if (options.enableChunked === true && !settings.givesChunksAtEnd) return { ...common, data: '' };
    return { ...common, data: bodyOf(base64, options) };
  }

  return { hear, end };
}

function progressOf(name: Name, { doneBytes, totalBytes }: { doneBytes: number; totalBytes: number }): object {
  const progress = Math.floor((doneBytes / Math.max(totalBytes, 1)) * 100);
  return name === 'uploadFile'
    ? { progress, totalBytesSent: doneBytes, totalBytesExpectedToSend: totalBytes }
    : { progress, totalBytesWritten: doneBytes, totalBytesExpectedToWrite: totalBytes };
}

function bodyOf(base64: string, { responseType, dataType = 'json' }: Options): unknown {
  if (responseType === 'arraybuffer') return fromBase64(base64).buffer;
  const text = textOf(base64);
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readRequest({ url, method = 'GET', header, data }: Options): Call {
  const headers = readHeader(header);
  const verb = String(method);
  const address = String(url);
  if (data === undefined || data === null) return { kind: 'request', url: address, method: verb, header: headers };
  if (verb === 'GET' || verb === 'HEAD') return { kind: 'request', url: withQuery(address, data), method: verb, header: headers };
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const bytes = isBuffer(data) ? new Uint8Array(data) : new TextEncoder().encode(typeof data === 'string' ? data : JSON.stringify(data));
  const typed = hasType ? headers : { ...headers, 'content-type': 'application/json' };
  return { kind: 'request', url: address, method: verb, header: typed, bodyBase64: toBase64(bytes) };
}

function withQuery(url: string, data: unknown): string {
  const pairs = Object.entries(Object(data) as Record<string, unknown>).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  );
  return pairs.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

function readUpload({ url, header, filePath, name, formData }: Options): Call {
  const form = Object.fromEntries(Object.entries(Object(formData) as Record<string, unknown>).map(([key, value]) => [key, String(value)]));
  return { kind: 'upload', url: String(url), header: readHeader(header), path: String(filePath), field: String(name), form };
}

function readDownload({ url, header, filePath }: Options): Call {
  return { kind: 'download', url: String(url), header: readHeader(header), ...(filePath === undefined ? {} : { path: String(filePath) }) };
}

function readHeader(header: unknown): Record<string, string> {
  const entries = Object.entries(Object(header) as Record<string, unknown>).filter(
    ([name, value]) => value !== undefined && name.toLowerCase() !== 'referer',
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
