import { describe, expect, test } from 'vitest';
import { filmOf } from '../../src/engine/edits/tracks.ts';
import { runTurn, type TurnSession, type TurnStep } from '../../src/engine/turn.ts';
import { quickest } from '../support/pace.ts';
import { given } from './instruct/given.ts';

const start = (name: string) => {
  const state = given[name]?.();
  if (!state) throw new Error(`no state ${name}`);
  return state;
};

async function stepsOf(text: string, session: TurnSession, analyse = start('G2').analyse): Promise<TurnStep[]> {
  const steps: TurnStep[] = [];
  for await (const step of runTurn({ text, session, analyse, signal: new AbortController().signal })) steps.push(step);
  return steps;
}

const endOf = (steps: TurnStep[]) => {
  const last = steps.at(-1);
  if (last?.type !== 'done') throw new Error('a turn ends with done');
  return last;
};
const textOf = (steps: TurnStep[]) => steps.flatMap((step) => (step.type === 'text' ? [step.text] : [])).join('');

describe('a turn', () => {
  test('begins within 100 ms, and has its draft within 300 ms', async () => {
    const { session, analyse } = start('G1');
    const timeTo = async (isThere: (step: TurnStep) => boolean): Promise<number> => {
      const began = performance.now();
      const text = '剪到前 10 秒，开头加标题“周末”';
      for await (const step of runTurn({ text, session, analyse, signal: new AbortController().signal }))
        if (isThere(step)) return performance.now() - began;
      throw new Error('it never came');
    };
    expect(await quickest(100, () => timeTo(() => true))).toBeLessThan(100);
    expect(await quickest(300, () => timeTo((step) => step.type === 'result' && step.draft !== undefined))).toBeLessThan(300);
  });

  test('shows each edit as a call and its result, and the draft after it', async () => {
    const steps = await stepsOf('剪到前 10 秒，开头加标题“周末”', start('G1').session);
    expect(steps.map((step) => ('name' in step ? `${step.type} ${step.name}` : step.type))).toEqual([
      'call read_timeline',
      'result read_timeline',
      'call trim_clip',
      'result trim_clip',
      'call add_text',
      'result add_text',
      'text',
      'done',
    ]);
  });

  test('says what the draft bears out, in the language of the message', async () => {
    const { session } = start('G2');
    expect(textOf(await stepsOf('删掉第二段', session))).toBe('改好了：总长 30 秒 → 22 秒，少了 8 秒；去掉了 b.mp4。');
    expect(textOf(await stepsOf('delete the second clip', session))).toBe('Done: 30 s → 22 s (8 s shorter); removed b.mp4.');
  });

  test('undo and redo walk through the history, and a new edit ends the redo', async () => {
    const { session } = start('G2');
    const cut = endOf(await stepsOf('删掉第二段', session)).session;
    const back = endOf(await stepsOf('撤销', cut)).session;
    expect(back.draft).toEqual(session.draft);
    const again = endOf(await stepsOf('重做', back)).session;
    expect(again.draft).toEqual(cut.draft);
    const other = endOf(await stepsOf('静音', back)).session;
    expect(endOf(await stepsOf('重做', other)).outcome).toBe('unchanged');
  });

  test('does what can be done of several edits, and says what could not', async () => {
    const steps = await stepsOf('第一段静音，然后加字幕', start('G2').session);
    expect(filmOf(endOf(steps).session.draft)[0]?.vol).toBe(0);
    expect(textOf(steps)).toContain('静音');
    expect(textOf(steps)).toContain('字幕没有加上');
  });

  test('lines sent after captions could not be made are timed to the speech', async () => {
    const { session, analyse } = start('G1');
    const deaf = { ...analyse, words: async () => undefined };
    const asked = endOf(await stepsOf('加字幕', session, deaf)).session;
    expect(asked.pending).toEqual({ for: 'lines' });
    const steps = await stepsOf('今天去了海边\n风很大，但是很开心', asked, deaf);
    const cues = endOf(steps).session.draft.t.find((track) => track.tt === 7)?.sg ?? [];
    expect(cues.map((cue) => ('tx' in cue ? cue.tx : ''))).toEqual(['今天去了海边', '风很大，但是很开心']);
    expect(cues[0]?.s).toBe(500);
    expect((cues[1]?.s ?? 0) + (cues[1]?.d ?? 0)).toBe(29_000);
  });

  test('the words sent after a title was asked for are the title', async () => {
    const asked = endOf(await stepsOf('加一个开头标题', start('G1').session)).session;
    expect(asked.pending).toMatchObject({ for: 'title', at: 'start' });
    const after = endOf(await stepsOf('我们的小时光', asked)).session;
    expect(after.draft.t.find((track) => track.tt === 7)?.sg).toMatchObject([{ tx: '我们的小时光', s: 0 }]);
    expect(after.pending).toBeUndefined();
  });

  test('a length that was named holds with the transitions of the same message', async () => {
    const { session } = start('G2');
    const after = endOf(await stepsOf('剪到前 24 秒，中间加转场', session)).session.draft;
    expect([after.d, after.transitions?.length]).toEqual([24_000, 2]);
  });

  test('a stretch of time beside words nobody can read is asked about, not cut', async () => {
    const { session } = start('G1');
    const done = endOf(await stepsOf('前五秒咕叽一下', session));
    expect([done.outcome, done.session.draft.d]).toEqual(['asked', 30_000]);
  });

  test('a message that means nothing changes nothing and offers choices', async () => {
    const { session } = start('G1');
    const steps = await stepsOf('qwerty', session);
    expect(endOf(steps).session.draft).toEqual(session.draft);
    expect(steps.some((step) => step.type === 'choices' && step.options.length === 3)).toBe(true);
  });

  test('a stopped turn keeps what was done before the stop', async () => {
    const { session, analyse } = start('G1');
    const controller = new AbortController();
    let done: TurnStep | undefined;
    for await (const step of runTurn({ text: '剪到前 10 秒，开头加标题“周末”', session, analyse, signal: controller.signal })) {
      if (step.type === 'result' && step.name === 'trim_clip') controller.abort();
      done = step;
    }
    expect(done).toMatchObject({ type: 'done', outcome: 'stopped', session: { draft: { d: 10_000 } } });
  });
});
