import type { SystemLook, Theme } from './look.ts';

export function readSystemLook(): SystemLook {
  const { theme, fontSizeScaleFactor, language } = wx.getAppBaseInfo() as WechatMiniprogram.AppBaseInfo & { fontSizeScaleFactor?: number };
  return { theme: theme === 'dark' ? 'dark' : 'light', fontScale: fontSizeScaleFactor ?? 1, language, reducesMotion: false };
}

export function listenForSystemLook(onChange: () => void): () => void {
  const listener = (): void => onChange();
  wx.onThemeChange(listener);
  // Size of text and language change in WeChat's settings, while the app is away.
  wx.onAppShow(listener);
  return () => {
    wx.offThemeChange(listener);
    wx.offAppShow(listener);
  };
}

const windows: Record<Theme, { background: string; text: '#000000' | '#ffffff' }> = {
  light: { background: '#F3F4F1', text: '#000000' },
  dark: { background: '#0E1112', text: '#ffffff' },
};

export function paintWindow({ theme }: { theme: Theme }): void {
  const { background, text } = windows[theme];
  // Both fail while no page is there yet; the next page shown paints again.
  wx.setBackgroundColor({
    backgroundColor: background,
    backgroundColorTop: background,
    backgroundColorBottom: background,
    fail: () => undefined,
  });
  wx.setNavigationBarColor({ frontColor: text, backgroundColor: background, fail: () => undefined });
}
