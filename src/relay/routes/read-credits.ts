import { readCredits } from '../../contract/relay/credits.ts';
import { readBalance } from '../../contract/upstream/credits.ts';
import { serve } from './serve.ts';

const BIND_URL = 'https://nemovideo.com/register?bind=';

export const serveReadCredits = serve(readCredits, async (parts, { personId }) => {
  const account = parts.account(personId);
  const { data } = await account.ask(readBalance);
  const { upstreamUser, expiresAt } = await account.token();
  const isAnonymous = parts.upstream.kind === 'cloud' && upstreamUser?.startsWith('anon_');
  return {
    available: data.available,
    frozen: data.frozen,
    total: data.total ?? data.available + data.frozen,
    ...(expiresAt !== undefined && { expiresAt }),
    ...(isAnonymous && { bindUrl: `${BIND_URL}${encodeURIComponent(upstreamUser ?? '')}` }),
  };
});
