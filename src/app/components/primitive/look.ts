import { createContext, useContext } from 'react';

/** What the person chose for the whole app. `scale` is the text size: 1 is WeChat's standard, 1.4 its care mode. */
export interface Look {
  theme: 'auto' | 'light' | 'dark';
  scale: number;
  isStill: boolean;
  /** Of the window, in CSS pixels. */
  widthPx: number;
  heightPx: number;
}

export const standardLook: Look = { theme: 'auto', scale: 1, isStill: false, widthPx: 375, heightPx: 812 };

export const LookContext = createContext<Look>(standardLook);

/** From this text size on, rows stack, buttons grow and the stage folds. */
const LARGE_TEXT = 1.25;

/** By context and not by a class above: WeChat does not match descendant selectors across the custom components Taro nests deep trees in. */
export const useLargeText = (): boolean => useContext(LookContext).scale >= LARGE_TEXT;

/** Below this height, as on a phone held sideways, the chat would have no room beside the whole timeline. */
const LOW_WINDOW_PX = 480;

export const useLowWindow = (): boolean => useContext(LookContext).heightPx < LOW_WINDOW_PX;
