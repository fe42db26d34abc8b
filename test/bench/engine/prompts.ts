import { readFileSync } from 'node:fs';
import * as z from '../../../src/contract/schema.ts';
import { runTurn } from '../../../src/engine/turn.ts';
import { Expectation, missesOf } from '../../engine/instruct/expectation.ts';
import { type Given, given } from '../../engine/instruct/given.ts';
import { say } from '../../engine/instruct/run.ts';
import { missesOf as missesOfSentence, readSentences } from '../../engine/instruct/sentences.ts';

/*
 * The rows of words: how many examples come out as expected, and how long it takes from words to the first event and to the changed draft.
 * Measured inside the engine; the wire adds what `test/bench/relay` says.
 */

const runs = Number(process.env.BENCH_RUNS ?? 5);
const Example = z.object({ prompt: z.string(), expect: Expectation });
const examples = readFileSync(new URL('../../fixtures/prompts.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => Example.parse(JSON.parse(line)));

const signal = new AbortController().signal;
const percentile = (values: number[], share: number): string => {
  const sorted = [...values].sort((a, b) => a - b);
  return `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)} ms`;
};

function start(name: string): Given {
  const state = given[name];
  if (!state) throw new Error(`no state ${name}`);
  return state();
}

let right = 0;
const firsts: number[] = [];
const wholes: number[] = [];
for (const { prompt, expect } of examples) {
  const misses = missesOf(await say(prompt, start(expect.given)), expect);
  if (misses.length === 0) right += 1;
  else console.log('missed', prompt, misses);
  for (let run = 0; run < runs; run++) {
    const { session, analyse } = start(expect.given);
    const from = performance.now();
    let first: number | undefined;
    for await (const _ of runTurn({ text: prompt, session, analyse, signal })) first ??= performance.now() - from;
    firsts.push(first ?? 0);
    wholes.push(performance.now() - from);
  }
}
let asMeant = 0;
const sentences = readSentences();
for (const { state, text, wanted } of sentences) if (missesOfSentence(await say(text, start(state)), wanted).length === 0) asMeant += 1;

console.log(`examples as expected       ${right} of ${examples.length}`);
console.log(`wider set as meant         ${asMeant} of ${sentences.length} (bar 95 %)`);
console.log(`words → first event        median ${percentile(firsts, 0.5)}, 95 % ${percentile(firsts, 0.95)} (bar 100 ms)`);
console.log(`words → draft changed      median ${percentile(wholes, 0.5)}, 95 % ${percentile(wholes, 0.95)} (bar 300 ms)`);
