import { describe, expect, test } from 'vitest';
import { planTurn } from '../../../src/engine/instruct/dialogue.ts';
import { planEdits } from '../../../src/engine/instruct/plan.ts';
import { converse, readDialogues } from './dialogues.ts';
import { type Given, given } from './given.ts';
import { say } from './run.ts';
import { readSentences, SENTENCES_TIMEOUT_MS } from './sentences.ts';

const start = (state: string): Given => {
  const made = given[state]?.();
  if (!made) throw new Error(`no state ${state}`);
  return made;
};

describe('a dialogue over several turns', () => {
  test.each(readDialogues().map((dialogue) => [dialogue.title, dialogue] as const))('%s', async (_title, dialogue) => {
    expect(await converse(dialogue, start(dialogue.state))).toEqual([]);
  });
});

describe('words that stand by themselves', () => {
  const turnsBefore = [
    '加标题「旅行」',
    '加轻快的音乐',
    '第一段静音',
    '把画面调亮一点',
    'add captions',
    'trim to the first 5 seconds',
    '加个标题',
  ];

  test(
    'mean the same whatever was said before',
    async () => {
      const sessions = new Map<string, Given['session']>();
      const changed: string[] = [];
      const sentences = readSentences();
      for (const [i, { state, text }] of sentences.entries()) {
        const before = turnsBefore[i % turnsBefore.length] ?? '';
        const key = `${state} ${before}`;
        const session = sessions.get(key) ?? (await say(before, start(state))).session;
        sessions.set(key, session);
        const alone = planEdits(text, session);
        const { plan, said } = planTurn(text, session);
        if (JSON.stringify(plan) !== JSON.stringify(alone)) changed.push(`${before} / ${text} → ${said}`);
      }
      expect(changed.length, changed.join('\n')).toBeLessThanOrEqual(sentences.length / 200);
    },
    SENTENCES_TIMEOUT_MS,
  );
});
