import { startTurn } from '../../contract/relay/turn.ts';
import * as turns from '../store/turns.ts';
import { writeTurn } from '../write/turn.ts';
import { ownProject } from './own.ts';
import { serve } from './serve.ts';

export const serveStartTurn = serve(startTurn, async (parts, { personId, body, id, requestKey }) => {
  const project = await ownProject(parts, personId, id('projectId'));
  const turn = await parts.turns.start(project, { ...body, requestKey });
  return { turn: writeTurn(parts, turn, await turns.readEventsAfter(parts.db, turn.id, 0)) };
});
