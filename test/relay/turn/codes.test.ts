import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TurnEvent } from '../../../src/contract/relay/turn.ts';
import { CLOUD_TIMINGS } from '../../../src/relay/settings.ts';
import type { CodePlace, EventPlace } from '../../support/fake-upstream/fault.ts';
import { trimmed } from '../../support/fake-upstream/world.ts';
import { type Bench, FAST, openBench } from '../bench.ts';

let bench: Bench;
let count = 0;
beforeAll(async () => {
  bench = await openBench();
  bench.fake.world.credits.available = 1_000_000;
});
afterAll(() => bench?.close());

const inside: EventPlace[] = ['event', 'event_success', 'event_flat', 'event_adk', 'event_body'];
const places: CodePlace[] = ['status', 'envelope', 'success', 'bare', ...inside];

/** A project with one clip, and words that no other test says. */
async function open(): Promise<{ project: string; words: string }> {
  count += 1;
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: '海边.mp4', bytes: bench.film });
  return { project, words: `剪到前 9 秒（${count}）` };
}

const say = async (project: string, text: string) => bench.phone.follow((await bench.phone.say(project, text)).id);
const asked = (path: string) => bench.fake.world.requests.filter((request) => request.path.endsWith(path)).length;
const errorsOf = (events: TurnEvent[]) => events.flatMap((event) => (event.type === 'error' ? [event.code] : []));
const session = () => [...bench.fake.world.sessions.values()].at(-1);

/** What is really wrong when the upstream answers so. */
const causes: Record<number, () => void> = {
  1001: () => bench.fake.expireTokens(),
  1002: () => bench.fake.loseSessions(),
};

describe.each(places)('a message refused with the code in the place %s', (place) => {
  test.each([1001, 1002, 429])('%i is cured, and the message is taken once', async (code) => {
    const { project, words } = await open();
    const before = { runs: asked('/run_sse'), mints: asked('anonymous-token') };
    bench.fake.fail({ on: /run_sse/, kind: 'code', code, place, before: causes[code] });
    const events = await say(project, words);
    expect(events.at(-1)).toMatchObject({ outcome: 'applied' });
    expect(errorsOf(events)).toEqual([]);
    expect(asked('/run_sse') - before.runs).toBe(2);
    expect(bench.fake.countMessages(words)).toBe(1);
    expect(asked('anonymous-token') - before.mints).toBe(code === 1001 ? 1 : 0);
    expect(events.filter((event) => event.type === 'retrying')).toEqual(code === 429 ? [{ type: 'retrying', inMs: FAST.rateLimitMs }] : []);
    expect(events.filter((event) => event.type === 'reconnected')).toEqual(code === 1002 ? [{ type: 'reconnected', lostClips: [] }] : []);
    expect(session()?.clips).toHaveLength(1);
  });

  test.each([
    [1001, 'upstream_unavailable'],
    [1002, 'session_lost'],
    [429, 'too_many_requests'],
  ] as const)('%i that comes again is told as %s after one more try, not two', async (code, told) => {
    const { project, words } = await open();
    const before = asked('/run_sse');
    // A bare 404 is a lost session only where the state says so too.
    const isBareLoss = place === 'bare' && code === 1002;
    bench.fake.fail({ on: /run_sse/, kind: 'code', code, place, times: 2, before: isBareLoss ? causes[code] : undefined });
    const events = await say(project, words);
    expect(errorsOf(events)).toEqual([isBareLoss ? 'upstream_unavailable' : told]);
    expect(events.at(-1)).toMatchObject({ outcome: 'failed' });
    expect(asked('/run_sse') - before).toBe(2);
    expect(bench.fake.countMessages(words)).toBe(0);
    expect(await say(project, `${words} again`)).toContainEqual(expect.objectContaining({ outcome: 'applied' }));
  });

  test.each([
    [2001, 'credits_empty'],
    [4001, 'file_unsupported'],
    [4002, 'file_too_large'],
    [402, 'export_blocked'],
  ] as const)('%i is told as %s and never tried again', async (code, told) => {
    // A bare body names no code of the vendor, only its status; an export is blocked by 402 alone.
    if (place === 'bare' && code === 2001) return;
    const { project, words } = await open();
    const before = asked('/run_sse');
    bench.fake.fail({ on: /run_sse/, kind: 'code', code, place });
    const events = await say(project, words);
    expect(errorsOf(events)).toEqual([told]);
    expect(events.at(-1)).toMatchObject({ outcome: 'failed' });
    expect(asked('/run_sse') - before).toBe(1);
  });
});

describe.each([1001, 1002, 429])('%i in a stream that has begun to work', (code) => {
  const refusal = { raw: `data: ${JSON.stringify({ code, message: 'no' })}\n\n` };

  test.each([
    ['words', { say: '我来看看。' }],
    ['a call', { call: 'edit' }],
    ['a thought', { think: 'hm' }],
  ])('after %s nothing is sent again, and the code is told', async (_, step) => {
    const { project, words } = await open();
    // Only a turn before makes the draft of the fake stand still.
    await say(project, `${words} first`);
    bench.fake.onMessage(words, [step, refusal]);
    const events = await say(project, words);
    expect(bench.fake.countMessages(words)).toBe(1);
    expect(events.at(-1)).toMatchObject({ outcome: 'failed' });
    expect(errorsOf(events)).toHaveLength(1);
  });

  test('what was done before it is told from the draft', async () => {
    const { project, words } = await open();
    bench.fake.onMessage(words, [{ call: 'edit' }, { result: 'edit', draft: (draft) => trimmed(draft, 4_000) }, refusal]);
    const events = await say(project, words);
    expect(events.at(-1)).toMatchObject({ outcome: 'applied' });
    expect(bench.fake.countMessages(words)).toBe(1);
    expect((await bench.phone.read(project)).timeline.durationMs).toBe(4_000);
  });
});

test.each([1001, 429])('%i as first words of a message that did its work all the same is settled by the state', async (code) => {
  const { project, words } = await open();
  await say(project, `${words} first`);
  const before = asked('/run_sse');
  const work = () => {
    const here = session();
    if (here !== undefined) here.draft = trimmed(here.draft, 5_000);
  };
  bench.fake.fail({ on: /run_sse/, kind: 'code', code, place: 'event', before: work });
  expect((await say(project, words)).at(-1)).toMatchObject({ outcome: 'applied' });
  expect(asked('/run_sse') - before).toBe(1);
  expect((await bench.phone.read(project)).timeline.durationMs).toBe(5_000);
});

test('a message that was refused inside of its stream and charged all the same is not sent again', async () => {
  const { project, words } = await open();
  const before = asked('/run_sse');
  const charge = () => {
    bench.fake.world.credits.available -= 10;
  };
  bench.fake.fail({ on: /run_sse/, kind: 'code', code: 429, place: 'event', before: charge });
  expect((await say(project, words)).at(-1)).toMatchObject({ outcome: 'lost' });
  expect(asked('/run_sse') - before).toBe(1);
});

test('a rate limit is waited out for 30 s', () => {
  expect(CLOUD_TIMINGS.rateLimitMs).toBe(30_000);
});
