/** Calls back when a new version has been fetched. `apply` restarts the app: never while something uploads. */
export declare const listenForUpdate: (onReady: (apply: () => void) => void) => void;
