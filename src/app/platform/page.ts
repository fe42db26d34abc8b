/** Room that WeChat's own capsule and the status bar take at the top, in px. Nothing of it in a browser. */
export type TopRoom = { statusPx: number; barPx: number; capsulePx: number };

export declare const readTopRoom: () => TopRoom;

/** Keeps the phone awake: a locked screen cuts every upload after 5 seconds. */
export declare const keepScreenOn: (isOn: boolean) => void;

export declare const vibrate: (strength: 'light' | 'medium') => void;

/** Calls back when the app comes to the front, with the time it was away in ms. */
export declare const listenForReturn: (onReturn: (awayMs: number) => void) => () => void;

/** Calls back when the app leaves the front. */
export declare const listenForLeave: (onLeave: () => void) => () => void;
