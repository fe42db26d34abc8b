import type { Insets } from './page.ts';

export function readInsets(): Insets {
  const { statusBarHeight, windowWidth } = wx.getWindowInfo();
  const capsule = wx.getMenuButtonBoundingClientRect();
  // The bar is as high as keeps the capsule in its middle.
  return { topPx: statusBarHeight, heightPx: (capsule.top - statusBarHeight) * 2 + capsule.height, sidePx: windowWidth - capsule.left };
}

export const readWidth = (): number => wx.getWindowInfo().windowWidth;

export const readHeight = (): number => wx.getWindowInfo().windowHeight;

export function listenForResize(onResize: () => void): () => void {
  const listener = (): void => onResize();
  wx.onWindowResize(listener);
  return () => wx.offWindowResize(listener);
}

export const keepScreenOn = (isOn: boolean): void => {
  wx.setKeepScreenOn({ keepScreenOn: isOn, fail: () => undefined });
};

export const vibrate = (strength: 'light' | 'medium'): void => {
  wx.vibrateShort({ type: strength, fail: () => undefined });
};

let leftAt: number | undefined;
wx.onAppHide(() => {
  leftAt = Date.now();
});

export function listenForReturn(onReturn: (awayMs: number) => void): () => void {
  const listener = (): void => onReturn(leftAt === undefined ? 0 : Date.now() - leftAt);
  wx.onAppShow(listener);
  return () => wx.offAppShow(listener);
}
