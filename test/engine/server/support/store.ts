import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import type { ProbedClip } from '../../../../src/engine/probe.ts';
import { type ClipStore, openClips } from '../../../../src/engine/store/clips.ts';
import { openIncoming } from '../../../../src/engine/store/incoming.ts';

export const silent: FastifyBaseLogger = pino({ level: 'silent' });
export const createDir = (): Promise<string> => mkdtemp(join(tmpdir(), 'saycut-store-'));

/** Bytes that begin like an MP4; `mark` makes them another file. */
export const mp4Bytes = (mark: string, size = 2_000): Buffer =>
  Buffer.concat([Buffer.from(`\0\0\0\x18ftypisom${mark}`, 'latin1'), Buffer.alloc(size)]);

/** A clip in the store, as after an upload; nothing has looked into its bytes. */
export async function keepClip(dir: string, clips: ClipStore, name: string): Promise<{ name: string; hash: string }> {
  const incoming = await openIncoming(join(dir, 'incoming'));
  const file = await incoming.receive(name, Readable.from([mp4Bytes(name)]), new AbortController().signal);
  const facts = { name, kind: 'video', durationMs: 4_000, width: 1080, height: 1920, fps: 30, hasAudio: true, sizeBytes: file.sizeBytes };
  const { hash } = await clips.adopt(file, facts as ProbedClip);
  return { name, hash };
}

export const openClipsIn = (dir: string): Promise<ClipStore> => openClips(join(dir, 'clips'));
