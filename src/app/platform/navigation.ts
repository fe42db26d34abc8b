import Taro, { useDidHide, useDidShow, useRouter, useShareAppMessage } from '@tarojs/taro';

const pages = {
  home: '/pages/home/index',
  editor: '/pages/editor/index',
  preview: '/pages/preview/index',
  export: '/pages/export/index',
  batch: '/pages/batch/index',
  credits: '/pages/more/credits/index',
  settings: '/pages/more/settings/index',
  share: '/pages/more/share/index',
} as const;

export type PageName = keyof typeof pages;

/** Path of a page with its parameters, as `wx.onShareAppMessage` wants it too. */
export function pathOf(page: PageName, params: Record<string, string> = {}): string {
  const query = Object.entries(params).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return query.length === 0 ? pages[page] : `${pages[page]}?${query.join('&')}`;
}

/** As long as a page takes to come or go. A second tap within it is of an unsteady hand, or meant for the page that is leaving. */
const CHANGE_MS = 400;
/** A busy phone takes longer; after this long the way was lost, and may be gone again. */
const LONGEST_CHANGE_MS = 3_000;

let change = { way: '', until: 0 };

/** Whether to go this way: not twice within one change of page. */
function isFirst(way: string): boolean {
  const at = Date.now();
  if (change.way === way && at < change.until) return false;
  change = { way, until: at + LONGEST_CHANGE_MS };
  return true;
}

const complete = (): void => {
  change.until = Date.now() + CHANGE_MS;
};

export const openPage = (page: PageName, params?: Record<string, string>): void => {
  const url = pathOf(page, params);
  if (isFirst(url)) void Taro.navigateTo({ url, complete });
};

/** Opens a page in place of this one: back leads past it. */
export const replacePage = (page: PageName, params?: Record<string, string>): void => {
  void Taro.redirectTo({ url: pathOf(page, params) });
};

/** Back to the page before; home when there is none, as after a reload or from a shared card. */
export function closePage(): void {
  if (!isFirst('back')) return;
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack({ complete });
  else void Taro.reLaunch({ url: pages.home, complete });
}

/** Back to a page that is just below this one; in place of this one where it is not, as after a reload. */
export function returnTo(page: PageName, params: Record<string, string>): void {
  const below = Taro.getCurrentPages().at(-2)?.route ?? '';
  if (pages[page].endsWith(below.replace(/^\//, '').split('?')[0] ?? '') && below !== '') void Taro.navigateBack();
  else replacePage(page, params);
}

export const goHome = (): void => {
  void Taro.reLaunch({ url: pages.home });
};

/** A parameter of the page's address; empty when it is missing. */
export function usePageParam(name: string): string {
  const value = useRouter().params[name];
  return value === undefined ? '' : decodeURIComponent(value);
}

export const usePageShow = (onShow: () => void): void => useDidShow(onShow);

export const usePageHide = (onHide: () => void): void => useDidHide(onHide);

export type ShareCard = { title: string; path: string; imageUrl?: string };

/** The card that WeChat's own "forward" sends; `link` is made only when the person really forwards. */
export function useShareCard(card: ShareCard, link?: () => Promise<string>): void {
  useShareAppMessage(() => ({ ...card, ...(link ? { promise: link().then((path) => ({ ...card, path })) } : {}) }));
}
