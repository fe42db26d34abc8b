import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Expectation, missesOf } from './expectation.ts';
import { given } from './given.ts';
import { say } from './run.ts';

const Example = z.object({ prompt: z.string(), intent: z.string(), expect: Expectation });
const examples = readFileSync(new URL('../../fixtures/prompts.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => Example.parse(JSON.parse(line)));

describe('the examples of how people phrase edits', () => {
  test.each(examples.map((example) => [example.prompt, example] as const))('%s', async (prompt, { expect: wanted }) => {
    const start = given[wanted.given];
    if (!start) throw new Error(`no state ${wanted.given}`);
    expect(missesOf(await say(prompt, start()), wanted)).toEqual([]);
  });
});
