import { endpoint } from '../endpoint.ts';
import { ErrorArgs, ErrorCode } from '../error.ts';
import { INSTRUCTION_LIMIT } from '../limits.ts';
import * as z from '../schema.ts';
import { API_PREFIX } from './header.ts';
import { Id, Instant, Text } from './text.ts';
import { Change, Timeline } from './timeline.ts';

/** What the upstream is doing, as far as its tools tell. Unknown tools are `generic`. */
export const StepKey = z.enum(['read', 'trim', 'subs', 'music', 'title', 'voice', 'frame', 'check', 'generic']);
export type StepKey = z.infer<typeof StepKey>;

/** Where the words went. Only `edit` is sent upstream. */
export const Route = z.enum(['edit', 'export', 'credits', 'state', 'upload']);
export type Route = z.infer<typeof Route>;

/** What the upstream asked the user to press, as something the app can do. */
export const SuggestedAction = z.enum(['export', 'timeline', 'preview', 'upload', 'credits']);
export type SuggestedAction = z.infer<typeof SuggestedAction>;

export const TurnOutcome = z.enum(['applied', 'unchanged', 'answered', 'asked', 'stopped', 'timed_out', 'failed', 'lost']);
export type TurnOutcome = z.infer<typeof TurnOutcome>;

/**
 * One event of a turn, in the order of `seq` (1, 2, 3 …). Delivered only after it is stored. `done` is the last, always.
 * `text` carries only what is to be added. `changed` comes from a diff of the draft before and after, never from the upstream's words.
 */
export const TurnEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('queued'), position: z.number() }),
  z.object({ type: z.literal('started'), at: Instant }),
  z.object({ type: z.literal('text'), delta: z.string() }),
  z.object({
    type: z.literal('step'),
    key: StepKey,
    state: z.enum(['run', 'ok']),
    args: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
  z.object({ type: z.literal('action'), action: SuggestedAction }),
  z.object({ type: z.literal('choices'), options: z.array(z.string()) }),
  /** Nothing new for a while; the relay still holds the stream. */
  z.object({ type: z.literal('waiting'), elapsedMs: z.number() }),
  /** Rate limited: the one retry comes after this long. */
  z.object({ type: z.literal('retrying'), inMs: z.number() }),
  z.object({ type: z.literal('reconnected'), lostClips: z.array(z.string()) }),
  z.object({
    type: z.literal('changed'),
    version: z.number(),
    changes: z.array(Change),
    /** Ids of the segments that changed. */
    touched: z.array(z.string()),
    /** What the upstream added without being asked, to be offered for removal. */
    unasked: z.array(z.enum(['title', 'music', 'captions'])),
    timeline: Timeline,
  }),
  z.object({ type: z.literal('error'), code: ErrorCode, args: ErrorArgs.optional() }),
  z.object({ type: z.literal('done'), outcome: TurnOutcome, creditsUsed: z.number().optional() }),
]);
export type TurnEvent = z.infer<typeof TurnEvent>;

/** What the stream and the journal carry. */
export const JournalledEvent = z.object({ seq: z.number().int(), event: TurnEvent });
export type JournalledEvent = z.infer<typeof JournalledEvent>;

export const Reference = z.object({ segmentId: z.string(), label: Text(80) });
export type Reference = z.infer<typeof Reference>;

/** One instruction and all that came of it. `events` is the journal so far, neighbouring `text` joined; go on with `after=lastSeq`. */
export const Turn = z.object({
  id: Id,
  text: z.string(),
  reference: Reference.optional(),
  route: Route,
  state: z.enum(['queued', 'running', 'done']),
  createdAt: Instant,
  lastSeq: z.number().int(),
  /** Rate limited as of this answer: the one retry comes after this long. */
  retryInMs: z.number().optional(),
  events: z.array(TurnEvent),
});
export type Turn = z.infer<typeof Turn>;

/** A route other than `edit` ends at once: the app opens the journey it names. */
export const startTurn = endpoint({
  method: 'POST',
  path: `${API_PREFIX}/projects/:projectId/turns`,
  body: z.object({ text: Text(INSTRUCTION_LIMIT).min(1), reference: Reference.optional() }),
  reply: z.object({ turn: Turn }),
});

export const stopTurn = endpoint({ method: 'POST', path: `${API_PREFIX}/turns/:turnId/stop`, reply: z.object({}) });

/**
 * `GET …?after=<seq>`: an event stream, status 200 always (WeChat loses the body of any other chunked reply). Lines `id: <seq>` and
 * `data: <TurnEvent as JSON>`, a comment every 15 s, the end after `done`. A failure to open it is a single `error` event with `id: 0`.
 */
export const TURN_EVENTS_PATH = `${API_PREFIX}/turns/:turnId/events`;
