import type { FastifyBaseLogger } from 'fastify';
import { isHeavy } from '../copies.ts';
import type { ClipRecord, ClipStore, Copy } from '../store/clips.ts';

export type CopyParts = {
  clips: ClipStore;
  /** Makes one copy; it appears at its path whole or not at all. */
  make: (copy: Copy, clip: ClipRecord, signal: AbortSignal) => Promise<void>;
  log: FastifyBaseLogger;
};

export type CopyQueue = {
  /** Copies that this clip has or will have. */
  expected: (clip: ClipRecord) => Copy[];
  /** Makes what is missing, in the background. */
  add: (clip: ClipRecord) => void;
  /** `made` as soon as it is there; `never` for one that cannot be made; `late` when it is still not there after `limitMs`. */
  wait: (clip: ClipRecord, copy: Copy, limitMs: number) => Promise<'made' | 'never' | 'late'>;
  resume: () => Promise<void>;
  close: () => Promise<void>;
};

type Lane = (work: () => Promise<void>) => Promise<void>;

/** One thing after another. */
function createLane(): Lane {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

const possible: Record<ClipRecord['facts']['kind'], Copy[]> = {
  video: ['poster', 'proxy', 'filmstrip', 'waveform', 'mezzanine'],
  image: ['poster'],
  audio: ['waveform'],
};

/** Small copies of clips. Quick ones do not wait for slow ones: a new clip shows at once, however long the proxy of a film before it takes. */
export function createCopyQueue({ clips, make, log }: CopyParts): CopyQueue {
  const closing = new AbortController();
  const lanes: Record<Copy, Lane> = laneByCopy();
  const making = new Map<string, Promise<void>>();

  const expected = ({ facts, without }: ClipRecord): Copy[] =>
    possible[facts.kind].filter(
      (copy) => !without.includes(copy) && (copy !== 'waveform' || facts.hasAudio) && (copy !== 'mezzanine' || isHeavy(facts)),
    );

  const makeOne = async (clip: ClipRecord, copy: Copy): Promise<void> => {
    if (closing.signal.aborted || clips.hasCopy(clip.hash, copy) || !(await clips.find(clip.hash))) return;
    try {
      await make(copy, clip, closing.signal);
    } catch (error) {
      // Closing, or the clip was removed meanwhile.
      if (closing.signal.aborted || !(await clips.find(clip.hash))) return;
      log.warn({ err: error, clip: clip.hash, copy }, 'a copy cannot be made');
      await clips.update(clip.hash, (current) => ({ ...current, without: [...current.without, copy] }));
    }
  };
  const start = (clip: ClipRecord, copy: Copy): Promise<void> => {
    const key = `${clip.hash}/${copy}`;
    const work = making.get(key) ?? lanes[copy](() => makeOne(clip, copy)).finally(() => making.delete(key));
    making.set(key, work);
    return work;
  };
  const add = (clip: ClipRecord): void => {
    for (const copy of expected(clip)) {
      if (!clips.hasCopy(clip.hash, copy))
        start(clip, copy).catch((error: unknown) => log.error({ err: error }, 'a copy could not be noted'));
    }
  };

  return {
    expected,
    add,
    async wait(clip, copy, limitMs) {
      if (clips.hasCopy(clip.hash, copy)) return 'made';
      if (!expected(clip).includes(copy)) return 'never';
      const isDone = await within(start(clip, copy), limitMs);
      if (clips.hasCopy(clip.hash, copy)) return 'made';
      return isDone ? 'never' : 'late';
    },
    async resume() {
      for (const hash of await clips.list()) {
        const clip = await clips.find(hash);
        if (clip) add(clip);
      }
    },
    async close() {
      closing.abort();
      await Promise.allSettled(making.values());
    },
  };
}

function laneByCopy(): Record<Copy, Lane> {
  const [strips, proxies, mezzanines] = [createLane(), createLane(), createLane()];
  // Nobody sees a mezzanine: it waits for the proxies asked for before it.
  const afterProxies: Lane = (work) =>
    mezzanines(async () => {
      await proxies(async () => undefined);
      await work();
    });
  return { poster: createLane(), proxy: proxies, filmstrip: strips, waveform: strips, mezzanine: afterProxies };
}

/** Whether the work ended in time; its failure is an end, too. */
async function within(work: Promise<void>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const clock = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  const end = (): boolean => true;
  const isDone = await Promise.race([work.then(end, end), clock]);
  clearTimeout(timer);
  return isDone;
}
