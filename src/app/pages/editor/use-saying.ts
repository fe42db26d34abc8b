import { useRef, useState } from 'react';
import type { Reference } from '../../../contract/relay/turn.ts';
import { isBusy } from '../../journeys/chat/chat.ts';
import { write } from '../../journeys/chat/run-chat.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { isUploading } from '../../journeys/upload/upload.ts';
import { vibrate } from '../../platform/page';
import { createStore, type Store } from '../../store.ts';
import { describeSegment, findSegment } from '../words/segment-words.ts';
import type { DockProps } from './dock.tsx';
import type { Editor } from './use-editor.ts';

export type Saying = {
  /** The segment the next words are about. */
  reference?: Reference;
  /** Of the playhead, ms. A store and no state: a finger that scrolls the lanes moves it ten times a second, and must not draw the page. */
  position: Store<number>;
  keyboardPx: number;
  say: (words: string) => void;
  seek: (ms: number) => void;
  refer: (segmentId: string) => void;
  dock: Omit<DockProps, 'onStop' | 'onAdd'>;
};

/** What the person is about to say, and what about: point, then say. */
export function useSaying(projectId: string, editor: Editor): Saying {
  const t = useWords();
  const [text, setText] = useState('');
  // Enter may come before the words before it are drawn: what is sent is what was typed.
  const typed = useRef('');
  const onText = (words: string): void => {
    typed.current = words;
    setText(words);
  };
  const [reference, setReference] = useState<Reference>();
  const [position] = useState(() => createStore(0));
  const seek = position.write;
  const [keyboardPx, onKeyboard] = useState(0);
  const referred = reference ? { reference } : {};
  const say = (words: string): void => {
    vibrate('light');
    write(projectId, words, reference);
    setReference(undefined);
  };
  const send = (): void => {
    const words = typed.current.trim();
    if (words === '') return;
    onText('');
    say(words);
  };
  const refer = (segmentId: string): void => {
    const placed = editor.detail && findSegment(editor.detail.timeline, segmentId);
    if (!placed) return;
    seek(placed.segment.startMs);
    setReference({ segmentId, label: describeSegment(placed, t) });
  };
  const dock: Saying['dock'] = {
    text,
    ...referred,
    phase: phaseOf(editor),
    isRunning: isBusy(editor.chat),
    hasChips: hasFiles(editor) && !editor.chat.outbox.some(({ state }) => state.step === 'waiting'),
    onText,
    onSend: send,
    onSay: say,
    onUnrefer: () => setReference(undefined),
    onKeyboard,
  };
  return { ...referred, position, keyboardPx, say, seek, refer, dock };
}

const hasFiles = ({ detail, upload }: Editor): boolean => (detail?.clips.length ?? 0) > 0 || upload.rows.length > 0;

function phaseOf({ chat, upload }: Editor): DockProps['phase'] {
  if (isUploading(upload)) return 'upload';
  if (isBusy(chat)) return 'busy';
  return chat.turns.length === 0 ? 'first' : 'next';
}
