import type { TurnEvent } from '../../../contract/relay/turn.ts';
import type { Translate } from '../../strings/translate.ts';
import type { StringKey } from '../../strings/zh-CN.ts';

type Step = Pick<Extract<TurnEvent, { type: 'step' }>, 'key' | 'state' | 'args'>;

/** Sentences of a step: while it runs, when it is done, and done with a number where the relay knows one. */
const words: Record<Step['key'], { running: StringKey; done: StringKey; counted?: { key: StringKey; needs: string } }> = {
  read: { running: 'step.read_run', done: 'step.read_done', counted: { key: 'step.read', needs: 'n' } },
  trim: { running: 'step.trim_run', done: 'step.trim_done', counted: { key: 'step.trim', needs: 's' } },
  subs: { running: 'step.subs_run', done: 'step.subs_done', counted: { key: 'step.subs', needs: 'n' } },
  music: { running: 'step.music_run', done: 'step.music' },
  title: { running: 'step.titles_run', done: 'step.titles' },
  voice: { running: 'step.voice_run', done: 'step.voice' },
  frame: { running: 'step.frame_run', done: 'step.frame' },
  check: { running: 'step.check', done: 'step.check_done' },
  generic: { running: 'step.generic_run', done: 'step.generic' },
};

export function describeStep({ key, state, args }: Step, t: Translate): string {
  const { running, done, counted } = words[key];
  if (state === 'run') return t(running);
  return counted && args?.[counted.needs] !== undefined ? t(counted.key, args) : t(done);
}
