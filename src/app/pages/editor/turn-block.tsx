import { memo, type ReactNode } from 'react';
import type { Turn } from '../../../contract/relay/turn.ts';
import { AiReply } from '../../components/chat/AiReply.tsx';
import { Bubble } from '../../components/chat/Bubble.tsx';
import { SystemLine } from '../../components/chat/SystemLine.tsx';
import { Chip, ChipRow } from '../../components/primitive/Chip.tsx';
import { isRunning } from '../../journeys/chat/chat.ts';
import { readTurn, type TurnView } from '../../journeys/chat/turn.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import type { Translate } from '../../strings/translate.ts';
import type { EditorDoings } from './doings.ts';
import { TurnChange } from './turn-change.tsx';
import { TurnFailure } from './turn-failure.tsx';
import { TurnProgress } from './turn-progress.tsx';

export type TurnBlockProps = {
  turn: Turn;
  /** Version the person stands on; cards after it are undone. */
  shownVersion: number;
  isNewest: boolean;
  startedAt?: number;
  /** The timeline in one sentence: the answer to "where are we?". */
  summary: string;
  doings: EditorDoings;
};

/** One instruction and all that came of it. Drawn anew only when it is another one: a long conversation must not slow down the timeline. */
export const TurnBlock = memo(function TurnBlock({ turn, shownVersion, isNewest, startedAt, summary, doings }: TurnBlockProps): ReactNode {
  const t = useWords();
  const view = readTurn(turn);
  const isLive = isRunning(turn);
  return (
    <>
      <Bubble text={turn.text} reference={turn.reference?.label} />
      {view.lostClips ? (
        <SystemLine
          text={t(view.lostClips.length === 0 ? 'err.reconnected' : 'err.reconnected_new')}
          state="done"
          testId="editor.reconnected"
        />
      ) : null}
      <AiReply
        who={t('app.ai_label')}
        text={turn.route === 'state' && view.text === '' ? summary : replyOf(view, t)}
        isStreaming={isLive && view.text !== ''}
        unfold={t('editor.unfold')}
      >
        {isLive ? (
          <TurnProgress
            view={view}
            startedAt={startedAt ?? turn.createdAt}
            {...(turn.retryInMs === undefined ? {} : { retryInMs: turn.retryInMs })}
            doings={doings}
          />
        ) : null}
        {view.changed ? <TurnChange changed={view.changed} shownVersion={shownVersion} isBusy={isLive} doings={doings} /> : null}
        {view.failure && !isLive ? <TurnFailure failure={view.failure} turn={turn} doings={doings} /> : null}
        {isLive || !isNewest ? null : <TurnChips view={view} turn={turn} doings={doings} />}
      </AiReply>
    </>
  );
});

/** The editor's own words, and where it said none, ours: an edit without a word is still told. */
function replyOf(view: TurnView, t: Translate): string {
  const closing = closingOf(view, t);
  return [view.text.trim(), closing].filter((part) => part !== undefined && part !== '').join('\n\n');
}

function closingOf({ outcome, changed, failure }: TurnView, t: Translate): string | undefined {
  switch (outcome) {
    case 'unchanged':
      return t('editor.nochange');
    case 'stopped':
      return t(changed ? 'editor.stopped_partial' : 'editor.stopped');
    case 'timed_out':
      return t('wait.15min');
    case 'failed':
      return failure ? undefined : t('err.server_d');
    case 'lost':
      return failure ? undefined : t('err.reconnected_new');
    case 'applied':
    case 'answered':
    case 'asked':
    case undefined:
      return undefined;
  }
}

/** Answers to a question, and what the editor would have the person press. */
function TurnChips({ view, turn, doings }: { view: TurnView; turn: Turn; doings: EditorDoings }): ReactNode {
  const t = useWords();
  const words = {
    export: t('common.export'),
    timeline: t('timeline.expand'),
    preview: t('common.preview'),
    upload: t('a11y.add'),
    credits: t('err.credits_see'),
  };
  const routed = turn.route === 'edit' || turn.route === 'state' ? [] : [turn.route];
  const actions = [...new Set([...view.actions, ...routed])];
  if (actions.length === 0 && view.choices.length === 0) return null;
  return (
    <ChipRow place="page">
      {view.choices.map((choice, index) => (
        <Chip key={choice} text={choice} testId={`editor.choice-${index}`} onPress={() => doings.say(choice)} />
      ))}
      {actions.map((action) => (
        <Chip key={action} text={words[action]} testId={`editor.action-${action}`} onPress={() => doings.follow(action)} />
      ))}
    </ChipRow>
  );
}
