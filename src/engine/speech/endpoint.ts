import type { ModelEndpoint } from '../settings.ts';

/** Longest wait for an endpoint's whole answer, ms. Source: ours; a minute of speech takes a local recogniser about as long. */
const ANSWER_LIMIT_MS = 5 * 60_000;

/** Calls an OpenAI-compatible endpoint; `url` is its base (`…/v1`) or the whole address of the call. `undefined` when it does not serve. */
export async function callEndpoint(
  endpoint: ModelEndpoint,
  call: { path: string; body: FormData | string },
  signal: AbortSignal,
): Promise<Response | undefined> {
  const base = endpoint.url.replace(/\/+$/, '');
  const headers = {
    ...(endpoint.key && { authorization: `Bearer ${endpoint.key}` }),
    ...(typeof call.body === 'string' && { 'content-type': 'application/json' }),
  };
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]);
  const answer = await fetch(base.endsWith(call.path) ? base : base + call.path, {
    method: 'POST',
    headers,
    body: call.body,
    signal: limit,
  }).catch((cause: unknown) => {
    if (signal.aborted) throw cause;
    return undefined;
  });
  if (answer?.ok) return answer;
  await answer?.body?.cancel();
  return undefined;
}
