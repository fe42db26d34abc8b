import { creditsStore, runReadCredits } from '../journeys/credits/run-credits.ts';
import { copyText } from '../platform/clipboard';
import { say } from '../platform/dialog';
import { openPage } from '../platform/navigation.ts';
import type { Translate } from '../strings/translate.ts';

/** Copies the registration link that keeps the trial account; where there is none, the credits page explains. */
export async function copyBindLink(t: Translate): Promise<void> {
  if (creditsStore.read().credits === undefined) await runReadCredits();
  const url = creditsStore.read().credits?.bindUrl;
  if (url === undefined) return openPage('credits');
  say(t((await copyText(url)) ? 'credits.copied' : 'credits.copy_fail'));
}
