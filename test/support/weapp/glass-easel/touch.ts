import * as glassEasel from 'glass-easel';

const LONG_PRESS_MS = 350;

type RawEvent = { type: string; timeStamp: number; mark?: object; target: unknown; currentTarget: unknown };

type WxNode = { id?: string; dataset?: Record<string, unknown>; $$?: HTMLElement };

/** The event as a mini program's own thread sees it: plain data, no nodes. */
export function plainEvent(event: glassEasel.Event<unknown>): object {
  const original = event.getOriginalEvent() as (UIEvent & Partial<TouchEvent & MouseEvent>) | undefined;
  const { type, timeStamp, mark, target, currentTarget } = event as unknown as RawEvent;
  const common = { type, timeStamp, mark: mark ?? {}, target: targetOf(target), currentTarget: targetOf(currentTarget) };
  const detail = (event.detail ?? {}) as { x?: number; y?: number };
  if (!/^(tap|touch|long)/.test(type)) return { ...common, detail: JSON.parse(JSON.stringify(detail)) as unknown };
  const touches = original?.touches
    ? [...original.touches].map(touchOf)
    : original?.clientX === undefined
      ? []
      : [touchOf(original as MouseEvent)];
  const changedTouches = original?.changedTouches ? [...original.changedTouches].map(touchOf) : touches;
  return { ...common, detail: { x: detail.x ?? 0, y: detail.y ?? 0 }, touches, changedTouches };
}

function targetOf(target: unknown): object {
  const node = ((target as { _$?: WxNode } | null)?._$ ?? target ?? {}) as WxNode;
  return { id: node.id ?? '', dataset: { ...node.dataset }, offsetLeft: node.$$?.offsetLeft ?? 0, offsetTop: node.$$?.offsetTop ?? 0 };
}

const touchOf = ({ pageX, pageY, clientX, clientY, ...rest }: Touch | MouseEvent): object => ({
  identifier: 'identifier' in rest ? rest.identifier : 0,
  pageX,
  pageY,
  clientX,
  clientY,
  force: 1,
});

/** The framework makes no `longpress` of a browser's touches. */
export function dispatchLongPress(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const begin = (event: Event): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      let node = event.target as (Node & { __wxElement?: unknown }) | null;
      while (node !== null && node.__wxElement === undefined) node = node.parentNode;
      if (node === null) return;
      const options = { bubbles: true, composed: true, capturePhase: true, originalEvent: event };
      glassEasel.Event.triggerEvent(node.__wxElement as never, 'longpress', { x: 0, y: 0 }, options as never);
    }, LONG_PRESS_MS);
  };
  for (const name of ['touchstart', 'mousedown']) document.body.addEventListener(name, begin, true);
  for (const name of ['touchend', 'touchmove', 'touchcancel', 'mouseup'])
    document.body.addEventListener(name, () => clearTimeout(timer), true);
}
