import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Runner } from './run.ts';

/** Which pictures of a film to look at: `rate` a second of its first `seconds`, scaled to exactly `width` × `height`. */
type Look = { path: string; seconds: number; rate: number; width: number; height: number; format: 'gray' | 'rgb24' };

/** A film in small pictures as bytes, rows from the top, as it is stored: not turned upright. */
export async function readPictures(runner: Runner, look: Look, signal: AbortSignal): Promise<Uint8Array[]> {
  const target = path.join(tmpdir(), `saycut-${randomUUID()}.raw`);
  const size = look.width * look.height * (look.format === 'gray' ? 1 : 3);
  try {
    await runner.run(
      {
        kind: 'encode',
        inputs: [{ path: look.path, length: look.seconds, video: true }],
        graph: `[0:v]fps=${look.rate}:start_time=0,scale=${look.width}:${look.height}:flags=area,format=${look.format}[vout]`,
        video: { codec: 'rawvideo', options: {}, fps: look.rate },
        format: 'rawvideo',
        seconds: look.seconds,
        output: { path: target },
      },
      { signal },
    );
    return cut(await readFile(target), size);
  } finally {
    await rm(target, { force: true });
  }
}

const cut = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.floor(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
