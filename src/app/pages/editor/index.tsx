import { type ReactNode, useEffect, useState } from 'react';
import { takeAskedSheet } from '../../journeys/export/run-export.ts';
import { useLook, useWords } from '../../journeys/settings/use-settings.ts';
import { addFiles, replaceRow } from '../../journeys/upload/run-upload.ts';
import { say } from '../../platform/dialog';
import { listenForFiles, type PickedFile } from '../../platform/media';
import { usePageParam, usePageShow } from '../../platform/navigation.ts';
import { startEach } from '../batch/change-mode.ts';
import { Screen } from '../screen.tsx';
import { usePick } from '../use-pick.tsx';
import { nameFiles } from '../words/file-names.ts';
import { Conversation } from './conversation.tsx';
import { Dock } from './dock.tsx';
import { ExportQuestion } from './export-question.tsx';
import { Missing } from './missing.tsx';
import { EditorStage } from './stage.tsx';
import { StateBanner } from './state-banner.tsx';
import { TimelineView } from './timeline-view.tsx';
import type { UploadBlockProps } from './upload-block.tsx';
import { useDoings } from './use-doings.ts';
import { type Editor, useEditor } from './use-editor.ts';
import { useHistoryKeys } from './use-history-keys.ts';
import { useSaying } from './use-saying.ts';

type SheetName = 'export' | 'timeline';

/** The timeline above, what was said below it, and the field to say more. */
export default function EditorPage(): ReactNode {
  const projectId = usePageParam('id');
  const t = useWords();
  const [sheet, setSheet] = useState<SheetName>();
  const { pick, pickAnywhere, question } = usePick();
  const editor = useEditor(projectId, (route) => doings.follow(route === 'edit' || route === 'state' ? 'timeline' : route));
  const named = (files: PickedFile[]): PickedFile[] => nameFiles(files, editor.upload.rows.length, t);
  const addClips = (): void => void pickAnywhere((files) => addFiles(projectId, named(files)));
  const saying = useSaying(projectId, editor);
  const doings = useDoings({
    projectId,
    editor,
    say: saying.say,
    addClips,
    openExport: () => setSheet('export'),
    openTimeline: () => setSheet('timeline'),
  });
  useHistoryKeys(editor, doings);
  const mode = useMode(projectId, editor);
  const dock = { ...saying.dock, onStop: doings.stop, onAdd: addClips };
  const close = (): void => setSheet(undefined);
  usePageShow(() => {
    if (takeAskedSheet(projectId)) setSheet('export');
  });
  useEffect(() => listenForFiles((files) => addFiles(projectId, files)), [projectId]);

  if (editor.project.step === 'failed') return <Missing failure={editor.project.failure} onRetry={editor.reload} />;
  return (
    <Screen
      body="fixed"
      bar={{ title: editor.detail?.project.title ?? t('project.untitled') }}
      keyboardPx={saying.keyboardPx}
      head={
        <>
          <StateBanner editor={editor} />
          <EditorStage editor={editor} saying={saying} doings={doings} />
        </>
      }
      dock={<Dock {...dock} />}
      overlay={
        <>
          {question}
          {sheet === 'export' && editor.detail ? <ExportQuestion detail={editor.detail} onClose={close} /> : null}
          {sheet === 'timeline' && editor.detail ? (
            <TimelineView detail={editor.detail} saying={saying} dock={dock} onClose={close} />
          ) : null}
        </>
      }
    >
      <Conversation
        projectId={projectId}
        editor={editor}
        doings={doings}
        {...mode}
        onReplace={(key) => void pick('album', (files) => named(files).map((file) => replaceRow(projectId, key, file)), 1)}
      />
    </Screen>
  );
}

/** One film of all files or one of each: asked while nothing has been said yet. */
function useMode(projectId: string, { upload, chat, detail }: Editor): Pick<UploadBlockProps, 'mode'> {
  const t = useWords();
  const { language } = useLook();
  const files = upload.rows.filter(({ state: { step } }) => step !== 'refused' && step !== 'cancelled' && step !== 'lost');
  const arrived = files.filter(({ state }) => state.step === 'done').length;
  const clipCount = detail?.clips.length ?? 0;
  // Those of an earlier run are among the clips only, those on their way among the files only.
  const count = Math.max(clipCount, arrived) + files.length - arrived;
  const isMixed = clipCount > arrived && files.length > arrived;
  if (count < 2 || isMixed || chat.turns.length > 0 || chat.outbox.length > 0) return {};
  const changing = { language, onWait: () => say(t('pick.preparing')), onLost: () => say(t('project.expired')) };
  return {
    mode: {
      label: t('batch.title', { n: count }),
      value: 'one',
      options: [
        { value: 'one', text: t('batch.one'), testId: 'upload.mode-one' },
        { value: 'each', text: t('batch.each'), testId: 'upload.mode-each' },
      ],
      onChange: (mode) => mode === 'each' && void startEach(projectId, clipCount, changing).catch(() => say(t('err.server_t'))),
    },
  };
}
