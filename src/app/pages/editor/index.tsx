import { type ReactNode, useEffect, useState } from 'react';
import type { Reference } from '../../../contract/relay/turn.ts';
import { ErrorCard } from '../../components/chat/ErrorCard.tsx';
import { Banner } from '../../components/primitive/Banner.tsx';
import { readRunning } from '../../journeys/chat/chat.ts';
import { write } from '../../journeys/chat/run-chat.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { addFiles, replaceRow } from '../../journeys/upload/run-upload.ts';
import { isUploading } from '../../journeys/upload/upload.ts';
import { listenForFiles } from '../../platform/media';
import { goHome, openPage, usePageParam } from '../../platform/navigation.ts';
import { vibrate } from '../../platform/page';
import { Screen } from '../screen.tsx';
import { useNetwork } from '../use-network.ts';
import { usePick } from '../use-pick.tsx';
import { describeFailure } from '../words/failure-words.ts';
import { describeSegment, findSegment } from '../words/segment-words.ts';
import { Conversation } from './conversation.tsx';
import { Dock, type DockProps } from './dock.tsx';
import { ExportQuestion } from './export-question.tsx';
import { EditorStage } from './stage.tsx';
import { TimelineView } from './timeline-view.tsx';
import { useDoings } from './use-doings.ts';
import { type Editor, useEditor } from './use-editor.ts';

type SheetName = 'export' | 'timeline';

export default function EditorPage(): ReactNode {
  const projectId = usePageParam('id');
  const t = useWords();
  const [sheet, setSheet] = useState<SheetName>();
  const [text, setText] = useState('');
  const [reference, setReference] = useState<Reference>();
  const [positionMs, seek] = useState(0);
  const [keyboardPx, setKeyboard] = useState(0);
  const { pick, question } = usePick();
  const editor = useEditor(projectId, (route) => doings.follow(route === 'edit' || route === 'state' ? 'timeline' : route));
  const addClips = (): void => void pick('album', (files) => addFiles(projectId, files));
  const say = (words: string): void => {
    vibrate('light');
    write(projectId, words, reference);
    setReference(undefined);
  };
  const doings = useDoings({
    projectId,
    editor,
    say,
    addClips,
    openExport: () => setSheet('export'),
    openTimeline: () => setSheet('timeline'),
  });
  useEffect(() => listenForFiles((files) => addFiles(projectId, files)), [projectId]);

  const refer = (segmentId: string): void => {
    const placed = editor.detail && findSegment(editor.detail.timeline, segmentId);
    if (!placed) return;
    seek(placed.segment.startMs);
    setReference({ segmentId, label: describeSegment(placed, t) });
  };
  const isBusy = readRunning(editor.chat) !== undefined || editor.isMoving;
  const dock: DockProps = {
    text,
    ...(reference ? { reference } : {}),
    phase: phaseOf(editor),
    isRunning: readRunning(editor.chat) !== undefined,
    hasChips: (editor.detail?.clips.length ?? 0) > 0 || editor.upload.rows.length > 0,
    onText: setText,
    onSend: () => {
      const words = text.trim();
      if (words === '') return;
      setText('');
      say(words);
    },
    onStop: doings.stop,
    onAdd: addClips,
    onSay: say,
    onUnrefer: () => setReference(undefined),
    onKeyboard: setKeyboard,
  };
  if (editor.project.step === 'failed') return <Missing editor={editor} />;
  return (
    <Screen
      body="fixed"
      bar={{ title: editor.detail?.project.title ?? t('project.untitled') }}
      keyboardPx={keyboardPx}
      head={
        <>
          <NetworkBanner />
          <EditorStage
            {...(editor.detail ? { detail: editor.detail } : {})}
            positionMs={positionMs}
            touched={editor.touched}
            isBusy={isBusy}
            isFolded={keyboardPx > 0}
            onPlay={doings.preview}
            onMove={doings.moveTo}
            onExport={() => setSheet('export')}
            onSeek={seek}
            onSegment={refer}
            onOpen={() => setSheet('timeline')}
          />
        </>
      }
      dock={<Dock {...dock} />}
      overlay={
        <>
          {question}
          {sheet === 'export' && editor.detail ? <ExportQuestion detail={editor.detail} onClose={() => setSheet(undefined)} /> : null}
          {sheet === 'timeline' && editor.detail ? (
            <TimelineView
              detail={editor.detail}
              positionMs={positionMs}
              {...(reference ? { selectedId: reference.segmentId } : {})}
              dock={dock}
              onSeek={seek}
              onSegment={refer}
              onClose={() => setSheet(undefined)}
            />
          ) : null}
        </>
      }
    >
      <Conversation
        projectId={projectId}
        editor={editor}
        doings={doings}
        onReplace={(key) => void pick('album', ([file]) => file && replaceRow(projectId, key, file), 1)}
      />
    </Screen>
  );
}

function phaseOf({ chat, upload }: Editor): DockProps['phase'] {
  if (isUploading(upload)) return 'upload';
  if (readRunning(chat)) return 'busy';
  return chat.turns.length === 0 ? 'first' : 'next';
}

function NetworkBanner(): ReactNode {
  const t = useWords();
  return useNetwork() === 'none' ? <Banner text={t('err.offline')} note={t('err.saved_hint')} testId="editor.offline" /> : null;
}

/** The project could not be read at all: there is nothing older to show. */
function Missing({ editor }: { editor: Editor }): ReactNode {
  const t = useWords();
  const failure = editor.project.step === 'failed' ? editor.project.failure : 'internal';
  const { kind, title, text, actions } = describeFailure(failure, {}, t);
  return (
    <Screen bar={{ title: t('project.untitled') }}>
      <ErrorCard
        kind={kind}
        title={title}
        detail={text}
        actions={actions.map(({ action, text: label }) => ({
          text: label,
          onPress: () => (action === 'home' ? goHome() : action === 'see_credits' ? openPage('credits') : editor.reload()),
        }))}
      />
    </Screen>
  );
}
