import { useEffect, useRef } from 'react';
import { useStore } from '../../store.ts';
import type { ChatState } from './chat.ts';
import { type ChatListener, chatStore, listenToChat } from './run-chat.ts';

/** The project's conversation. What else must happen on its events is given by the page. */
export function useChat(projectId: string, listener: ChatListener): ChatState {
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(
    () =>
      listenToChat(projectId, {
        onChanged: (change) => latest.current.onChanged(change),
        onDone: () => latest.current.onDone(),
        onRoute: (route) => latest.current.onRoute(route),
      }),
    [projectId],
  );
  return useStore(chatStore(projectId));
}
