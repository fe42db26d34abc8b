import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TurnEvent } from '../../src/contract/relay/turn.ts';
import type { Fault } from '../support/fake-upstream/fault.ts';
import { type Bench, FAST, openBench } from './bench.ts';
import { Phone } from './phone.ts';

/** A call may stand still this long here. On a busy machine honest calls do so too: then a person asks again, and nothing else may come of it. */
const CALL_MS = 2_500;

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({}, { timings: { ...FAST, callMs: CALL_MS, answerMs: CALL_MS, lullMs: CALL_MS, silenceMs: CALL_MS } });
  bench.fake.world.credits.available = 1_000_000;
});
afterAll(() => bench?.close());

type Break = Fault extends infer One ? (One extends Fault ? Omit<One, 'on'> : never) : never;

/** Every way in which one answer goes wrong. `acts`: what was asked for is done, and nobody hears of it. */
const breaks: [string, Break][] = [
  ['reset', { kind: 'reset' }],
  ['reset after the deed', { kind: 'reset', acts: true }],
  ['closed in the middle of the body', { kind: 'cut', acts: true, afterBytes: 25 }],
  ['reset in the middle of the body', { kind: 'reset', acts: true, afterBytes: 25 }],
  ['silent', { kind: 'stall' }],
  ['silent in the middle of the body', { kind: 'stall', acts: true, afterBytes: 25 }],
  ['slow to begin', { kind: 'slow_headers', ms: 100 }],
  ['half a JSON', { kind: 'bad_json' }],
  ['shorter than announced', { kind: 'wrong_length', by: 5 }],
  ['longer than announced', { kind: 'wrong_length', by: -5 }],
  ['a page of a proxy', { kind: 'answer', status: 502, body: '<html>Bad Gateway</html>' }],
  ['nothing', { kind: 'answer', status: 200, body: '', type: 'application/json' }],
];

/** Every call of a journey from a clip to a film. */
const calls: [string, RegExp][] = [
  ['token', /anonymous-token/],
  ['session', /with-session/],
  ['upload', /upload-video/],
  ['state', /GET \/api\/state/],
  ['balance', /credits\/balance/],
  ['message', /run_sse/],
  ['render', /POST .*lambda$/],
  ['look at the render', /GET .*lambda\/[^/]+$/],
  ['file', /\/download$/],
];

/** The bytes of a film are waited for by the minute, and the look at a large one too. */
const isTried = (call: string, fault: Break): boolean =>
  fault.kind !== 'stall' || (call !== 'upload' && (call !== 'file' || fault.afterBytes === undefined));

const endOf = (events: TurnEvent[]) => events.at(-1) as Extract<TurnEvent, { type: 'done' }>;

/** What a person does: sends a clip until it is there, says what they want until it is done, exports until there is a film. */
async function journey(phone: Phone, name: string): Promise<void> {
  const { film, fake } = bench;
  const project = await phone.createProject(name);
  const file = { name: 'a.mp4', bytes: film, key: `fault-${project}` };
  await expect.poll(async () => (await phone.sendClip(project, file)).status, { message: name }).toBe(200);
  expect((await phone.read(project)).clips).toHaveLength(1);
  for (let tries = 1; ; tries += 1) {
    const words = `剪到前 ${tries} 秒，${name}`;
    const events = await phone.follow((await phone.say(project, words)).id);
    expect(fake.countMessages(words)).toBeLessThanOrEqual(1);
    expect(events.filter(({ type }) => type === 'error')).not.toContainEqual(expect.objectContaining({ code: 'internal' }));
    if (endOf(events).outcome === 'applied') break;
    expect(['failed', 'lost', 'timed_out']).toContain(endOf(events).outcome);
    expect(tries).toBeLessThan(PATIENCE);
  }
  const states: string[] = [];
  while (states.at(-1) !== 'done' && states.length < PATIENCE) states.push((await phone.exportTo(project, 'done')).state);
  expect(states.at(-1)).toBe('done');
}

/** Times that a person asks for the same before something is held to be wrong. */
const PATIENCE = 30;

/** Journeys at once; a fault may meet another than the one it was meant for. */
const LANES = 6;

test.each(calls)('no fault in the answer to %s loses a clip, doubles a message or keeps a film away', async (call, on) => {
  const rest = breaks.filter(([, fault]) => isTried(call, fault));
  const before = bench.fake.world.requests.length;
  const faults = rest.length;
  const lane = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [name, fault] = next;
      // Nobody is given tokens without end.
      const phone = call === 'token' ? await Phone.signIn(bench.phone.url) : bench.phone;
      bench.fake.fail({ ...fault, on } as Fault);
      await journey(phone, `${call} ${name}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const met = bench.fake.world.requests.slice(before).filter(({ method, path }) => on.test(`${method} ${path}`));
  expect(met.length).toBeGreaterThan(faults);
  expect(bench.fake.world.overlaps).toBe(0);
});
