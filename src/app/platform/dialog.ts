export type Question = { title: string; text?: string; yes: string; no: string; isDangerous?: boolean };

/** A question with two answers. True for yes. */
export declare const ask: (question: Question) => Promise<boolean>;

/** Number of the option taken; `undefined` when the person turned back. */
export declare const choose: (options: string[], cancel: string, title?: string) => Promise<number | undefined>;

/** Something to read, with one button. */
export declare const tell: (notice: { title: string; text: string; ok: string }) => Promise<void>;

export type TextQuestion = { title: string; text: string; yes: string; no: string };

/** Asks for a line of text, `text` to begin with; `undefined` when the person turned back. */
export declare const askForText: (question: TextQuestion) => Promise<string | undefined>;

/** One short line that goes by itself. */
export declare const say: (text: string) => void;
