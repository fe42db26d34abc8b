import { useMemo, useRef } from 'react';
import { stopRunning } from '../../journeys/chat/run-chat.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { copyText } from '../../platform/clipboard';
import { say } from '../../platform/dialog';
import { goHome, openPage } from '../../platform/navigation.ts';
import type { Translate } from '../../strings/translate.ts';
import { copyBindLink } from '../bind-link.ts';
import { readDiagnosis } from '../diagnosis.ts';
import { describeFailure } from '../words/failure-words.ts';
import type { EditorDoings } from './doings.ts';
import type { Editor } from './use-editor.ts';

type Page = {
  projectId: string;
  editor: Editor;
  say: (text: string) => void;
  addClips: () => void;
  openExport: () => void;
  openTimeline: () => void;
};

/** What the editor's parts can ask for, done. The same object as long as the page is open, so that no part is drawn again because of it. */
export function useDoings(page: Page): EditorDoings {
  const t = useWords();
  const latest = useRef<EditorDoings>();
  latest.current = createDoings(page, t);
  return useMemo(
    () => ({
      say: (text) => latest.current?.say(text),
      stop: () => latest.current?.stop(),
      preview: () => latest.current?.preview(),
      moveTo: (version) => latest.current?.moveTo(version),
      follow: (action) => latest.current?.follow(action),
      recover: (action, text) => latest.current?.recover(action, text),
    }),
    [],
  );
}

function createDoings(page: Page, t: Translate): EditorDoings {
  const { projectId, editor } = page;
  const preview = (): void => openPage('preview', { id: projectId });
  return {
    say: page.say,
    preview,
    stop: () => void stopRunning(projectId).catch(() => say(t('err.offline'))),
    moveTo: (version) => void moveTo(editor, version, t),
    follow(action) {
      const opens = {
        export: page.openExport,
        timeline: page.openTimeline,
        preview,
        upload: page.addClips,
        credits: () => openPage('credits'),
      };
      opens[action]();
    },
    recover(action, text) {
      switch (action) {
        case 'retry':
        case 'resend':
          return page.say(text);
        case 'pick':
          return page.addClips();
        case 'copy_bind_link':
          return void copyBindLink(t);
        case 'see_credits':
          return openPage('credits');
        case 'preview':
          return preview();
        case 'export_again':
        case 'export_720':
          return page.openExport();
        case 'copy_details':
          return void copyText(readDiagnosis(projectId)).then(() => say(t('common.copied')));
        case 'skip':
          return undefined;
        case 'home':
          return goHome();
      }
    },
  };
}

async function moveTo(editor: Editor, version: number, t: Translate): Promise<void> {
  const failure = await editor.move(version);
  if (failure === 'busy') say(t('undo.busy'));
  else if (failure) say(describeFailure(failure, {}, t).title);
}
