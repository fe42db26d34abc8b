import { finishUpload } from '../../contract/relay/clip.ts';
import { finishUpload as finish } from '../upload/finish.ts';
import { pauseOfUpload } from '../upstream/pause.ts';
import { writeClip } from '../write/clip.ts';
import { ownProject } from './own.ts';
import { serve } from './serve.ts';

/** Longer than this a phone does not wait: it asks again. */
const PATIENCE_MS = 20_000;

export const serveFinishUpload = serve(
  finishUpload,
  async (parts, { personId, body, id }) => {
    await ownProject(parts, personId, id('projectId'));
    const over = new AbortController();
    const finished = finish(parts, personId, body.uploadId);
    const late = parts.clock.wait(PATIENCE_MS, over.signal).catch(() => {});
    const name = pauseOfUpload(body.uploadId);
    // A countdown cannot be shown by a phone that still waits for its answer.
    const paused = parts.pauses.begun(name, over.signal);
    try {
      const row = await Promise.race([finished, late.then(() => undefined), paused.then(() => undefined)]);
      // The work goes on; its failure is told to whoever asks next.
      finished.catch(() => {});
      return row === undefined
        ? { state: 'checking' as const, retryInMs: parts.pauses.leftMs(name) }
        : { state: 'done' as const, clip: writeClip(row, personId, parts.addresses) };
    } finally {
      over.abort();
    }
  },
  { isLasting: (reply) => reply.state === 'done' },
);
