import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Runner } from './run.ts';

/** Longest sound that is read into memory, s: at 16 kHz an hour is 230 MB. */
const MOST_SECONDS = 3_600;

/** The sound of a file as one channel of samples, −1…1. Fails with `JobError` where there is none. */
export async function readPcm(
  runner: Runner,
  file: string,
  { sampleRate, signal }: { sampleRate: number; signal: AbortSignal },
): Promise<Float32Array> {
  const target = path.join(tmpdir(), `saycut-${randomUUID()}.pcm`);
  try {
    await runner.run(
      {
        kind: 'encode',
        inputs: [{ path: file, length: MOST_SECONDS, audio: true }],
        graph: `[0:a]aresample=${sampleRate}:async=1:first_pts=0[aout]`,
        audio: { codec: 'pcm_f32le', sampleRate, channels: 1 },
        format: 'f32le',
        seconds: MOST_SECONDS,
        output: { path: target },
      },
      { signal },
    );
    const bytes = await readFile(target);
    return new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
  } finally {
    await rm(target, { force: true });
  }
}
