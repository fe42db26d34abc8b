/** A one-time code for the relay, good for 5 minutes. `undefined` where there is no WeChat. */
export declare const readLoginCode: () => Promise<string | undefined>;
