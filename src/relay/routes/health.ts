import type { Parts } from '../parts.ts';
import type { Upstream } from '../upstream/client.ts';
import type { App } from './serve.ts';

/** Below this the disk counts as full: an upload of the largest size must still fit. */
const FREE_BYTES = 600_000_000;

const LIMIT_MS = 3_000;

/** `/healthz`: the process answers. `/readyz`: what it needs answers too, each by name. */
export function serveHealth(app: App, parts: Parts): void {
  app.get('/healthz', { schema: { hide: true } as object }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } as object }, async (_, reply) => {
    const [database, upstream, disk] = await Promise.all([
      isFine(parts.ping()),
      isFine(answers(parts.upstream)),
      isFine(parts.objects.freeBytes().then((free) => (free > FREE_BYTES ? undefined : Promise.reject(new Error('full'))))),
    ]);
    const isReady = database && upstream && disk && !parts.closing.aborted;
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not_ready', database, upstream, disk });
  });
}

async function answers(upstream: Upstream): Promise<void> {
  const response = await upstream.send({ method: 'GET', path: '/', purpose: 'api', signal: AbortSignal.timeout(LIMIT_MS) });
  await response.body.dump();
  if (response.statusCode >= 500) throw new Error(`the upstream answered ${response.statusCode}`);
}

const isFine = (check: Promise<unknown>): Promise<boolean> =>
  check.then(
    () => true,
    () => false,
  );
