import { useState } from 'react';
import { hold, write } from '../../journeys/chat/run-chat.ts';
import { runCreateProject } from '../../journeys/home/run-home.ts';
import { useLook, useWords } from '../../journeys/settings/use-settings.ts';
import { addFiles } from '../../journeys/upload/run-upload.ts';
import { say } from '../../platform/dialog';
import type { PickedFile } from '../../platform/media.ts';
import { openPage } from '../../platform/navigation.ts';
import { failureOf } from '../../relay.ts';
import { describeFailure } from '../words/failure-words.ts';
import { nameFiles } from '../words/file-names.ts';

/** From files to the editor, at once; with a first message when the person tapped one of ours. */
export function useBegin(): { begin: (files: PickedFile[], message?: string) => Promise<void>; isBeginning: boolean } {
  const t = useWords();
  const { language } = useLook();
  const [isBeginning, setBeginning] = useState(false);
  const begin = async (files: PickedFile[], message?: string): Promise<void> => {
    setBeginning(true);
    try {
      const project = await runCreateProject(t('project.untitled'), language);
      addFiles(project.id, nameFiles(files, 0, t));
      // The message waits for the files, so it must be held before it is written.
      hold(project.id, true);
      if (message !== undefined) write(project.id, message);
      openPage('editor', { id: project.id });
    } catch (cause) {
      say(describeFailure(failureOf(cause), {}, t).title);
    } finally {
      setBeginning(false);
    }
  };
  return { begin, isBeginning };
}
