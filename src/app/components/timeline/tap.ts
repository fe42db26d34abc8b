/** What a tap says: WeChat gives page coordinates, a browser gives the element too. */
export interface TapEvent {
  stopPropagation: () => void;
  detail?: { x?: number };
  clientX?: number;
  currentTarget?: { getBoundingClientRect?: () => { left: number; width: number } };
}

/**
 * Share of the lane, 0–1, at a tap. In WeChat a component cannot measure itself at once, but the page is drawn in rpx, so the place of the
 * lane on a screen of 375 is known. `undefined` where neither way answers.
 */
export function tappedShare(event: TapEvent, place?: { leftPx: number; widthPx: number; windowPx: number }): number | undefined {
  const box = event.currentTarget?.getBoundingClientRect?.();
  if (box && event.clientX !== undefined && box.width > 0) return within((event.clientX - box.left) / box.width);
  const x = event.detail?.x;
  if (x === undefined || !place) return undefined;
  return within(((x * 375) / place.windowPx - place.leftPx) / place.widthPx);
}

export interface ScrollEvent {
  detail: { scrollLeft: number; scrollWidth: number };
}

/** Share of the film under the playhead while a lane `zoom` windows wide scrolls; a window's width of space lies around the lane. */
export function scrolledShare(event: ScrollEvent, zoom: number): number {
  const { scrollLeft, scrollWidth } = event.detail;
  return scrollWidth > 0 ? within(scrollLeft / ((scrollWidth * zoom) / (zoom + 1))) : 0;
}

const within = (share: number): number => Math.min(1, Math.max(0, share));
