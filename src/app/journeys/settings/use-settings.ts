import { useMemo } from 'react';
import { useStore } from '../../store.ts';
import { createTranslate, type Translate } from '../../strings/translate.ts';
import { lookStore, settingsStore } from './run-settings.ts';
import type { Look, Settings } from './settings.ts';

export const useLook = (): Look => useStore(lookStore);

export const useSettings = (): Settings => useStore(settingsStore);

/** Words in the person's language; a change of language draws again whatever uses it. */
export function useWords(): Translate {
  const { language } = useLook();
  return useMemo(() => createTranslate(language), [language]);
}
