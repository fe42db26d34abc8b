import { type Credits, readCredits } from '../../../contract/relay/credits.ts';
import { readStored, writeStored } from '../../platform/storage.ts';
import { call } from '../../relay.ts';
import { createStore } from '../../store.ts';

/** The last known credits stay on screen when a refresh fails, also after the app was killed. */
export type CreditsState =
  | { step: 'loading'; credits?: Credits }
  | { step: 'ready'; credits: Credits }
  | { step: 'failed'; credits?: Credits };

const KEY = 'cache.credits';

const readCached = (): Credits | undefined => readCredits.reply.safeParse(readStored(KEY)).data;

export const creditsStore = createStore<CreditsState>({ step: 'loading', credits: readCached() });

export async function runReadCredits(): Promise<boolean> {
  const known = creditsStore.read().credits;
  creditsStore.write({ step: 'loading', credits: known });
  try {
    const credits = await call(readCredits);
    creditsStore.write({ step: 'ready', credits });
    writeStored(KEY, credits);
    return true;
  } catch {
    creditsStore.write({ step: 'failed', credits: known });
    return false;
  }
}
