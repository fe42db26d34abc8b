/**
 * From the upstream's write of an event to its arrival at a phone, against a phone that listens to the upstream itself in the same run;
 * how fast a phone goes on after its line broke; and whether any event was lost or doubled.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, setGlobalDispatcher } from 'undici';
import { startChild } from '../../relay/child.ts';
import { Phone } from '../../relay/phone.ts';
import { benchSettings, quantile, startSink } from './_sink.ts';
import { listen, writeStamp } from './_stamps.ts';
import { judge, show } from './_verdict.ts';

type Case = { streams: number; everyMs: number; events: number };

const CASES: Case[] = [
  { streams: 1, everyMs: 25, events: 200 },
  { streams: 100, everyMs: 200, events: 40 },
  { streams: 1_000, everyMs: 1_333, events: 12 },
];
/** Source: the bars of the relay's contract. */
const ADDED_P50_MS = 3;
const ADDED_P99_MS = 60;
const RESUME_P99_MS = 100;
/** Streams that the bar for the slowest events is set for. */
const JUDGED_STREAMS = 100;

setGlobalDispatcher(new Agent({ connections: null, headersTimeout: 0, bodyTimeout: 0 }));
let pace = CASES[0] as Case;
/** Streams that stand open and wait for the others and for their listeners: the start of a turn is not what is measured. */
const waiting: (() => void)[] = [];
let listening = 0;
const startWhenAllStand = () => {
  if (waiting.length < pace.streams || listening < pace.streams) return;
  listening = 0;
  for (const go of waiting.splice(0)) go();
};
const stands = () => {
  listening += 1;
  startWhenAllStand();
};

const sink = await startSink((message, response) => {
  message.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const { everyMs, events } = pace;
  let timer: NodeJS.Timeout | undefined;
  let sent = 0;
  const write = () => {
    sent += 1;
    response.write(writeStamp());
    if (sent < events) return;
    clearInterval(timer);
    response.end();
  };
  const start = () =>
    setTimeout(() => {
      timer = setInterval(write, everyMs);
    }, Math.random() * everyMs);
  response.flushHeaders();
  waiting.push(start);
  startWhenAllStand();
  response.on('close', () => clearInterval(timer));
});
const child = await startChild(await benchSettings(sink.url));
const phone = await Phone.signIn(child.url);
const headers = { authorization: `Bearer ${phone.token}` };

type Followed = { latenciesMs: number[]; seqs: number[]; isDone: boolean; resumeMs?: number; replayMs: number };

/** Every other phone loses its line in the middle, misses some events, and goes on; at the end all read their turn once more. */
async function follow(turnId: string, breaks: boolean): Promise<Followed> {
  const url = (after: number) => `${child.url}/v1/turns/${turnId}/events?after=${after}`;
  const first = await listen(url(0), { headers, onOpen: stands, limit: breaks ? Math.ceil(pace.events / 4) : undefined });
  if (!breaks) return { ...first, replayMs: (await listen(url(0), { headers, limit: 1 })).firstMs };
  await sleep(pace.everyMs * (1.5 + Math.random()));
  const rest = await listen(url(first.seqs.at(-1) ?? 0), { headers });
  return {
    // What came while the line was broken has waited for the phone, not for the relay.
    latenciesMs: [...first.latenciesMs, ...rest.latenciesMs.slice(3)],
    seqs: [...first.seqs, ...rest.seqs],
    isDone: rest.isDone,
    resumeMs: rest.firstMs,
    replayMs: (await listen(url(0), { headers, limit: 1 })).firstMs,
  };
}

async function measure(one: Case): Promise<void> {
  pace = one;
  const { streams, events } = one;
  const direct = (
    await Promise.all(Array.from({ length: streams }, () => listen(`${sink.url}/run_sse`, { headers: {}, onOpen: stands })))
  ).flatMap(({ latenciesMs }) => latenciesMs);
  const projects: string[] = [];
  for (let at = 0; at < streams; at += 1) projects.push(await phone.createProject());
  const turns = await Promise.all(projects.map((project) => phone.say(project, '说点什么')));
  const before = await child.cpuMs();
  const followed = await Promise.all(turns.map(({ id }, at) => follow(id, streams === 1 || at % 2 === 0)));
  const cpuMs = (await child.cpuMs()) - before;
  report(one, { direct, followed, cpuMs });
  console.log(`       ${show(cpuMs / (streams * events))} ms of the relay's processor time per event, turns' ends and resumes included`);
}

function report({ streams }: Case, { direct, followed }: { direct: number[]; followed: Followed[]; cpuMs: number }): void {
  const relayed = followed.flatMap(({ latenciesMs }) => latenciesMs);
  const added = (share: number) => quantile(relayed, share) - quantile(direct, share);
  const resumes = followed.flatMap(({ resumeMs }) => resumeMs ?? []);
  const replays = followed.map(({ replayMs }) => replayMs);
  const wrong = followed.filter(({ seqs, isDone }) => !isDone || seqs.some((seq, at) => seq !== at + 1)).length;
  const row = (name: string, values: number[]) => `${name} p50 ${show(quantile(values, 0.5))} p99 ${show(quantile(values, 0.99))} ms`;
  console.log(`${streams} streams: ${row('direct', direct)}, ${row('relay', relayed)}, ${row('resume', resumes)}`);
  judge({ what: `${streams} streams, added p50`, value: added(0.5), atMost: ADDED_P50_MS, unit: 'ms' });
  if (streams === JUDGED_STREAMS) judge({ what: `${streams} streams, added p99`, value: added(0.99), atMost: ADDED_P99_MS, unit: 'ms' });
  if (streams <= JUDGED_STREAMS) {
    judge({
      what: `${streams} streams, resume to the first event, p99`,
      value: quantile(resumes, 0.99),
      atMost: RESUME_P99_MS,
      unit: 'ms',
    });
    judge({ what: `${streams} streams, read again at once, p99`, value: quantile(replays, 0.99), atMost: RESUME_P99_MS, unit: 'ms' });
  }
  judge({ what: `${streams} streams, with a gap, a double or no end`, value: wrong, atMost: 0, unit: '' });
}

for (const one of CASES.filter(({ streams }) => streams <= Number(process.env.BENCH_STREAMS ?? 1_000))) await measure(one);
await child.stop();
sink.server.closeAllConnections();
sink.server.close();
process.exit();
