import { version } from '../../../config.ts';
import { runErase, runSignOut } from '../../../journeys/settings/run-settings.ts';
import { emptyCache } from '../../../platform/cache';
import { copyText } from '../../../platform/clipboard';
import { ask, choose, say, tell } from '../../../platform/dialog';
import { goHome } from '../../../platform/navigation.ts';
import type { Translate } from '../../../strings/translate.ts';
import type { StringKey } from '../../../strings/zh-CN.ts';
import { readAppDiagnosis } from '../../diagnosis.ts';
import { formatBytes } from '../../words/format.ts';

export async function pickOne<Value extends string>(
  { title, options, chosen }: { title: StringKey; options: Record<Value, StringKey>; chosen: Value },
  t: Translate,
  onPick: (value: Value) => void,
): Promise<void> {
  const values = Object.keys(options) as Value[];
  const labels = values.map((value) => (value === chosen ? `${t(options[value])} · ${t('a11y.selected')}` : t(options[value])));
  const choice = await choose(labels, t('common.cancel'), t(title));
  const value = choice === undefined ? undefined : values[choice];
  if (value !== undefined) onPick(value);
}

/** True when the cache was emptied. */
export async function clearCache(bytes: number, t: Translate): Promise<boolean> {
  if (bytes === 0) {
    say(t('settings.cache_none'));
    return false;
  }
  const isSure = await ask({
    title: t('settings.cache_title', { size: formatBytes(bytes, t) }),
    text: t('settings.cache_desc'),
    yes: t('settings.cache'),
    no: t('common.cancel'),
  });
  if (!isSure) return false;
  await emptyCache();
  say(t('settings.cache_done'));
  return true;
}

export async function signOut(t: Translate): Promise<void> {
  const isSure = await ask({
    title: t('settings.signout_title'),
    text: t('settings.signout_desc'),
    yes: t('settings.signout'),
    no: t('common.cancel'),
  });
  if (!isSure) return;
  await runSignOut();
  goHome();
}

/** Must really delete at the relay before it says so. */
export async function erase(t: Translate): Promise<void> {
  const isSure = await ask({
    title: t('settings.wipe_title'),
    text: t('settings.wipe_desc'),
    yes: t('settings.wipe_ok'),
    no: t('common.cancel'),
    isDangerous: true,
  });
  if (!isSure) return;
  await runErase().then(
    () => {
      say(t('settings.wipe_done'));
      goHome();
    },
    () => say(t('settings.wipe_fail')),
  );
}

/** What helps whoever is asked for help leaves by the clipboard. */
export async function openHelp(t: Translate): Promise<void> {
  const wantsDetails = await ask({
    title: t('settings.help'),
    text: t('settings.help_text'),
    yes: t('err.feedback'),
    no: t('common.close'),
  });
  if (wantsDetails && (await copyText(readAppDiagnosis()))) say(t('common.copied'));
}

export function openAbout(t: Translate): Promise<void> {
  const lines = [t('app.tagline'), t('app.ai_notice'), t('settings.about_text', { v: version })];
  return tell({ title: t('settings.about', { name: t('app.name') }), text: lines.join('\n'), ok: t('common.ok') });
}
