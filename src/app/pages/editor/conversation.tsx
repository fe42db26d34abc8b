import { type ReactNode, useEffect, useRef, useState } from 'react';
import { writeClock } from '../../../timeline/time.ts';
import { AiReply } from '../../components/chat/AiReply.tsx';
import { Bubble, ClipBubble } from '../../components/chat/Bubble.tsx';
import { SystemLine } from '../../components/chat/SystemLine.tsx';
import { Transcript } from '../../components/chat/Transcript.tsx';
import { LiveRegion } from '../../components/primitive/LiveRegion.tsx';
import { isRunning, type Outgoing } from '../../journeys/chat/chat.ts';
import { resend } from '../../journeys/chat/run-chat.ts';
import { createView, readTurn } from '../../journeys/chat/turn.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { holdsMessages, isUploading } from '../../journeys/upload/upload.ts';
import { rateLimitStore } from '../../rate-limit.ts';
import { addressOf } from '../../relay.ts';
import { useStore } from '../../store.ts';
import type { Translate } from '../../strings/translate.ts';
import { useSlowly } from '../use-slowly.ts';
import { formatSeconds } from '../words/format.ts';
import { describeTimeline } from '../words/segment-words.ts';
import { describeStep } from '../words/step-words.ts';
import type { EditorDoings } from './doings.ts';
import { TurnBlock } from './turn-block.tsx';
import { TurnProgress } from './turn-progress.tsx';
import { UploadBlock, type UploadBlockProps } from './upload-block.tsx';
import type { Editor } from './use-editor.ts';
import { useShownTurns } from './use-shown-turns.ts';

export type ConversationProps = {
  projectId: string;
  editor: Editor;
  mode?: UploadBlockProps['mode'];
  onReplace: (key: string) => void;
  doings: EditorDoings;
};

/** Everything said and done, the newest at the end. */
export function Conversation({ projectId, editor, mode, onReplace, doings }: ConversationProps): ReactNode {
  const t = useWords();
  const { detail, upload, chat } = editor;
  const isWaiting = holdsMessages(upload);
  const pending = upload.rows.some(({ state: { step } }) => step !== 'done' && step !== 'cancelled');
  const summary = detail ? describeTimeline(detail.timeline, t) : '';
  const scroll = useFollowing(
    `${chat.turns.length}.${chat.turns.at(-1)?.lastSeq ?? 0}.${chat.outbox.length}.${upload.rows.length}.${editor.isArriving}`,
    editor.isMoving,
  );
  const { shown, showEarlier } = useShownTurns(chat.turns);
  return (
    <Transcript
      isFromTop
      {...scroll}
      {...(showEarlier ? { earlier: { text: t('editor.earlier'), onPress: showEarlier } } : {})}
      {...(scroll.isBehind ? { jump: { text: t('editor.jump_latest'), onPress: scroll.follow } } : {})}
    >
      {!showEarlier && detail && detail.clips.length > 0 && !editor.isArriving ? (
        <ClipBubble
          clips={detail.clips.map(({ id, posterUrl, durationMs }, index) => ({
            id,
            label: t('a11y.thumb', { n: index + 1, d: formatSeconds(durationMs) }),
            ...(posterUrl === undefined ? {} : { pictureUrl: addressOf(posterUrl) }),
            ...(durationMs > 0 ? { length: writeClock(durationMs) } : {}),
          }))}
        />
      ) : null}
      {chat.turns.length + chat.outbox.length === 0 && detail && detail.clips.length > 0 && !pending && !mode ? (
        <AiReply who={t('app.ai_label')} text={t('editor.hello')} unfold={t('editor.unfold')} />
      ) : null}
      {shown.map((turn, index) => (
        <TurnBlock
          key={turn.id}
          turn={turn}
          shownVersion={detail?.version ?? 0}
          isNewest={index === shown.length - 1}
          {...(isRunning(turn) && chat.startedAt !== undefined ? { startedAt: chat.startedAt } : {})}
          summary={summary}
          doings={doings}
        />
      ))}
      {pending || mode ? (
        <AiReply who={t('app.ai_label')} {...greetingOf(editor, t)} unfold={t('editor.unfold')}>
          <UploadBlock projectId={projectId} upload={upload} onReplace={onReplace} {...(mode ? { mode } : {})} />
        </AiReply>
      ) : null}
      {chat.outbox.map((outgoing) => (
        <OutgoingBubble
          key={outgoing.key}
          outgoing={outgoing}
          note={t(isWaiting ? 'editor.queued' : 'editor.queued_busy')}
          {...(chat.startedAt === undefined ? {} : { startedAt: chat.startedAt })}
          doings={doings}
          onResend={() => resend(projectId, outgoing.key)}
        />
      ))}
      <Spoken chat={chat} />
      {chat.isConnected ? null : <SystemLine text={t('err.reconnect')} state="running" testId="editor.reconnecting" />}
    </Transcript>
  );
}

