import { readFileSync } from 'node:fs';
import * as z from '../../../src/contract/schema.ts';
import { runTurn } from '../../../src/engine/turn.ts';
import { Expectation, missesOf } from '../../engine/instruct/expectation.ts';
import { type Given, given } from '../../engine/instruct/given.ts';
import { say } from '../../engine/instruct/run.ts';
import { missesOf as missesOfSentence, readSentences } from '../../engine/instruct/sentences.ts';
import { type Row, timeRow } from './_table.ts';

const Example = z.object({ prompt: z.string(), expect: Expectation });
const examples = readFileSync(new URL('../../fixtures/prompts.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => Example.parse(JSON.parse(line)));

const signal = new AbortController().signal;

/** The wider set must come out as meant in this share. */
const WIDER_SHARE = 0.95;

function start(name: string): Given {
  const state = given[name];
  if (!state) throw new Error(`no state ${name}`);
  return state();
}

/** The rows of words: how many come out as expected, and how soon. Measured inside the engine; the wire adds what `test/bench/relay` says. */
export async function measureWords(runs: number): Promise<Row[]> {
  let right = 0;
  const [firsts, wholes]: [number[], number[]] = [[], []];
  for (const { prompt, expect } of examples) {
    if (missesOf(await say(prompt, start(expect.given)), expect).length === 0) right += 1;
    for (let run = 0; run < runs; run++) {
      const { session, analyse } = start(expect.given);
      const from = performance.now();
      let first: number | undefined;
      for await (const _ of runTurn({ text: prompt, session, analyse, signal })) first ??= performance.now() - from;
      firsts.push(first ?? 0);
      wholes.push(performance.now() - from);
    }
  }
  const sentences = readSentences();
  let asMeant = 0;
  for (const { state, text, wanted } of sentences) if (missesOfSentence(await say(text, start(state)), wanted).length === 0) asMeant += 1;
  return [
    timeRow('words → first event', firsts, 100),
    timeRow('words → draft changed', wholes, 300),
    countRow('the examples, as expected', { count: right, all: examples.length, least: examples.length }),
    countRow('a wider set of sentences, as meant', {
      count: asMeant,
      all: sentences.length,
      least: Math.ceil(sentences.length * WIDER_SHARE),
    }),
  ];
}

const countRow = (what: string, { count, all, least }: { count: number; all: number; least: number }): Row => ({
  ...{ what, against: '–', theirs: '–', ours: `${count} of ${all}`, bar: `≥ ${least}` },
  result: `${((count / all) * 100).toFixed(1)} %`,
  isMet: count >= least,
});
