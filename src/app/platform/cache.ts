/** Bytes this app keeps on the phone only for comfort: lists and pictures that can be had again. */
export declare const readCacheBytes: () => Promise<number>;

/** Gives that room back. What the person chose or wrote stays. */
export declare const emptyCache: () => Promise<void>;