/** Nothing where no file has come: none is on its way, and none can be cut. */
function greetingOf({ detail, upload }: Editor, t: Translate): { text?: string } {
  if (isUploading(upload)) return { text: t('upload.talk') };
  return detail && detail.clips.length > 0 ? { text: t('editor.hello') } : {};
}

/** A screen reader is told of another step at most this often. */
const SPEAK_MS = 10_000;

/** What a screen reader hears: what is being done, and that it is over. Never the stream itself. */
function Spoken({ chat }: { chat: Editor['chat'] }): ReactNode {
  const t = useWords();
  const running = chat.turns.find(isRunning);
  const step = running && readTurn(running).steps.at(-1);
  const words = useSlowly(step ? describeStep(step, t) : '', SPEAK_MS);
  return <LiveRegion text={running ? words : chat.turns.length === 0 ? '' : t('a11y.ai_done')} />;
}

type OutgoingProps = { outgoing: Outgoing; note: string; startedAt?: number; doings: EditorDoings; onResend: () => void };

/** Said, and not a turn yet. Once it is being sent it looks as the turn will: nobody waits for the relay to see that something began. */
function OutgoingBubble({ outgoing, note, startedAt = 0, doings, onResend }: OutgoingProps): ReactNode {
  const t = useWords();
  const isHeldUp = useStore(rateLimitStore) !== undefined;
  const { text, reference, state } = outgoing;
  const shared = { text, ...(reference ? { reference: reference.label } : {}) };
  // It waits for its turn, and the line above the page counts: nothing is being done yet.
  if (state.step === 'sending' && isHeldUp) return <Bubble {...shared} />;
  if (state.step === 'sending')
    return (
      <>
        <Bubble {...shared} />
        <AiReply who={t('app.ai_label')} unfold={t('editor.unfold')}>
          <TurnProgress view={createView()} startedAt={startedAt} doings={doings} />
        </AiReply>
      </>
    );
  if (state.step === 'waiting') return <Bubble {...shared} state="queued" note={note} />;
  return <Bubble {...shared} state="failed" note={`${t('err.send_t')} · ${t('err.send_d')}`} testId="editor.resend" onResend={onResend} />;
}

/** Follows the end while the person is there; `token` changes with whatever is new. After undo and redo it goes there: that is where the way back stands. */
function useFollowing(
  token: string,
  isMoving: boolean,
): { anchor: string; isBehind: boolean; follow: () => void; onNearEnd: (isNearEnd: boolean) => void } {
  const [isNearEnd, setNearEnd] = useState(true);
  const [count, setCount] = useState(0);
  const follow = (): void => {
    setNearEnd(true);
    setCount((before) => before + 1);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is new moves the list, not a change of the person's place
  useEffect(() => {
    if (isNearEnd) setCount((before) => before + 1);
  }, [token]);
  const wasMoving = useRef(isMoving);
  useEffect(() => {
    if (wasMoving.current && !isMoving) {
      setNearEnd(true);
      setCount((before) => before + 1);
    }
    wasMoving.current = isMoving;
  }, [isMoving]);
  return { anchor: count % 2 === 0 ? 'end-a' : 'end-b', isBehind: !isNearEnd, follow, onNearEnd: setNearEnd };
}
