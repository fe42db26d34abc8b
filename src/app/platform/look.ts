export type Theme = 'light' | 'dark';

/** What the phone or the browser says about how it wants to be shown. */
export type SystemLook = { theme: Theme; fontScale: number; language: string; reducesMotion: boolean };

export declare const readSystemLook: () => SystemLook;

export declare const listenForSystemLook: (onChange: () => void) => () => void;

/** Sets what lies outside our own tree: the document of a browser, the window of WeChat. */
export declare const paintWindow: (look: { theme: Theme; fontScale: number; reducesMotion: boolean; language: string }) => void;
