import * as z from '../../contract/schema.ts';
import type { ModelEndpoint } from '../settings.ts';
import { callEndpoint } from './endpoint.ts';

const Reply = z.looseObject({ choices: z.array(z.looseObject({ message: z.looseObject({ content: z.string() }) })).min(1) });
const Lines = z.array(z.string().min(1));
const NAMES = { zh: 'Simplified Chinese', en: 'English' } as const;

/** Caption lines in another language, one for one, by an OpenAI-compatible chat endpoint; `undefined` when it fails or the count differs. */
export async function translateLines(
  endpoint: ModelEndpoint,
  lines: string[],
  { language, signal }: { language: 'zh' | 'en'; signal: AbortSignal },
): Promise<string[] | undefined> {
  const content = `Translate each caption line into ${NAMES[language]}, short enough to read at a glance. Reply with a JSON array of ${lines.length} strings and nothing else.\n${JSON.stringify(lines)}`;
  const body = JSON.stringify({ model: endpoint.model, temperature: 0, messages: [{ role: 'user', content }] });
  const response = await callEndpoint(endpoint, { path: '/chat/completions', body }, signal);
  if (!response) return undefined;
  const said = Reply.safeParse(await response.json().catch(() => undefined)).data?.choices[0]?.message.content ?? '';
  return readLines(said, lines.length);
}

function readLines(said: string, count: number): string[] | undefined {
  try {
    const lines = Lines.safeParse(JSON.parse(/\[[\s\S]*\]/.exec(said)?.[0] ?? '')).data;
    return lines?.length === count ? lines : undefined;
  } catch {
    return undefined;
  }
}
