import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench } from '../bench.ts';
import { unlisted } from '../endpoints.ts';
import { UploadInParts } from '../upload-in-parts.ts';

/** A JSON schema as the relay serves it. */
type Schema = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  maxLength?: number;
  pattern?: string;
};
type Operation = { method: string; path: string; body?: Schema };

/** Of each route. */
const RUNS = 20;

let bench: Bench;
let own: Record<string, string>;
const answered = new Map<string, Set<number>>();

beforeAll(async () => {
  bench = await openBench();
  bench.fake.world.credits.available = 1_000_000;
  const { phone, film } = bench;
  const projectId = await phone.createProject();
  const { id: clipId } = await phone.upload(projectId, { name: 'a.mp4', bytes: film });
  const { id: turnId } = await phone.say(projectId, '剪到前 9 秒');
  await phone.follow(turnId);
  const { id: exportId } = await phone.exportTo(projectId, 'done');
  const { batch } = (await phone.post('/v1/batches', { language: 'en', projectIds: [projectId] })) as { batch: { id: string } };
  const { shareId } = await phone.post(`/v1/exports/${exportId}/share`, {});
  const upload = new UploadInParts(phone, { projectId, name: 'b.mp4', bytes: film });
  await upload.create();
  own = {
    projectId,
    clipId,
    turnId,
    exportId,
    batchId: batch.id,
    shareId: String(shareId),
    uploadId: upload.id,
    format: 'srt',
    file: 'poster',
  };
});
afterAll(() => bench?.close());

async function operations(): Promise<Operation[]> {
  type Described = { requestBody?: { content?: Record<string, { schema?: Schema }> } };
  const { paths } = (await (await fetch(`${bench.phone.url}/openapi.json`)).json()) as { paths: Record<string, Record<string, Described>> };
  const listed = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      body: requestBody?.content?.['application/json']?.schema,
    })),
  );
  const files = unlisted.map(([method, path]) => ({ method, path: path.replace(/:(\w+)/g, '{$1}') }));
  // These would take away what the others are asked about.
  return [...listed, ...files].filter(({ method, path }) => !path.endsWith('/sign-out') && !(method === 'DELETE' && path.endsWith('/me')));
}

const odd = fc.oneof(
  fc.json({ noUnicodeString: false }).map((text) => JSON.parse(text) as unknown),
  fc.constantFrom('\u0000', '__proto__', 1e308, -0, ''),
);

/** Values that fit a schema for the most part, so that the operation behind it is reached. */
function anyOf(schema: Schema): fc.Arbitrary<unknown> {
  const fitting = fittingOf(schema);
  return fc.oneof({ weight: 9, arbitrary: fitting }, { weight: 1, arbitrary: odd });
}

function fittingOf(schema: Schema): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map(anyOf));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.type === 'object' || schema.properties !== undefined) return recordOf(schema);
  if (schema.type === 'array') return fc.array(anyOf(schema.items ?? {}), { maxLength: 3 });
  if (schema.type === 'integer' || schema.type === 'number') return fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer());
  if (schema.type === 'boolean') return fc.boolean();
  const words = fc.string({ unit: 'grapheme', maxLength: Math.min(schema.maxLength ?? 40, 40) });
  const ids = fc.constantFrom(...Object.values(own));
  return fc.oneof(
    words,
    ids,
    fc.constantFrom('https://8.8.8.8/a.mp4', 'http://127.0.0.1/a.mp4', '导出', '剪到前 3 秒', 'abcdefghijklmnopqrst'),
  );
}

function recordOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, anyOf(schema)]));
  return fc.record(fields, { requiredKeys: required });
}

/** Mostly ids of this person's own, of the right kind. */
function pathOf({ method, path }: Operation): fc.Arbitrary<string> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const idOf = (name: string) => {
    const known = fc.constant(own[name] ?? 'zzzzzzzzzzzzzzzzzzzz');
    const strange = fc
      .oneof(fc.webSegment(), fc.constantFrom(...Object.values(own)), fc.constant('zzzzzzzzzzzzzzzzzzzz'))
      .map((id) => id || 'x');
    // What is there stays there for the other calls.
    return method === 'DELETE'
      ? fc.constant('zzzzzzzzzzzzzzzzzzzz')
      : fc.oneof({ weight: 7, arbitrary: known }, { weight: 2, arbitrary: strange });
  };
  return fc.tuple(...names.map(idOf)).map((ids) => names.reduce((filled, name, at) => filled.replace(`{${name}}`, ids[at] ?? 'x'), path));
}

