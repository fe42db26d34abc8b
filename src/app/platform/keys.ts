/** Listens for the keys that take back and repeat, outside of fields, until the returned function is called. A phone has none. */
export declare const listenForHistoryKeys: (onKey: (way: 'undo' | 'redo') => void) => () => void;
