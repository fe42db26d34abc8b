import { ApiError } from '../../contract/error.ts';
import { CLIENT_ID_HEADER, mintToken } from '../../contract/upstream/token.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import * as people from '../store/people.ts';
import type { Secret } from '../store/secret.ts';
import type { Upstream } from './client.ts';
import { singleFlight } from './flight.ts';

export type Token = { token: string; upstreamUser?: string; expiresAt?: number };

export type Tokens = {
  /** The person's token, asked for at the first need and renewed before it expires. */
  of: (personId: string) => Promise<Token>;
  /** A new one in place of `stale`, once for everybody who found it stale. */
  renew: (personId: string, stale: string) => Promise<Token>;
  /** Where a person was last seen: farming is limited per address. */
  seen: (personId: string, address: string) => void;
  forget: (personId: string) => void;
};

const WEEK_MS = 7 * 24 * 3_600_000;

/** Tokens asked for in a week. The upstream's own limits are 1 per client and 10 per address; asking again with the same client id is free. */
const MINT_LIMITS = { person: 20, address: 60, all: 5_000 };

/** Renewed this long before it expires. */
const AHEAD_MS = 3_600_000;

type Deps = { db: Database; secret: Secret; upstream: Upstream; clock: Clock; nemoToken?: string };

export function createTokens(deps: Deps): Tokens {
  const { db, clock } = deps;
  const flight = singleFlight<Token>();
  const known = new Map<string, Token>();
  const addresses = new Map<string, string>();
  const isFresh = (token: Token | undefined): token is Token =>
    token !== undefined && (token.expiresAt === undefined || token.expiresAt - AHEAD_MS > clock.now());
  const mint = async (personId: string) => {
    const token = await mintFor(deps, personId, addresses.get(personId) ?? '');
    known.set(personId, token);
    return token;
  };
  const of = async (personId: string): Promise<Token> => {
    if (deps.nemoToken !== undefined) return { token: deps.nemoToken };
    const held = known.get(personId);
    if (isFresh(held)) return held;
    return flight(personId, async () => {
      const stored = openStored(deps.secret, await people.readUpstreamToken(db, personId));
      if (!isFresh(stored)) return mint(personId);
      known.set(personId, stored);
      return stored;
    });
  };
  return {
    of,
    renew: async (personId, stale) => {
      if (deps.nemoToken !== undefined) throw new ApiError('upstream_unavailable', 'the upstream refuses NEMO_TOKEN; set a valid one');
      const held = known.get(personId);
      if (held !== undefined && held.token !== stale) return held;
      return flight(`${personId} renew`, () => mint(personId));
    },
    seen: (personId, address) => void addresses.set(personId, address),
    forget: (personId) => {
      known.delete(personId);
      addresses.delete(personId);
    },
  };
}

const contextOf = (personId: string) => `upstream token of ${personId}`;

function openStored(secret: Secret, row: people.UpstreamToken | undefined): Token | undefined {
  if (row === undefined) return undefined;
  try {
    const token = secret.open(row.sealed, contextOf(row.personId));
    return { token, upstreamUser: row.upstreamUser ?? undefined, expiresAt: row.expiresAt ?? undefined };
  } catch {
    // Sealed with a key that is gone: the same client id gets the account back.
    return undefined;
  }
}

async function mintFor({ db, secret, upstream, clock }: Deps, personId: string, address: string): Promise<Token> {
  const person = await people.readPerson(db, personId);
  if (person === undefined) throw new ApiError('signed_out', 'this person was erased');
  const at = clock.now();
  if (upstream.kind === 'cloud') {
    const counts = await people.countMints(db, { personId, address, since: at - WEEK_MS });
    const isOver =
      counts.person >= MINT_LIMITS.person || counts.all >= MINT_LIMITS.all || (address !== '' && counts.address >= MINT_LIMITS.address);
    if (isOver) throw new ApiError('too_many_requests', 'too many upstream accounts asked for this week', { args: { waitSeconds: 3600 } });
    await people.noteMint(db, { personId, address, at });
  }
  const { data } = await upstream.ask(mintToken, { headers: { [CLIENT_ID_HEADER]: person.clientId } });
  const expiresAt = data.expires_at === undefined ? undefined : Date.parse(data.expires_at);
  const token = {
    token: data.token,
    upstreamUser: data.user_id,
    ...(expiresAt !== undefined && !Number.isNaN(expiresAt) && { expiresAt }),
  };
  await people.keepUpstreamToken(db, {
    personId,
    sealed: secret.seal(token.token, contextOf(personId)),
    upstreamUser: token.upstreamUser ?? null,
    expiresAt: token.expiresAt ?? null,
  });
  return token;
}
