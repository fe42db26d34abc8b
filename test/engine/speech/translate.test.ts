import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { translateLines } from '../../../src/engine/speech/translate.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

async function translatedBy(content: string): Promise<string[] | undefined> {
  const started = createServer((request, response) => {
    request.resume().on('end', () => response.end(JSON.stringify({ choices: [{ message: { content } }] })));
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(started.address() as AddressInfo).port}/v1`;
  return translateLines({ url, model: 'test' }, ['大家好', '下次再来'], { language: 'en', signal: new AbortController().signal });
}

describe('captions in another language', () => {
  test.each(['["Hello everyone", "See you"]', '```json\n["Hello everyone", "See you"]\n```'])('come line for line: %j', async (content) => {
    expect(await translatedBy(content)).toEqual(['Hello everyone', 'See you']);
  });

  test.each(['["Hello everyone"]', 'Hello everyone', '["Hello", ""]', '{}'])(
    'an answer that does not fit the lines is none: %j',
    async (content) => {
      expect(await translatedBy(content)).toBeUndefined();
    },
  );
});
