import '@fastify/static';
import { basename, dirname } from 'node:path';
import type { FastifyReply } from 'fastify';

/** What stands at an address here never changes. */
const LIFE_MS = 7 * 24 * 60 * 60_000;

/** A file with Range, ETag and If-Range. */
export const sendFile = (reply: FastifyReply, path: string): FastifyReply =>
  reply.sendFile(basename(path), dirname(path), { maxAge: LIFE_MS, immutable: true, index: false });
