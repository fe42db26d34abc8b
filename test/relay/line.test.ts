import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { type Bench, openBench } from './bench.ts';
import { Phone } from './phone.ts';

let bench: Bench;
/** Between relay and upstream, and between phone and relay. */
let upstreamLine: FaultProxy;
let phoneLine: FaultProxy;

beforeAll(async () => {
  bench = await openBench({}, {}, async (url) => {
    upstreamLine = await startFaultProxy(url);
    return upstreamLine.url;
  });
  bench.fake.world.credits.available = 1_000_000;
  phoneLine = await startFaultProxy(bench.phone.url);
});
afterAll(async () => {
  await bench?.close();
  await upstreamLine?.close();
  await phoneLine?.close();
});

const restLine = (line: FaultProxy) =>
  Object.assign(line.faults, {
    latencyMs: 0,
    bytesPerSecond: 0,
    isBlackhole: false,
    isRefusing: false,
    resetAfterBytes: undefined,
    closeAfterBytes: undefined,
  });

test.each([
  ['refused', { isRefusing: true }],
  ['deaf', { isBlackhole: true }],
  ['reset after 1 byte', { resetAfterBytes: 1 }],
  ['reset after 300 bytes', { resetAfterBytes: 300 }],
  ['closed after 300 bytes', { closeAfterBytes: 300 }],
  ['reset after 1,500 bytes', { resetAfterBytes: 1_500 }],
  ['closed after 1,500 bytes', { closeAfterBytes: 1_500 }],
  ['slow', { bytesPerSecond: 20_000, latencyMs: 5 }],
])('a line to the upstream that is %s for a while sends no message twice and ends every turn', async (name, faults) => {
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: 'a.mp4', bytes: bench.film });
  const words = `剪到前 9 秒，线路 ${name}`;
  Object.assign(upstreamLine.faults, faults);
  const healed = setTimeout(() => {
    upstreamLine.drop();
    restLine(upstreamLine);
  }, 400);
  const events = await bench.phone.follow((await bench.phone.say(project, words)).id);
  clearTimeout(healed);
  restLine(upstreamLine);
  const end = events.at(-1);
  expect(end?.type === 'done' && ['applied', 'failed', 'lost', 'timed_out', 'answered', 'unchanged'].includes(end.outcome)).toBe(true);
  expect(bench.fake.countMessages(words)).toBeLessThanOrEqual(1);
  if (end?.type === 'done' && end.outcome === 'failed') expect(events.some((event) => event.type === 'error')).toBe(true);
  const next = await bench.phone.follow((await bench.phone.say(project, `剪到前 6 秒，之后 ${name}`)).id);
  expect(next.at(-1)).toMatchObject({ outcome: 'applied' });
  expect((await bench.phone.read(project)).timeline.durationMs).toBe(6_000);
});

test.each([0.2, 0.6, 0.95])('an upload whose line breaks after %d of it is sent again and is one clip', async (share) => {
  const phone = new Phone(phoneLine.url, bench.phone.token);
  const project = await bench.phone.createProject();
  const file = { name: 'a.mp4', bytes: bench.film, key: `broken-upload-${Math.round(share * 100)}` };
  phoneLine.faults.bytesPerSecond = bench.film.length * 4;
  const broken = setTimeout(() => phoneLine.drop(), share * 250);
  const first = await phone.sendClip(project, file).catch(() => undefined);
  clearTimeout(broken);
  restLine(phoneLine);
  await expect.poll(async () => (await phone.sendClip(project, file).catch(() => undefined))?.status).toBe(200);
  const { clips, timeline } = await bench.phone.read(project);
  expect([clips.length, first?.status === 200 || first === undefined]).toEqual([1, true]);
  expect(clips[0]?.sizeBytes).toBe(bench.film.length);
  expect(timeline.tracks.length).toBeLessThanOrEqual(1);
});
