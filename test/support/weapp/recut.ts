import type { Readable } from 'node:stream';

/** Long enough that a second message may catch up, short enough for nobody to see. */
const HELD_MS = 4;

type Listener = { onPiece(piece: Buffer): void; onEnd(): void; onBreak(): void };

/**
 * Gives the bytes of a stream as phones do: the last two bytes of what arrives are held a moment, so that a piece ends inside
 * a line or a character, and the next carries the end of one message and the whole of another.
 */
export function recut(stream: Readable, { onPiece, onEnd, onBreak }: Listener): void {
  let held = Buffer.alloc(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  const give = (piece: Buffer): void => {
    if (piece.length > 0) onPiece(piece);
  };
  const flush = (): void => {
    clearTimeout(timer);
    give(held);
    held = Buffer.alloc(0);
  };
  stream.on('data', (piece: Buffer) => {
    clearTimeout(timer);
    const all = Buffer.concat([held, piece]);
    const cut = Math.max(0, all.length - 2);
    give(all.subarray(0, cut));
    held = all.subarray(cut);
    timer = setTimeout(flush, HELD_MS);
  });
  stream.on('end', () => {
    isOver = true;
    flush();
    onEnd();
  });
  stream.on('close', () => {
    clearTimeout(timer);
    if (!isOver) onBreak();
  });
}
