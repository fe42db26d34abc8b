export type TextQuestion = { title: string; text: string; yes: string; no: string };

/** Asks for a line of text, `text` to begin with; `undefined` when the person turned back. */
export declare const askForText: (question: TextQuestion) => Promise<string | undefined>;
