import { type Credits, readCredits } from '../../../contract/relay/credits.ts';
import { call } from '../../relay.ts';
import { createStore } from '../../store.ts';

/** The last known credits stay on screen when a refresh fails. */
export type CreditsState =
  | { step: 'loading'; credits?: Credits }
  | { step: 'ready'; credits: Credits }
  | { step: 'failed'; credits?: Credits };

export const creditsStore = createStore<CreditsState>({ step: 'loading' });

export async function runReadCredits(): Promise<boolean> {
  const known = creditsStore.read().credits;
  creditsStore.write({ step: 'loading', credits: known });
  try {
    creditsStore.write({ step: 'ready', credits: await call(readCredits) });
    return true;
  } catch {
    creditsStore.write({ step: 'failed', credits: known });
    return false;
  }
}
