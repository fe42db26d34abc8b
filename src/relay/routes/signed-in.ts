import type { FastifyRequest } from 'fastify';
import { ApiError } from '../../contract/error.ts';
import type { Parts } from '../parts.ts';
import * as people from '../store/people.ts';

/** Bearers seen lately, so that most requests ask the database nothing. Another relay's sign-out is noticed after this time. */
const CACHE_MS = 10_000;
const CACHE_SIZE = 5_000;

const caches = new WeakMap<Parts, Map<string, { personId: string; at: number }>>();

function cacheOf(parts: Parts): Map<string, { personId: string; at: number }> {
  const cache = caches.get(parts) ?? new Map();
  caches.set(parts, cache);
  return cache;
}

export const bearerOf = (request: FastifyRequest): string | undefined =>
  /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];

/** Who asks; `signed_out` when nobody we know. */
export async function personOf(parts: Parts, request: FastifyRequest): Promise<string> {
  const token = bearerOf(request);
  if (token === undefined) throw new ApiError('signed_out', 'the request carries no bearer of ours');
  const cache = cacheOf(parts);
  const held = cache.get(token);
  const at = parts.clock.elapsed();
  if (held !== undefined && at - held.at < CACHE_MS) return held.personId;
  const personId = await people.personOfToken(parts.db, token);
  if (personId === undefined) throw new ApiError('signed_out', 'the bearer is unknown or was revoked');
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(token, { personId, at });
  parts.tokens.seen(personId, request.ip);
  return personId;
}

export const forgetBearers = (parts: Parts): void => cacheOf(parts).clear();
