import type { ErrorArgs, ErrorCode } from '../../../src/contract/error.ts';
import type { Credits } from '../../../src/contract/relay/credits.ts';
import type { Export, readShared } from '../../../src/contract/relay/export.ts';
import type { Turn, TurnEvent } from '../../../src/contract/relay/turn.ts';
import type * as z from '../../../src/contract/schema.ts';

export type Call = { method: string; path: string; key: string | undefined; body: unknown; at: number };

/** What a turn tells, step by step; it ends when the promise does. `say` journals an event and streams it. */
export type TurnPlan = (say: (event: TurnEvent) => void, turn: Turn) => Promise<void> | void;

/** `stall` never answers, `break` cuts the line, a code refuses, a promise answers when it is kept. */
export type UploadPlan = 'answer' | 'stall' | 'break' | ErrorCode | Promise<void>;

export type Script = {
  /** Taken one by one; then every turn shortens the timeline by half. */
  turns: TurnPlan[];
  /** Taken one by one; then every upload is answered. */
  uploads: UploadPlan[];
  /** States of an export, one per reading; the last one stays. */
  exports: Partial<Export>[];
  /** Refuses a call before it is handled. */
  refuse: (call: Call) => { code: ErrorCode; args?: ErrorArgs } | undefined;
  /** Holds a call before it is answered. */
  delay: (call: Call) => Promise<void> | undefined;
  /** Cuts streams of turns after this many events. */
  cutAfter: number | undefined;
  /** Half of a finished film is sent, then the rest when this is kept. */
  file: Promise<void> | undefined;
  /** As many signed addresses of captions are refused as too old. */
  tooOld: number;
  /** Rows of a batch that fail, by the order of their files. */
  failingRows: Set<number>;
  credits: Credits;
  /** What is behind every share card; `undefined`: it is gone. */
  shared: z.infer<typeof readShared.reply> | undefined;
};

export const createScript = (): Script => ({
  turns: [],
  uploads: [],
  exports: [],
  refuse: () => undefined,
  delay: () => undefined,
  cutAfter: undefined,
  file: undefined,
  tooOld: 0,
  failingRows: new Set(),
  credits: {
    available: 86,
    frozen: 4,
    total: 100,
    expiresAt: Date.now() + 7 * 86_400_000,
    bindUrl: 'https://example.org/sign-up?bind=1',
  },
  shared: undefined,
});

/** A promise and the way to keep it. */
export function createGate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
