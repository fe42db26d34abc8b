import type { Change } from '../contract/relay/timeline.ts';

/** What one part of a comparison found. `isOther` is a difference that has no kind of its own; `of` names the effects it is of. */
export type Finding = { changes: Change[]; touched: string[]; isOther: boolean; of?: string[] };
