export type Consent = { isNeeded: boolean /** Name of WeChat's own privacy contract; empty in a browser. */; contractName: string };

/** Whether the person must agree before files can be picked. */
export declare const readConsent: () => Promise<Consent>;

/** Remembers the agreement where WeChat does not. */
export declare const giveConsent: () => void;

/** WeChat counts the clipboard among what needs consent; a browser does not. */
export declare const asksBeforeCopying: boolean;

export declare const openPrivacyContract: () => void;

/** `open-type` of the button that agrees: WeChat counts only a tap on such a button. */
export declare const agreeOpenType: 'agreePrivacyAuthorization' | undefined;
