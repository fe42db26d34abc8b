import { createEventStreamReader } from '../../../contract/relay/stream.ts';
import { type JournalledEvent, TURN_EVENTS_PATH } from '../../../contract/relay/turn.ts';
import { type Signal, wait } from '../../platform/signal.ts';
import { isAborted, listen } from '../../relay.ts';

/** Text that comes in drops is drawn in one go: WeChat allows 20 updates of a screen per second. */
const DRAW_STEP_MS = 80;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

export type Follower = {
  turnId: string;
  /** Last event heard. */
  readSeq: () => number;
  onEvents: (events: JournalledEvent[]) => void;
  onConnection: (isConnected: boolean) => void;
  signal: Signal;
};

/** Hears a turn to its end, however often the line breaks. Returns early only when aborted or when another stream was opened. */
export async function followTurn(follower: Follower): Promise<void> {
  for (let failures = 0; !follower.signal.aborted; ) {
    const before = follower.readSeq();
    const end = await hear(follower);
    if (end === 'done' || end === 'aborted') return;
    failures = follower.readSeq() > before ? 1 : failures + 1;
    // A break that heals at once is not worth a word.
    if (failures > 1) follower.onConnection(false);
    await wait(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1)), follower.signal);
  }
}

async function hear(follower: Follower): Promise<'done' | 'broken' | 'aborted'> {
  const drops = createDrops(follower.onEvents);
  let isDone = false;
  const reader = createEventStreamReader((journalled) => {
    if (journalled.event.type === 'done') isDone = true;
    // `0` is the relay's word that it could not open the journal; it is not of the turn.
    if (journalled.seq > 0) drops.add(journalled);
  });
  try {
    await listen(TURN_EVENTS_PATH, {
      params: { turnId: follower.turnId },
      query: { after: follower.readSeq() },
      onBytes(bytes) {
        follower.onConnection(true);
        reader(bytes);
      },
      signal: follower.signal,
    });
  } catch (cause) {
    if (isAborted(cause)) return 'aborted';
  } finally {
    drops.flush();
  }
  return isDone ? 'done' : 'broken';
}

/** Gathers events for one update. */
function createDrops(onEvents: (events: JournalledEvent[]) => void): { add(event: JournalledEvent): void; flush(): void } {
  let gathered: JournalledEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (gathered.length === 0) return;
    const events = gathered;
    gathered = [];
    onEvents(events);
  };
  return {
    add(journalled) {
      gathered.push(journalled);
      timer ??= setTimeout(flush, DRAW_STEP_MS);
    },
    flush,
  };
}
