import { stopTurn } from '../../contract/relay/turn.ts';
import { ownTurn } from './own.ts';
import { serve } from './serve.ts';

export const serveStopTurn = serve(stopTurn, async (parts, { personId, id }) => {
  await parts.turns.stop(await ownTurn(parts, personId, id('turnId')));
  return {};
});
