/** Asks for one notice on WeChat. Must be called in a tap. One agreement, one notice. */
export declare const askForNotice: (templateId: string) => Promise<boolean>;

export declare const hasNotices: boolean;