const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc.nat().map((after) => `?after=${after}&exp=${after}&sig=00`),
);
const headers = fc.record(
  {
    range: fc.oneof(fc.constantFrom('bytes=0-1', 'bytes=-5', 'bytes=9-1', 'bytes=0-1,3-4'), fc.stringMatching(/^[ -~]{0,20}$/)),
    'upload-length': fc.constantFrom('0', '10', '-1', '600000000', 'x', '1e3'),
    'upload-offset': fc.constantFrom('0', '-1', 'x', '99999999999'),
    'upload-metadata': fc.constantFrom('projectId', 'filename YS5tcDQ=', 'a b c', '=,='),
    'tus-resumable': fc.constantFrom('1.0.0', '0.0.0'),
    'last-event-id': fc.constantFrom('0', '-1', 'x', '99999'),
    'idempotency-key': fc.uuid(),
  },
  { requiredKeys: [] },
);

async function send(operation: Operation, asked: { path: string; body: unknown; headers: Record<string, string> }): Promise<void> {
  const { method } = operation;
  const isListed = !operation.path.startsWith('/v1/uploads');
  const hasBody = method === 'POST' && isListed;
  const response = await fetch(bench.phone.url + asked.path, {
    method,
    headers: { ...asked.headers, authorization: `Bearer ${bench.phone.token}`, ...(hasBody && { 'content-type': 'application/json' }) },
    ...(hasBody && { body: JSON.stringify(asked.body ?? {}) }),
    signal: AbortSignal.timeout(20_000),
  });
  const text = method === 'HEAD' ? '' : await response.text();
  const line = `${method} ${operation.path}`;
  answered.set(line, (answered.get(line) ?? new Set()).add(response.status));
  expect(response.status, `${line} ${asked.path} ${JSON.stringify(asked)} ${text}`).toBeLessThan(500);
  expect(text).not.toContain('nmv_usr_');
  if (response.status >= 400 && isListed && method !== 'HEAD' && response.status !== 416)
    expect(JSON.parse(text)).toHaveProperty('error.code');
}

test('whatever is sent to any route, the answer is one of the contract and never a failure of ours', async () => {
  for (const operation of await operations()) {
    const asked = fc.record({
      path: fc.tuple(pathOf(operation), query).map((parts) => parts.join('')),
      body: anyOf(operation.body ?? {}),
      headers,
    });
    await fc.assert(
      fc.asyncProperty(asked, (one) => send(operation, one)),
      { numRuns: RUNS },
    );
  }
  expect(answered.size).toBe((await operations()).length);
});

/** Files want a signature, an upload its bytes, and the others a body or a state that is not always made up. */
const hardToReach = new Set([
  'GET /v1/clips/{clipId}/{file}',
  'GET /v1/exports/{exportId}/captions/{format}',
  'GET /v1/exports/{exportId}/file',
  'GET /v1/exports/{exportId}/poster',
  'POST /v1/batches',
  'POST /v1/batches/{batchId}/instructions',
  'POST /v1/projects/{projectId}/clips',
  'POST /v1/projects/{projectId}/clips/from-upload',
  'POST /v1/projects/{projectId}/clips/from-url',
  'POST /v1/projects/{projectId}/exports',
  'POST /v1/projects/{projectId}/version',
  'POST /v1/sign-in',
]);

test('the operations were really reached with ids of their own, not only refused', () => {
  const reached = [...answered].filter(([, statuses]) => [...statuses].some((status) => status < 300)).map(([line]) => line);
  const unreached = [...answered.keys()].filter((line) => !reached.includes(line) && !hardToReach.has(line));
  expect(unreached.filter((line) => !line.startsWith('DELETE') && !line.includes('/v1/uploads'))).toEqual([]);
});
