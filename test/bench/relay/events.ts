/**
 * From the upstream's write of an event to its arrival at a phone, against a phone that listens to the upstream itself, at 1 and 100
 * streams; how fast a dropped stream goes on; and whether any event was lost or doubled.
 */
import { Agent, request, setGlobalDispatcher } from 'undici';
import { startChild } from '../../relay/child.ts';
import { Phone } from '../../relay/phone.ts';
import { benchSettings, quantile, startSink } from './_sink.ts';

const CASES = [
  { streams: 1, everyMs: 25, events: 200 },
  { streams: 100, everyMs: 200, events: 40 },
];

setGlobalDispatcher(new Agent({ connections: null, headersTimeout: 0, bodyTimeout: 0 }));
let pace = { everyMs: 25, events: 100, streams: 1 };
/** Streams that stand open and wait for the others: the start of a turn is not what is measured. */
const waiting: (() => void)[] = [];

/** Words with the time of their writing in them, a sentence each so that none waits for another. */
const sink = await startSink((message, response) => {
  message.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const { everyMs, events } = pace;
  let sent = 0;
  const write = () => {
    sent += 1;
    response.write(`data: ${JSON.stringify({ type: 'text', content: `t${performance.now().toFixed(3)}。\n` })}\n\n`);
    if (sent === events) {
      clearInterval(timer);
      response.end();
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const start = () =>
    setTimeout(() => {
      timer = setInterval(write, everyMs);
    }, Math.random() * everyMs);
  response.flushHeaders();
  waiting.push(start);
  if (waiting.length === pace.streams) for (const go of waiting.splice(0)) go();
  response.on('close', () => clearInterval(timer));
});

/** Reads stamps off a stream; ends with it, or after `limit` of them. */
async function listen(url: string, headers: Record<string, string>, limit = Number.POSITIVE_INFINITY) {
  const startedAt = performance.now();
  const response = await request(url, { headers, method: url.endsWith('/run_sse') ? 'POST' : 'GET' });
  const found = { latencies: [] as number[], seqs: [] as number[], firstMs: 0, isDone: false };
  let text = '';
  for await (const piece of response.body) {
    const at = performance.now();
    text += Buffer.from(piece as Uint8Array).toString('utf8');
    const frames = text.split('\n\n');
    text = frames.pop() ?? '';
    for (const frame of frames) {
      const stamp = /t(\d+\.\d+)/.exec(frame)?.[1];
      const seq = /^id: (\d+)/m.exec(frame)?.[1];
      if (seq !== undefined) found.seqs.push(Number(seq));
      if (seq !== undefined && found.firstMs === 0) found.firstMs = at - startedAt;
      if (stamp !== undefined) found.latencies.push(at - Number(stamp));
      if (frame.includes('"done"')) found.isDone = true;
    }
    if (found.seqs.length >= limit) break;
  }
  return found;
}

const row = (name: string, values: number[]) =>
  `${name} p50 ${quantile(values, 0.5).toFixed(1)} ms, p99 ${quantile(values, 0.99).toFixed(1)} ms`;

const child = await startChild(await benchSettings(sink.url));
const phone = await Phone.signIn(child.url);
const headers = { authorization: `Bearer ${phone.token}` };
let wrong = 0;
for (const { streams, everyMs, events } of CASES) {
  pace = { everyMs, events, streams };
  const direct = await Promise.all(Array.from({ length: streams }, () => listen(`${sink.url}/run_sse`, {})));
  const projects: string[] = [];
  for (let at = 0; at < streams; at += 1) projects.push(await phone.createProject());
  const turns = await Promise.all(projects.map((project) => phone.say(project, '说点什么')));
  const resumes: number[] = [];
  const follow = async (turnId: string, at: number) => {
    const first = await listen(`${child.url}/v1/turns/${turnId}/events?after=0`, headers, at % 2 === 0 ? 5 : undefined);
    if (first.isDone) return first;
    const rest = await listen(`${child.url}/v1/turns/${turnId}/events?after=${first.seqs.at(-1) ?? 0}`, headers);
    resumes.push((await listen(`${child.url}/v1/turns/${turnId}/events?after=0`, headers, 1)).firstMs);
    return { ...rest, latencies: [...first.latencies, ...rest.latencies], seqs: [...first.seqs, ...rest.seqs] };
  };
  const relayed = await Promise.all(turns.map((turn, at) => follow(turn.id, at)));
  wrong += relayed.filter(({ seqs, isDone }) => !isDone || seqs.some((seq, at) => seq !== at + 1)).length;
  console.log(
    `${streams} streams: ${row(
      'direct',
      direct.flatMap((one) => one.latencies),
    )}; ${row(
      'relay',
      relayed.flatMap((one) => one.latencies),
    )}; ${row('opened again, to the first event', resumes)}`,
  );
}
console.log(`streams with a gap, a double or no end: ${wrong}`);
await child.stop();
sink.server.closeAllConnections();
sink.server.close();
process.exit(wrong === 0 ? 0 : 1);
