import type { FastifyRequest } from 'fastify';
import { ApiError } from '../../contract/error.ts';
import { ATTRIBUTION, SKILL_SOURCE } from '../../contract/upstream/attribution.ts';
import type { Client, ClientStore } from '../store/clients.ts';

/** Who is calling. Fails with 1001 for a token that was never given out or has expired. */
function readCaller(clients: ClientStore, request: FastifyRequest): Client {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const client = token === undefined ? undefined : clients.findByToken(token);
  if (!client) throw new ApiError('signed_out', 'the token is missing, unknown or expired: ask for a new one with the same client id');
  return client;
}

/**
 * Every call says which skill it comes from. Without that the cloud blocks the export with 402, so its calls fail here with 402 too; the
 * others fail with 400, which the cloud lets pass: a client of ours that forgets the headers is found before it meets the cloud.
 */
export function checkAttribution(request: FastifyRequest, code: 'bad_request' | 'export_blocked'): void {
  const missing = Object.values(ATTRIBUTION).filter((name) => !request.headers[name.toLowerCase()]);
  if (missing.length > 0) throw new ApiError(code, `attribution headers are missing: ${missing.join(', ')}`);
  const source = request.headers[ATTRIBUTION.source.toLowerCase()];
  if (source !== SKILL_SOURCE) throw new ApiError(code, `${ATTRIBUTION.source} must be ${SKILL_SOURCE}`);
}

/** Lets a call of the export in: 402 without the headers. */
export function admitExport(clients: ClientStore, request: FastifyRequest): Client {
  checkAttribution(request, 'export_blocked');
  return readCaller(clients, request);
}

/** Lets any other call in. */
export function admit(clients: ClientStore, request: FastifyRequest): Client {
  const client = readCaller(clients, request);
  checkAttribution(request, 'bad_request');
  return client;
}
