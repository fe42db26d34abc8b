/** Fetches a new version in the background and tells when it is there. WeChat uses it at the next cold start, so nothing that runs is ever cut off. */
export declare const listenForUpdate: (onReady: () => void) => void;
