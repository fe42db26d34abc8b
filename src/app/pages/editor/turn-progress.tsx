import type { ReactNode } from 'react';
import { writeClock } from '../../../timeline/time.ts';
import { StepsCard } from '../../components/chat/StepsCard.tsx';
import { WaitCard } from '../../components/chat/WaitCard.tsx';
import type { Step } from '../../components/primitive/StepList.tsx';
import type { TurnView } from '../../journeys/chat/turn.ts';
import { type Patience, readPatience } from '../../journeys/chat/waiting.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { hasNotices } from '../../platform/notice';
import type { Translate } from '../../strings/translate.ts';
import type { StringKey } from '../../strings/zh-CN.ts';
import { RateLimitCard } from '../rate-limit.tsx';
import { useNotice } from '../use-notice.ts';
import { useNow } from '../use-now.ts';
import { describeStep } from '../words/step-words.ts';
import type { EditorDoings } from './doings.ts';

const notes: Partial<Record<Patience, StringKey>> = { brief: 'wait.10s', normal: 'wait.30s' };

export type TurnProgressProps = {
  view: TurnView;
  startedAt: number;
  /** What is left of a wait that began before the turn was read. */
  retryInMs?: number;
  doings: EditorDoings;
};

/** A turn at work: what it does, for how long, and from two minutes on that nobody has to stay. */
export function TurnProgress({ view, startedAt, retryInMs, doings }: TurnProgressProps): ReactNode {
  const t = useWords();
  const elapsedMs = Math.max(0, useNow(true) - startedAt);
  const patience = readPatience(elapsedMs);
  const notice = useNotice();
  const elapsed = t('step.elapsed', { t: writeClock(elapsedMs) });
  if (view.retryInMs !== undefined) return <RateLimitCard inMs={retryInMs ?? view.retryInMs} />;
  const steps = stepsOf(view, t);
  if (patience === 'long' || patience === 'very_long' || patience === 'over')
    return (
      <WaitCard
        title={t(patience === 'long' ? 'wait.2min' : 'wait.5min')}
        elapsed={elapsed}
        steps={steps}
        hint={t('wait.leave')}
        {...(hasNotices && notice
          ? { notify: { text: t(notice.isOn ? 'wait.notify_on' : 'wait.notify'), isDisabled: notice.isOn, onPress: notice.ask } }
          : {})}
        stop={{ text: t('common.stop'), onPress: doings.stop }}
        testId="editor.wait"
      />
    );
  const note = notes[patience];
  return <StepsCard title={t('step.title')} elapsed={elapsed} steps={steps} {...(note ? { note: t(note) } : {})} testId="editor.steps" />;
}

function stepsOf(view: TurnView, t: Translate): Step[] {
  if (view.position !== undefined && view.position > 0)
    return [{ id: 'queue', text: t('step.queued', { n: view.position }), state: 'running' }];
  // Nothing heard yet: the one thing that surely happens is that the clips are looked at.
  if (view.steps.length === 0) return [{ id: 'read', text: t('step.read_run'), state: 'running' }];
  const steps = view.steps.map((step, index) => ({
    id: `${step.key}-${index}`,
    text: describeStep(step, t),
    state: step.state === 'ok' ? ('done' as const) : ('running' as const),
  }));
  // A tool called three times did one thing for the person who reads.
  return steps.filter((step, index) => steps.findIndex(({ text, state }) => text === step.text && state === step.state) === index);
}
