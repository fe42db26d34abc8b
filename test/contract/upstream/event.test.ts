import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEventReader, type UpstreamEvent } from '../../../src/contract/upstream/event.ts';

const folder = new URL('../../fixtures/streams/', import.meta.url);

/** The body of a recorded exchange: of `.raw`, the HTTP head and the chunk sizes are taken off. */
function bodyOf(name: string): Uint8Array {
  const file = readFileSync(new URL(name, folder));
  if (!name.endsWith('.raw')) return file;
  const chunks: Buffer[] = [];
  let at = file.indexOf('\r\n\r\n') + 4;
  for (;;) {
    const end = file.indexOf('\r\n', at);
    const size = Number.parseInt(file.toString('latin1', at, end), 16);
    if (!size) return Buffer.concat(chunks);
    chunks.push(file.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

function readPieces(pieces: Uint8Array[]): UpstreamEvent[] {
  const reader = createEventReader();
  const decoder = new TextDecoder();
  return [...pieces.flatMap((piece) => reader.push(decoder.decode(piece, { stream: true }))), ...reader.end()];
}

const read = (text: string): UpstreamEvent[] => readPieces([Buffer.from(text)]);
const readAll = (...values: unknown[]): UpstreamEvent[] => read(values.map((value) => `data: ${JSON.stringify(value)}\n\n`).join(''));
const words = (events: UpstreamEvent[]): string => events.map((event) => (event.type === 'text' ? event.delta : '')).join('');
const kinds = (events: UpstreamEvent[]): string => events.map((event) => event.type).join(' ');
const names = readdirSync(folder).sort();

const ANSWER = '✅ 已裁剪到前5秒并添加字幕。You can click the Export button 导出 to download, or open the timeline panel to preview.';

describe('recorded streams', () => {
  test.each(names)('%s gives the same events wherever its bytes are cut in two', (name) => {
    const body = bodyOf(name);
    const whole = readPieces([body]);
    expect(whole.length).toBeGreaterThan(0);
    const expected = JSON.stringify(whole);
    for (let at = 1; at < body.length; at += 1) {
      expect(JSON.stringify(readPieces([body.subarray(0, at), body.subarray(at)]))).toBe(expected);
    }
  });

  test.each(names)('%s gives the same events byte by byte and in pieces of any size', (name) => {
    const body = bodyOf(name);
    const whole = readPieces([body]);
    for (const size of [1, 2, 3, 7, 64, 1000]) {
      const pieces = Array.from({ length: Math.ceil(body.length / size) }, (_, at) => body.subarray(at * size, (at + 1) * size));
      expect(readPieces(pieces)).toEqual(whole);
    }
  });

  test.each(['adkjs_trim_stream.sse', 'adkjs_trim_stream.raw', 'adkjs_trim_nostream.sse'])('%s says its answer once', (name) => {
    const events = readPieces([bodyOf(name)]);
    expect(words(events)).toBe(`好的，正在处理… ${ANSWER}`);
    expect(kinds(events.filter((event) => event.type !== 'text'))).toBe('tool_call tool_result final');
    expect(events.find((event) => event.type === 'tool_result')).toMatchObject({
      name: 'edit_multitrack',
      failed: false,
      draft: { d: 5000 },
    });
  });

  test('a silent edit has words before its call and none after its result', () => {
    expect(kinds(readPieces([bodyOf('adkjs_silent.raw')]))).toBe('text tool_call tool_result');
  });

  test('the preview of a call is no call, and the failure of its run is told', () => {
    const events = readPieces([bodyOf('adkjs_partial_functioncall.raw')]);
    expect(kinds(events.filter((event) => event.type !== 'text'))).toBe('tool_result tool_call tool_result final');
    expect(events.filter((event) => event.type === 'tool_result').map((event) => event.failed)).toEqual([true, false]);
    expect(words(events)).toBe(ANSWER);
  });

  test('a question about a tool is a confirmation', () => {
    expect(readPieces([bodyOf('adkjs_confirm.raw')])).toEqual([
      { type: 'tool_call', name: 'delete_all', args: {} },
      { type: 'confirmation', tool: 'delete_all' },
    ]);
  });

  test('an error code inside of a 200 is an error', () => {
    expect(readPieces([bodyOf('adkjs_errcode.sse')])).toEqual([{ type: 'error', code: 'RESOURCE_EXHAUSTED', message: 'quota' }]);
  });
});

const said = (text: string, more: object = {}) => ({ author: 'nemo', content: { role: 'model', parts: [{ text }] }, ...more });

describe('habits', () => {
  test.each([
    ['equal', ['好的', '，已剪'], '好的，已剪', '好的，已剪'],
    ['longer than its pieces', ['好的'], '好的，已剪', '好的，已剪'],
    ['trimmed', ['\n好的', '，已剪 '], '好的，已剪', '\n好的，已剪 '],
    ['without pieces before it', [], '好的', '好的'],
    ['something else', ['一'], '二', '一二'],
  ])('a whole that is %s does not double', (...[, pieces, whole, shown]) => {
    expect(words(readAll(...pieces.map((text) => said(text, { partial: true })), said(whole, { partial: false })))).toBe(shown);
    const flat = [...pieces.map((content) => ({ type: 'text', content, partial: true })), { type: 'text', content: whole, partial: false }];
    expect(words(readAll(...flat))).toBe(shown);
  });

  test('deltas of the flattened dialect that repeat themselves are all shown', () => {
    expect(words(readAll({ type: 'text', content: '哈' }, { type: 'text', content: '哈' }, { type: 'text', content: '哈哈' }))).toBe(
      '哈哈哈哈',
    );
  });

  test('the same answer given in two turns of an agent is shown twice', () => {
    const result = { author: 'nemo', content: { role: 'user', parts: [{ functionResponse: { name: 'x', response: {} } }] } };
    expect(words(readAll(said('好', { partial: true }), said('好'), result, said('好', { partial: true }), said('好')))).toBe('好好');
  });

  test('thoughts are never shown, nor the words of the person', () => {
    const events = readAll(
      { content: { parts: [{ text: 'secret', thought: true }, { text: 'shown' }] } },
      { author: 'user', content: { role: 'user', parts: [{ text: 'mine' }] } },
      { type: 'thought', content: 'secret' },
    );
    expect(words(events)).toBe('shown');
  });

  test('snake_case is read as camelCase is', () => {
    const events = readAll(
      { content: { role: 'model', parts: [{ function_call: { name: 'trim', args: { a: 1 }, id: '1' } }] }, long_running_tool_ids: ['1'] },
      {
        content: { parts: [{ function_response: { name: 'trim', response: { status: 'error' } } }] },
        actions: { state_delta: { draft: { d: 1 } } },
      },
      { error_code: 'SAFETY', error_message: 'no', invocation_id: 'e' },
      { turn_complete: true },
    );
    expect(events).toEqual([
      { type: 'tool_call', name: 'trim', args: { a: 1 }, isLongRunning: true },
      { type: 'tool_result', name: 'trim', failed: true, draft: { d: 1 } },
      { type: 'error', code: 'SAFETY', message: 'no' },
      { type: 'final' },
    ]);
  });

  test('a question with choices is no tool', () => {
    const call = { functionCall: { name: 'ask_user', args: { options: ['竖屏', '横屏', 3] }, id: 'q' } };
    expect(
      readAll({ content: { role: 'model', parts: [{ text: '要哪种？' }, call] }, longRunningToolIds: ['q'], turnComplete: true }),
    ).toEqual([{ type: 'text', delta: '要哪种？' }, { type: 'choices', options: ['竖屏', '横屏'] }, { type: 'final' }]);
  });

  test('the flattened dialect is read', () => {
    expect(
      readAll(
        { type: 'tool_call', name: 'trim', args: { ms: 1 } },
        { type: 'tool_result', name: 'trim', result: { success: false } },
        { type: 'done' },
      ),
    ).toEqual([
      { type: 'tool_call', name: 'trim', args: { ms: 1 } },
      { type: 'tool_result', name: 'trim', failed: true },
      { type: 'final' },
    ]);
  });

  test.each([
    ': ping\n\n',
    ':\n\n',
    'data:\n\n',
    'data\n\n',
    'data: heartbeat\n\n',
    'event: heartbeat\n\n',
    'event: heartbeat\ndata: {}\n\n',
    'data: {"type":"heartbeat"}\n\n',
  ])('%j is a heartbeat', (text) => {
    expect(read(text)).toEqual([{ type: 'heartbeat' }]);
  });

  test.each([
    ['data: {"error": "model "x" exploded\n…"}\n\n', undefined],
    ['data: {"error": "busy"}\n\n', undefined],
    ['data: {"code":1002,"message":"session not found"}\n\n', 1002],
    ['data: {"code":"2001","msg":"no"}\n\n', 2001],
    ['data: {"success":false,"message":"no"}\n\n', undefined],
    ['data: {"error":{"code":429,"message":"slow down"}}\n\n', 429],
    ['data: {"type":"error","code":1001,"message":"expired"}\n\n', 1001],
    ['{"code":1002,"message":"session not found","data":null}', 1002],
    ['{\n  "code": 402,\n\n  "message": "plan"\n}\n', 402],
    ['<html>Bad gateway</html>', undefined],
    ['data: <oops\n\n', undefined],
  ])('%j is one error', (text, code) => {
    const events = read(text);
    expect(kinds(events)).toBe('error');
    expect(events[0]).toHaveProperty('message');
    expect((events[0] as { code?: unknown }).code).toBe(code);
    expect(readPieces([...Buffer.from(text)].map((byte) => Uint8Array.of(byte)))).toEqual(events);
  });

  test.each([
    ['after a reply', [said('已剪好。'), said('I encountered a temporary issue. Please retry.')], '已剪好。'],
    [
      'in pieces',
      [said('已剪好。'), ...['I enc', 'ountered a temp', 'orary issue', ', sorry'].map((text) => said(text, { partial: true }))],
      '已剪好。',
    ],
    [
      'at the end of a reply',
      [
        { type: 'text', content: '已剪好。' },
        { type: 'text', content: ' I encountered a temporary issue.' },
      ],
      '已剪好。 ',
    ],
    ['after a tool that worked', [{ type: 'tool_result', name: 'x', result: {} }, said('I encountered a temporary issue')], ''],
    ['with nothing before it', [said('I encountered a temporary issue.')], 'I encountered a temporary issue.'],
    ['only begun', [said('好。'), said('I enc', { partial: true })], '好。I enc'],
    ['quoted', [said('The title says I encountered a temporary issue now.')], 'The title says I encountered a temporary issue now.'],
  ])('an apology %s', (_, values, shown) => {
    expect(words(readAll(...values))).toBe(shown);
  });

  test.each(['data: {"type":"te', 'da', 'event: heartb', 'data: {"type":"text","content":"b"'])(
    'a stream that broke after %j says no more than it had said',
    (rest) => {
      expect(kinds(read(`data: {"type":"text","content":"a"}\n\n${rest}`))).toBe('text');
    },
  );

  test('a body that never ends a line does not grow for ever', () => {
    const reader = createEventReader();
    const piece = 'x'.repeat(1_000_000);
    for (let count = 0; count < 40; count += 1) reader.push(`data: ${piece}`);
    expect(reader.push('\n\n')).toEqual([{ type: 'error', message: 'an event was longer than the limit' }]);
    expect(kinds(reader.push('data: {"type":"text","content":"ok"}\n\n'))).toBe('text');
  });

  test('nothing that JSON can say makes the reader fail', () => {
    const keys = fc.constantFrom(
      'content',
      'parts',
      'text',
      'functionCall',
      'functionResponse',
      'actions',
      'stateDelta',
      'type',
      'error',
      'code',
      'partial',
      'name',
      'args',
      'author',
      'thought',
      'response',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.jsonValue(),
        fc.dictionary(keys, tie('value')),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.constantFrom('text', 'tool_call', true),
      ),
    }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => Array.isArray(readAll(...values))),
      { numRuns: 500 },
    );
  });
});
