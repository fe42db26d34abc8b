import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createPlanner } from '../../../src/engine/instruct/llm.ts';
import { runTurn } from '../../../src/engine/turn.ts';
import { given } from './given.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

/** A chat endpoint that says what the test wants, and keeps what it was asked. */
async function endpointSaying(status: number, reply: unknown): Promise<{ url: string; asked: unknown[] }> {
  const asked: unknown[] = [];
  const started = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      asked.push({ path: request.url, key: request.headers.authorization, body: JSON.parse(body) });
      response.writeHead(status, { 'content-type': 'application/json' }).end(typeof reply === 'string' ? reply : JSON.stringify(reply));
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(started.address() as AddressInfo).port}/v1`, asked };
}

const calling = (name: string, args: unknown) => ({
  choices: [
    { message: { content: null, tool_calls: [{ id: '1', type: 'function', function: { name, arguments: JSON.stringify(args) } }] } },
  ],
});

/** Says `trim to the first 10 seconds` with a planner over the endpoint, and gives the length afterwards. */
async function lengthWith(url: string): Promise<{ durationMs: number; outcome: string }> {
  const start = given.G1?.();
  if (!start) throw new Error('no state');
  const planner = createPlanner({ url, model: 'test', key: 'secret' });
  const signal = new AbortController().signal;
  for await (const step of runTurn({ text: 'trim to the first 10 seconds', ...start, planner, signal })) {
    if (step.type === 'done') return { durationMs: step.session.draft.d, outcome: step.outcome };
  }
  throw new Error('no end');
}

describe('a language model as planner', () => {
  test('its edits are done in place of the rules, with the key and the tools sent along', async () => {
    const { url, asked } = await endpointSaying(
      200,
      calling('edit_timeline', { edits: [{ type: 'keep_ranges', ranges: [{ fromMs: 5_000, toMs: 12_000 }] }] }),
    );
    expect(await lengthWith(url)).toEqual({ durationMs: 7_000, outcome: 'applied' });
    expect(asked).toMatchObject([
      {
        path: '/v1/chat/completions',
        key: 'Bearer secret',
        body: { model: 'test', tools: [{ function: { name: 'edit_timeline' } }, {}, {}, {}] },
      },
    ]);
  });

  test('its question is asked, and nothing changes', async () => {
    const { url } = await endpointSaying(200, calling('ask', { question: 'Which end?', options: ['start', 'end'] }));
    expect(await lengthWith(url)).toEqual({ durationMs: 30_000, outcome: 'asked' });
  });

  test.each([
    ['answers with an error', 500, 'no'],
    ['answers with no JSON', 200, '<html>'],
    ['calls no tool', 200, { choices: [{ message: { content: 'Sure!' } }] }],
    ['calls a tool that is not there', 200, calling('format_disk', {})],
    ['sends an edit that is not one', 200, calling('edit_timeline', { edits: [{ type: 'keep_ranges', ranges: 'all' }] })],
    ['names a segment that is not there', 200, calling('edit_timeline', { edits: [{ type: 'delete_segments', ids: ['v99'] }] })],
    ['deletes everything', 200, calling('edit_timeline', { edits: [{ type: 'delete_segments', ids: ['v1'] }] })],
    ['claims a change without an edit', 200, calling('answer', { text: 'Done, I trimmed it.' })],
  ])('the rules plan when it %s', async (_, status, reply) => {
    const { url } = await endpointSaying(status, reply);
    expect(await lengthWith(url)).toEqual({ durationMs: 10_000, outcome: 'applied' });
  });

  test('the rules plan when nobody listens at its address', async () => {
    expect(await lengthWith('http://127.0.0.1:9/v1')).toEqual({ durationMs: 10_000, outcome: 'applied' });
  });
});
