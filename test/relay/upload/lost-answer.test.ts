import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../support/fake-upstream/fault.ts';
import { type Bench, openBench } from '../bench.ts';
import { UploadInParts } from '../upload-in-parts.ts';

let bench: Bench;
let count = 0;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

const UPLOAD = /POST .*upload-video/;
const upstreamClips = () => [...bench.fake.world.sessions.values()].at(-1)?.clips ?? [];
const key = () => {
  count += 1;
  return `lost-answer-${count}`;
};

/** Each way for a file to come into a project, with the same request each time it is asked. */
const ways: [string, (project: string) => Promise<() => Promise<{ status: number; body: unknown }>>][] = [
  [
    'a file sent at once',
    async (project) => {
      const file = { name: '海.mp4', bytes: bench.film, key: key() };
      return () => bench.phone.sendClip(project, file);
    },
  ],
  [
    'a file sent in parts',
    async (project) => {
      const upload = new UploadInParts(bench.phone, { projectId: project, name: '海.mp4', bytes: bench.film });
      await upload.create();
      while ((await upload.offset()) < bench.film.length) await upload.sendPart(1_000_000);
      const body = { uploadId: upload.id };
      const same = key();
      return () => bench.phone.send('POST', `/v1/projects/${project}/clips/from-upload`, { body, key: same });
    },
  ],
  [
    'a file at an address',
    async (project) => {
      const body = { url: 'https://8.8.8.8/films/%E6%B5%B7.mp4' };
      const same = key();
      return () => bench.phone.send('POST', `/v1/projects/${project}/clips/from-url`, { body, key: same });
    },
  ],
];

const losses: Fault[] = [
  { on: UPLOAD, kind: 'reset', acts: true },
  { on: UPLOAD, kind: 'cut', acts: true, afterBytes: 20 },
  { on: UPLOAD, kind: 'bad_json' },
  { on: UPLOAD, kind: 'wrong_length', by: 9 },
];

describe.each(ways)('%s', (_, prepare) => {
  test.each(losses.map((loss) => [loss.kind, loss] as const))(
    'that was taken, with a %s in place of the answer, is there at once and only once',
    async (_kind, loss) => {
      const project = await bench.phone.createProject();
      const ask = await prepare(project);
      bench.fake.fail(loss);
      expect((await ask()).status).toBe(200);
      expect((await ask()).status).toBe(200);
      expect(upstreamClips()).toHaveLength(1);
      expect((await bench.phone.read(project)).clips).toHaveLength(1);
    },
  );

  test.each([
    ['comes again', async () => {}],
    ['comes again after a restart', () => bench.restart()],
  ])('whose state could not be read either is looked for when it %s', async (_when, between) => {
    const project = await bench.phone.createProject();
    const ask = await prepare(project);
    bench.fake.fail({ on: UPLOAD, kind: 'reset', acts: true });
    bench.fake.fail({ on: /GET .*state/, kind: 'reset', times: 2 });
    expect((await ask()).status).not.toBe(200);
    await between();
    expect((await ask()).status).toBe(200);
    expect(upstreamClips()).toHaveLength(1);
    expect((await bench.phone.read(project)).clips).toHaveLength(1);
  });

  test('that was not taken is told as broken, and sent again', async () => {
    const project = await bench.phone.createProject();
    const ask = await prepare(project);
    bench.fake.fail({ on: UPLOAD, kind: 'reset' });
    expect((await ask()).status).not.toBe(200);
    expect((await ask()).status).toBe(200);
    expect(upstreamClips()).toHaveLength(1);
    expect((await bench.phone.read(project)).clips).toHaveLength(1);
  });

  test('of a name that is there already is not taken for the other one', async () => {
    const project = await bench.phone.createProject();
    expect((await (await prepare(project))()).status).toBe(200);
    bench.fake.fail({ on: UPLOAD, kind: 'reset', acts: true });
    expect((await (await prepare(project))()).status).toBe(200);
    bench.fake.fail({ on: UPLOAD, kind: 'reset' });
    expect((await (await prepare(project))()).status).not.toBe(200);
    expect(upstreamClips()).toHaveLength(2);
    expect((await bench.phone.read(project)).clips).toHaveLength(2);
  });
});
