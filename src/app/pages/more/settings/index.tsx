import type { ReactNode } from 'react';
import { type SettingsRow, SettingsView } from '../../../components/more/SettingsView.tsx';
import { isWeapp, version } from '../../../config.ts';
import { changeSettings, clearCache, runErase, runSignOut } from '../../../journeys/settings/run-settings.ts';
import type { Settings } from '../../../journeys/settings/settings.ts';
import { useSettings, useWords } from '../../../journeys/settings/use-settings.ts';
import { openAlbumSettings } from '../../../platform/album';
import { copyText } from '../../../platform/clipboard';
import { ask, choose, say } from '../../../platform/dialog';
import { goHome } from '../../../platform/navigation.ts';
import { openPrivacyContract } from '../../../platform/privacy';
import type { Translate } from '../../../strings/translate.ts';
import type { StringKey } from '../../../strings/zh-CN.ts';
import { Screen } from '../../screen.tsx';

const languages: Record<Settings['language'], StringKey> = {
  auto: isWeapp ? 'settings.lang_auto' : 'settings.theme_auto',
  'zh-CN': 'settings.lang_zh',
  en: 'settings.lang_en',
};

const sizes: Record<Settings['textSize'], StringKey> = {
  auto: isWeapp ? 'settings.font_auto' : 'settings.theme_auto',
  standard: 'settings.font_std',
  large: 'settings.font_large',
  extra: 'settings.font_xl',
};

/** Everything takes effect at once; no page is left for it. */
export default function SettingsPage(): ReactNode {
  const t = useWords();
  const settings = useSettings();
  return (
    <Screen bar={{ title: t('settings.title') }}>
      <SettingsView
        theme={{
          title: t('settings.look'),
          value: settings.theme,
          options: (['auto', 'light', 'dark'] as const).map((value) => ({ value, text: t(`settings.theme_${value}`) })),
          onChange: (theme) => changeSettings({ theme }),
        }}
        groups={[
          { id: 'words', rows: wordRows(settings, t) },
          { id: 'privacy', title: t('settings.privacy_group'), rows: privacyRows(t) },
          { id: 'about', rows: aboutRows(t) },
        ]}
      />
    </Screen>
  );
}

function wordRows(settings: Settings, t: Translate): SettingsRow[] {
  return [
    {
      id: 'language',
      icon: 'globe',
      text: t('settings.lang'),
      value: t(languages[settings.language]),
      sign: 'forward',
      onPress: () => void pickOne({ options: languages, chosen: settings.language }, t, (language) => changeSettings({ language })),
    },
    {
      id: 'font',
      icon: 'letters',
      text: t('settings.font'),
      value: t(sizes[settings.textSize]),
      onPress: () => void pickOne({ options: sizes, chosen: settings.textSize }, t, (textSize) => changeSettings({ textSize })),
    },
    {
      id: 'motion',
      icon: 'spark',
      text: t('settings.motion'),
      toggle: { isOn: settings.reducesMotion, onChange: (reducesMotion) => changeSettings({ reducesMotion }) },
    },
  ];
}

function privacyRows(t: Translate): SettingsRow[] {
  const ofWechat: SettingsRow[] = [
    { id: 'privacy', icon: 'shield', text: t('settings.privacy'), sign: 'forward', onPress: openPrivacyContract },
    { id: 'permissions', icon: 'picture', text: t('settings.perms'), sign: 'forward', onPress: () => void openAlbumSettings(false) },
  ];
  return [
    ...(isWeapp ? ofWechat : []),
    { id: 'cache', icon: 'retry', text: t('settings.cache'), onPress: () => void emptyCache(t) },
    { id: 'signout', icon: 'lock', text: t('settings.signout'), onPress: () => void signOut(t) },
    { id: 'wipe', icon: 'trash', text: t('settings.wipe'), isDanger: true, onPress: () => void erase(t) },
  ];
}

function aboutRows(t: Translate): SettingsRow[] {
  return [
    {
      id: 'help',
      icon: 'chat',
      text: t('settings.help'),
      sign: 'forward',
      onPress: () => void copyText(version).then(() => say(t('common.copied'))),
    },
    {
      id: 'about',
      icon: 'info',
      text: t('settings.about', { name: t('app.name') }),
      value: version,
      isMeta: true,
    },
  ];
}

async function pickOne<Value extends string>(
  { options, chosen }: { options: Record<Value, StringKey>; chosen: Value },
  t: Translate,
  onPick: (value: Value) => void,
): Promise<void> {
  const values = Object.keys(options) as Value[];
  const choice = await choose(
    values.map((value) => (value === chosen ? `✓ ${t(options[value])}` : t(options[value]))),
    t('common.cancel'),
  );
  const value = choice === undefined ? undefined : values[choice];
  if (value !== undefined) onPick(value);
}

async function emptyCache(t: Translate): Promise<void> {
  clearCache();
  say(t('settings.cache_done'));
}

async function signOut(t: Translate): Promise<void> {
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
async function erase(t: Translate): Promise<void> {
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
