/** What sends the words from the keyboard. The build takes `send-key.weapp.ts` or `send-key.h5.ts`. */
export declare const sendKey: (onSend: () => void) => Readonly<Record<string, unknown>>;
