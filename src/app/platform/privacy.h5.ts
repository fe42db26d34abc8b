import type { Consent } from './privacy.ts';
import { readStored, writeStored } from './storage.ts';

const KEY = 'privacy.agreed';

export const asksBeforeCopying = false;

export const agreeOpenType = undefined;

export const readConsent = async (): Promise<Consent> => ({ isNeeded: readStored(KEY) !== true, contractName: '' });

export const giveConsent = (): void => writeStored(KEY, true);

export const openPrivacyContract = (): void => undefined;
