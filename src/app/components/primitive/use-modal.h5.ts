import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Those that are open, the topmost last: only that one hears the keyboard. */
const open: HTMLElement[] = [];

const REACHABLE = '[tabindex="0"], input, textarea, button, video';

const reachableIn = (layer: HTMLElement): HTMLElement[] =>
  [...layer.querySelectorAll<HTMLElement>(REACHABLE)].filter((node) => node.offsetParent !== null);

/** Escape closes it, Tab stays inside, and the focus goes back to where it came from. */
export function useModal(onClose: () => void): { ref: RefObject<HTMLElement> } {
  const ref = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  // Before the screen is drawn: later it would take the focus from a key that is pressed already.
  useLayoutEffect(() => {
    const layer = ref.current;
    if (!layer) return undefined;
    const before = document.activeElement;
    layer.tabIndex = -1;
    layer.focus({ preventScroll: true });
    open.push(layer);
    const onKeyDown = (event: KeyboardEvent): void => {
      // A dialog of the browser lies above all sheets and answers for itself, and so does an input method.
      if (open.at(-1) !== layer || event.isComposing || document.querySelector('dialog[open]')) return;
      if (event.key === 'Escape') close.current();
      if (event.key === 'Tab') goOn(event, layer);
    };
    // On the way down: Taro's fields keep the key for themselves on the way up.
    document.addEventListener('keydown', onKeyDown, true);
    return () => {
      document.removeEventListener('keydown', onKeyDown, true);
      open.splice(open.lastIndexOf(layer), 1);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return { ref };
}

/** The next in the layer, round from the last to the first. Left to itself the browser goes on to what lies below, and stops at scrollers. */
function goOn(event: KeyboardEvent, layer: HTMLElement): void {
  const nodes = reachableIn(layer);
  const place = nodes.findIndex((node) => node === document.activeElement);
  const next = event.shiftKey ? (nodes[place - 1] ?? nodes.at(-1)) : (nodes[place + 1] ?? nodes[0]);
  event.preventDefault();
  next?.focus();
}
