import { request } from 'undici';

export type Heard = { latenciesMs: number[]; seqs: number[]; firstMs: number; isDone: boolean };

/** A stamp in words of the upstream: when they were written. A sentence each, so that none waits for another. */
export const writeStamp = (): string => `data: ${JSON.stringify({ type: 'text', content: `t${performance.now().toFixed(3)}。\n` })}\n\n`;

type Listening = { headers: Record<string, string>; onOpen?: () => void; limit?: number };

/** Reads stamped events of a stream to its end, or until `limit` of them have come. */
export async function listen(url: string, { headers, onOpen, limit = Number.POSITIVE_INFINITY }: Listening): Promise<Heard> {
  const startedAt = performance.now();
  const response = await request(url, { headers, method: url.endsWith('/run_sse') ? 'POST' : 'GET' });
  onOpen?.();
  const heard: Heard = { latenciesMs: [], seqs: [], firstMs: 0, isDone: false };
  let text = '';
  for await (const piece of response.body) {
    const at = performance.now();
    text += Buffer.from(piece as Uint8Array).toString('utf8');
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const stamp = /t(\d+\.\d+)/.exec(frame)?.[1];
      const seq = /^id: (\d+)/m.exec(frame)?.[1];
      if (seq !== undefined) heard.seqs.push(Number(seq));
      if (seq !== undefined && heard.firstMs === 0) heard.firstMs = at - startedAt;
      if (stamp !== undefined) heard.latenciesMs.push(at - Number(stamp));
      if (frame.includes('"done"')) heard.isDone = true;
    }
    if (heard.seqs.length >= limit) break;
  }
  return heard;
}
