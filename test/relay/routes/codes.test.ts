import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CodePlace } from '../../support/fake-upstream/fault.ts';
import { type Bench, openBench } from '../bench.ts';
import { UploadInParts } from '../upload-in-parts.ts';

let bench: Bench;
let count = 0;

/** Each part has a relay of its own: a person is given 20 upstream accounts a week. */
function withBench(): void {
  beforeAll(async () => {
    bench = await openBench();
    bench.fake.world.credits.available = 1_000_000;
  });
  afterAll(async () => {
    expect(bench.fake.world.unattributed).toEqual([]);
    await bench.close();
  });
}

const places: CodePlace[] = ['status', 'envelope', 'success', 'bare'];
const session = () => [...bench.fake.world.sessions.values()].at(-1);
const asked = (on: RegExp) => bench.fake.world.requests.filter(({ method, path }) => on.test(`${method} ${path}`));

/** What is really wrong when the upstream answers so. */
const causes: Record<number, () => void> = {
  1001: () => bench.fake.expireTokens(),
  1002: () => bench.fake.loseSessions(),
};

type Answered = { status: number; body: Record<string, unknown> };
type Call = {
  /** The request that is refused. */
  on: RegExp;
  codes: number[];
  /** Nobody would see the relay wait in it: a rate limit is told, and the app waits. */
  isCountedDownByApp?: true;
  /** Brings about the request; asked again, it is the same one. */
  prepare: (project: string) => Promise<() => Promise<Answered>>;
};

async function edited(): Promise<string> {
  const project = await bench.phone.createProject();
  await bench.phone.upload(project, { name: '海边.mp4', bytes: bench.film });
  return project;
}

const asAnswer = async (body: Promise<object | undefined>): Promise<Answered> => ({ status: 200, body: { ...(await body) } });

async function exportOf(project: string) {
  count += 1;
  await bench.phone.follow((await bench.phone.say(project, `剪到前 9 秒（导出 ${count}）`)).id);
  return () => asAnswer(bench.phone.exportTo(project, 'done'));
}

