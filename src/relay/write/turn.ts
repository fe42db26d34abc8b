import { Reference, type Route, type Turn, type TurnEvent } from '../../contract/relay/turn.ts';
import type { Parts } from '../parts.ts';
import type { EventRow, TurnRow } from '../store/turns.ts';
import { pauseOfTurn } from '../upstream/pause.ts';

/** A turn with its journal so far, neighbouring `text` joined. */
export function writeTurn({ pauses }: Pick<Parts, 'pauses'>, row: TurnRow, events: readonly EventRow[]): Turn {
  return {
    id: row.id,
    text: row.text,
    ...(row.reference !== null && { reference: Reference.parse(JSON.parse(row.reference)) }),
    route: row.route as Route,
    state: row.state as Turn['state'],
    createdAt: row.createdAt,
    lastSeq: events.at(-1)?.seq ?? 0,
    retryInMs: pauses.leftMs(pauseOfTurn(row.id)),
    events: joinText(events.map((event) => JSON.parse(event.event) as TurnEvent)),
  };
}

function joinText(events: readonly TurnEvent[]): TurnEvent[] {
  const joined: TurnEvent[] = [];
  for (const event of events) {
    const last = joined.at(-1);
    if (event.type === 'text' && last?.type === 'text') joined[joined.length - 1] = { type: 'text', delta: last.delta + event.delta };
    else joined.push(event);
  }
  return joined;
}
