/** Room that the status bar takes above our bar, how high the bar is, and what WeChat's capsule takes of its width. */
export type Insets = { topPx: number; heightPx: number; sidePx: number };

export declare const readInsets: () => Insets;

/** Width that the app has, in CSS pixels: of a desktop window, what a phone-wide column takes. */
export declare const readWidth: () => number;

/** Height of the window, in CSS pixels. */
export declare const readHeight: () => number;

export declare const listenForResize: (onResize: () => void) => () => void;

/** Keeps the phone awake: a locked screen cuts every upload after 5 seconds. */
export declare const keepScreenOn: (isOn: boolean) => void;

export declare const vibrate: (strength: 'light' | 'medium') => void;

/** Calls back when the app comes to the front, with the time it was away in ms. */
export declare const listenForReturn: (onReturn: (awayMs: number) => void) => () => void;
