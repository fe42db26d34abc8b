export function listenForHistoryKeys(onKey: (way: 'undo' | 'redo') => void): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    onKey(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  };
  document.addEventListener('keydown', listener);
  return () => document.removeEventListener('keydown', listener);
}

/** In a field the same keys belong to the words in it. */
const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('input, textarea') !== null;
