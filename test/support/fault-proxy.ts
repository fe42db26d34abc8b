import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** How a line behaves. Everything can be changed while it is in use. */
export type LineFaults = {
  /** Each way, ms. */
  latencyMs: number;
  /** Each way, bytes per second; 0 is no limit. */
  bytesPerSecond: number;
  /** Bytes are taken and go nowhere. */
  isBlackhole: boolean;
  /** A connection is reset after so many bytes of an answer; absent for never. */
  resetAfterBytes?: number;
  /** As `resetAfterBytes`, but closed in order. */
  closeAfterBytes?: number;
  /** New connections are taken and reset at once. */
  isRefusing: boolean;
};

export type FaultProxy = {
  url: string;
  faults: LineFaults;
  /** Connections taken so far. */
  count: () => number;
  /** Resets every open connection. */
  drop: () => void;
  close: () => Promise<void>;
};

/** A TCP line to `target` that can be made slow, deaf or brittle. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target);
  const faults: LineFaults = { latencyMs: 0, bytesPerSecond: 0, isBlackhole: false, isRefusing: false };
  const open = new Set<Socket>();
  let taken = 0;

  const server = createServer({ allowHalfOpen: true }, (client) => {
    taken += 1;
    if (faults.isRefusing) return void client.resetAndDestroy();
    const upstream = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const both = [client, upstream];
    const end = () => {
      for (const socket of both) socket.destroy();
    };
    for (const socket of both) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end).on('close', () => {
        open.delete(socket);
        end();
      });
    }
    forward({ from: client, to: upstream, faults, isAnswer: false });
    forward({ from: upstream, to: client, faults, isAnswer: true });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    count: () => taken,
    drop: () => {
      for (const socket of open) socket.resetAndDestroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

type Way = { from: Socket; to: Socket; faults: LineFaults; isAnswer: boolean };

/** Hands bytes on in order, each piece after its delay; the sender waits while the line is busy. */
function forward({ from, to, faults, isAnswer }: Way): void {
  let sent = 0;
  let line = Promise.resolve();
  const isBroken = (limit: number | undefined) => isAnswer && limit !== undefined && sent >= limit;

  const pass = async (piece: Buffer): Promise<void> => {
    const paceMs = faults.bytesPerSecond > 0 ? (piece.length / faults.bytesPerSecond) * 1000 : 0;
    if (faults.latencyMs + paceMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.latencyMs + paceMs));
    if (faults.isBlackhole || to.destroyed) return;
    const limit = Math.min(
      ...(isAnswer ? [faults.resetAfterBytes, faults.closeAfterBytes] : []).map((bytes) => bytes ?? Number.POSITIVE_INFINITY),
      Number.POSITIVE_INFINITY,
    );
    const rest = piece.subarray(0, Math.max(0, limit - sent));
    sent += rest.length;
    if (rest.length > 0 && !to.write(rest)) await new Promise<void>((resolve) => to.once('drain', resolve).once('close', resolve));
    if (isBroken(faults.resetAfterBytes)) to.resetAndDestroy();
    else if (isBroken(faults.closeAfterBytes)) to.destroySoon();
  };
  from.on('data', (piece: Buffer) => {
    from.pause();
    line = line.then(() => pass(piece)).then(() => void from.resume());
  });
  from.on('end', () => {
    line = line.then(() => {
      if (!faults.isBlackhole) to.end();
    });
  });
}
