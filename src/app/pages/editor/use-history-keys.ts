import { useEffect, useRef } from 'react';
import { isBusy } from '../../journeys/chat/chat.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { readRedo, readUndo } from '../../journeys/versions/versions.ts';
import { say } from '../../platform/dialog';
import { listenForHistoryKeys } from '../../platform/keys';
import { usePageHide, usePageShow } from '../../platform/navigation.ts';
import type { EditorDoings } from './doings.ts';
import type { Editor } from './use-editor.ts';

/** Undo and redo by the keys that every computer has for them. */
export function useHistoryKeys(editor: Editor, doings: EditorDoings): void {
  const t = useWords();
  const isInFront = useRef(true);
  usePageShow(() => {
    isInFront.current = true;
  });
  usePageHide(() => {
    isInFront.current = false;
  });
  const latest = useRef<(way: 'undo' | 'redo') => void>();
  latest.current = (way) => {
    if (!editor.detail || !isInFront.current) return;
    if (isBusy(editor.chat) || editor.isMoving) return say(t('undo.busy'));
    const version = way === 'undo' ? readUndo(editor.detail) : readRedo(editor.detail);
    if (version !== undefined) doings.moveTo(version);
    else if (way === 'undo') say(t('undo.none'));
  };
  useEffect(() => listenForHistoryKeys((way) => latest.current?.(way)), []);
}
