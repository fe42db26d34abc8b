import type { ModelEndpoint } from '../settings.ts';
import { callEndpoint } from './endpoint.ts';

/** Names that OpenAI-compatible servers know: the first of each kind is the usual one. */
const VOICES = { female: 'nova', male: 'onyx' } as const;

/** Text read aloud by an endpoint, as MP3. `undefined` when it does not answer. */
export async function readAloud(
  endpoint: ModelEndpoint,
  { text, voice = 'female' }: { text: string; voice?: 'female' | 'male' },
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  const body = JSON.stringify({ model: endpoint.model, input: text, voice: VOICES[voice], response_format: 'mp3' });
  const answer = await callEndpoint(endpoint, { path: '/audio/speech', body }, signal);
  return answer && Buffer.from(await answer.arrayBuffer());
}
