import { finishUpload } from '../../contract/relay/clip.ts';
import { finishUpload as finish } from '../upload/finish.ts';
import { pauseOfUpload } from '../upstream/pause.ts';
import { writeClip } from '../write/clip.ts';
import { ownProject } from './own.ts';
import { whileSomebodyWaits } from './patience.ts';
import { serve } from './serve.ts';

export const serveFinishUpload = serve(
  finishUpload,
  async (parts, { personId, body, id }) => {
    await ownProject(parts, personId, id('projectId'));
    const name = pauseOfUpload(body.uploadId);
    // A countdown cannot be shown by a phone that still waits for its answer.
    const paused = (signal: AbortSignal) => parts.pauses.begun(name, signal);
    const row = await whileSomebodyWaits(parts.clock, finish(parts, personId, body.uploadId), paused);
    return row === undefined
      ? { state: 'checking' as const, retryInMs: parts.pauses.leftMs(name) }
      : { state: 'done' as const, clip: writeClip(row, personId, parts.addresses) };
  },
  { isLasting: (reply) => reply.state === 'done' },
);