const calls: Record<string, Call> = {
  credits: {
    on: /GET .*balance/,
    codes: [1001, 429],
    isCountedDownByApp: true,
    prepare: async () => () => bench.phone.send('GET', '/v1/credits'),
  },
  'the link into the web editor': {
    on: /POST .*claim-token/,
    codes: [1001, 1002, 429],
    isCountedDownByApp: true,
    prepare: async (project) => () => bench.phone.send('POST', `/v1/projects/${project}/claim`, { body: {} }),
  },
  'the state before a message': {
    on: /GET .*latest/,
    codes: [1001, 1002, 429],
    prepare: async (project) => async () => {
      count += 1;
      const events = await bench.phone.follow((await bench.phone.say(project, `剪到前 8 秒（${count}）`)).id);
      const done = events.at(-1);
      return { status: done?.type === 'done' && done.outcome === 'applied' ? 200 : 500, body: { events } };
    },
  },
  'a new session': {
    on: /POST .*with-session/,
    codes: [1001, 429],
    isCountedDownByApp: true,
    prepare: async () => {
      const fresh = await bench.phone.createProject();
      return () => bench.phone.sendClip(fresh, { name: 'a.mp4', bytes: bench.film });
    },
  },
  'a file at an address': {
    on: /POST .*upload-video/,
    codes: [1001, 1002, 429],
    isCountedDownByApp: true,
    prepare: async (project) => () =>
      bench.phone.send('POST', `/v1/projects/${project}/clips/from-url`, { body: { url: 'https://8.8.8.8/b.mp4' } }),
  },
  'a file in parts': {
    on: /POST .*upload-video/,
    codes: [1001, 1002, 429],
    prepare: async (project) => {
      const upload = new UploadInParts(bench.phone, { projectId: project, name: 'b.mp4', bytes: bench.film });
      await upload.create();
      while ((await upload.offset()) < bench.film.length) await upload.sendPart(1_000_000);
      const finish = () => bench.phone.send('POST', `/v1/projects/${project}/clips/from-upload`, { body: { uploadId: upload.id } });
      return async () => {
        let answer = await finish();
        while (answer.body.state === 'checking') answer = await finish();
        return answer;
      };
    },
  },
  'a render': { on: /POST .*lambda$/, codes: [1001, 1002, 429], prepare: exportOf },
  'the progress of a render': { on: /GET .*lambda\//, codes: [1001, 1002, 429], prepare: exportOf },
  'the file of a render': { on: /GET .*download$/, codes: [1001, 429], prepare: exportOf },
};

describe.each(Object.entries(calls))('for %s', (name, call) => {
  withBench();
  const cured = call.codes.filter((code) => code !== 429 || call.isCountedDownByApp !== true);
  const table = cured.flatMap((code) => places.map((place) => ({ code, place })));

  test.each(table)('$code in the place $place is cured once, by the relay', async ({ code, place }) => {
    const project = await edited();
    const ask = await call.prepare(project);
    const before = { asked: asked(call.on).length, mints: asked(/anonymous-token/).length, clips: session()?.clips.length ?? 0 };
    bench.fake.fail({ on: call.on, kind: 'code', code, place, before: causes[code] });
    const answer = await ask();
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
    if (answer.body.state !== undefined) expect(answer.body).toMatchObject({ state: 'done' });
    expect(asked(call.on).length - before.asked).toBeGreaterThanOrEqual(2);
    expect(asked(/anonymous-token/).length - before.mints).toBe(code === 1001 ? 1 : 0);
    // Another session has the clips again, and nothing twice.
    const { clips } = await bench.phone.read(project);
    expect(clips.filter(({ lost }) => lost)).toEqual([]);
    // A render that is asked after needs no session, so that a bare 404 of it says nothing of one.
    if (name === 'a new session' || (name === 'the progress of a render' && place === 'bare')) return;
    expect(
      session()
        ?.clips.map(({ filename }) => filename)
        .sort(),
    ).toEqual(clips.map(({ name }) => name).sort());
    expect([...bench.fake.world.submitted.values()].every((times) => times === 1)).toBe(true);
  });

  // A render that is there already, and its file, are asked for as long as it takes.
  const isPatient = name === 'the progress of a render' || name === 'the file of a render';
  test.skipIf(isPatient || call.isCountedDownByApp === true).each(places)(
    '429 that stays is told after one more try, not two, in the place %s',
    async (place) => {
      const ask = await call.prepare(await edited());
      const before = asked(call.on).length;
      bench.fake.fail({ on: call.on, kind: 'code', code: 429, place, times: 2 });
      const { status, body } = await ask();
      const told = JSON.stringify(body);
      expect(asked(call.on).length - before).toBe(2);
      expect(status === 429 || told.includes('too_many_requests'), `${status} ${told}`).toBe(true);
      expect(told).not.toContain('waitSeconds');
    },
  );

  test.runIf(call.isCountedDownByApp).each(places)(
    '429 in the place %s is told with the wait, and asked again it goes through',
    async (place) => {
      const ask = await call.prepare(await edited());
      const before = asked(call.on).length;
      bench.fake.fail({ on: call.on, kind: 'code', code: 429, place });
      expect(await ask()).toEqual({ status: 429, body: { error: { code: 'too_many_requests', args: { waitSeconds: 30 } } } });
      expect(asked(call.on).length - before).toBe(1);
      expect(await ask()).toMatchObject({ status: 200 });
      expect(asked(call.on).length - before).toBe(2);
    },
  );
});

describe('a file sent at once, which cannot be sent a second time by us', () => {
  withBench();
  const refused = [
    { code: 1001, status: 499, told: 'upload_interrupted' },
    { code: 1002, status: 499, told: 'upload_interrupted' },
    { code: 429, status: 429, told: 'too_many_requests' },
  ];
  test.each(refused.flatMap((row) => places.map((place) => ({ ...row, place }))))(
    '$code in the place $place is told as $told, and the next try goes through',
    async ({ code, status, told, place }) => {
      const project = await edited();
      count += 1;
      const file = { name: 'b.mp4', bytes: bench.film, key: `at-once-${count}` };
      bench.fake.fail({ on: /POST .*upload-video/, kind: 'code', code, place, before: causes[code] });
      expect(await bench.phone.sendClip(project, file)).toMatchObject({ status, body: { error: { code: told } } });
      expect(await bench.phone.sendClip(project, file)).toMatchObject({ status: 200 });
      expect(session()?.clips.map(({ filename }) => filename)).toEqual(['海边.mp4', 'b.mp4']);
      expect((await bench.phone.read(project)).clips).toHaveLength(2);
    },
  );
});

describe('402', () => {
  withBench();
  const routes: [string, RegExp][] = [
    ['a render', /POST .*lambda$/],
    ['the progress of a render', /GET .*lambda\//],
  ];
  test.each(routes.flatMap(([name, on]) => places.map((place) => [place, name, on] as const)))(
    'in the place %s of %s is an export that is blocked, with the attribution there and without a second try',
    async (place, _, on) => {
      const ask = await exportOf(await edited());
      const before = asked(on).length;
      bench.fake.fail({ on, kind: 'code', code: 402, place, message: 'insufficient credits' });
      const { body } = await ask();
      expect(body).toMatchObject({ state: 'failed', error: { code: 'export_blocked' } });
      const tries = asked(on).slice(before);
      expect(tries).toHaveLength(1);
      for (const { headers } of tries) {
        expect(headers).toMatchObject({ 'x-skill-source': 'free-wechat-video', 'x-skill-version': '1.2.3', 'x-skill-platform': 'cursor' });
      }
    },
  );

  test('with the code for credits beside it is what the code says', async () => {
    const ask = await exportOf(await edited());
    bench.fake.fail({ on: /POST .*lambda$/, kind: 'answer', status: 402, type: 'application/json', body: '{"code":2001,"message":"no"}' });
    expect((await ask()).body).toMatchObject({ state: 'failed', error: { code: 'credits_empty' } });
  });
});
