import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dialect } from './script.ts';
import type { World } from './world.ts';

/** The three published shapes of a render's status. */
export type RenderShape = 'data' | 'task' | 'nested';

export type FakeUpstreamOptions = {
  /** `adk`. */
  dialect?: Dialect;
  /** Which of the published shapes a render's status has; `data`. */
  renderShape?: RenderShape;
  /** Looks at a render until it is done; 2. */
  renderPolls?: number;
  /** The finished film. The default begins as an MP4 does, and is none. */
  file?: Buffer;
  tokenValidMs?: number;
  /** Streams are written in pieces of so many bytes; whole events. */
  pieceBytes?: number;
  costPerMessage?: number;
  /** A run whose listener has gone is given up, as Python ADK does; true. */
  isCancelledByDisconnect?: boolean;
};

export type Faking = { world: World; options: Required<FakeUpstreamOptions>; url: string };
export type Call = { request: IncomingMessage; response: ServerResponse; url: URL; owner: string };
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return undefined;
  }
}
