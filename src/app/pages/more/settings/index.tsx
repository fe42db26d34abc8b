import { type ReactNode, useState } from 'react';
import { type SettingsRow, SettingsView } from '../../../components/more/SettingsView.tsx';
import { isWeapp, version } from '../../../config.ts';
import { changeSettings } from '../../../journeys/settings/run-settings.ts';
import type { Settings } from '../../../journeys/settings/settings.ts';
import { useSettings, useWords } from '../../../journeys/settings/use-settings.ts';
import { openAlbumSettings } from '../../../platform/album';
import { readCacheBytes } from '../../../platform/cache';
import { usePageShow } from '../../../platform/navigation.ts';
import { openPrivacyContract } from '../../../platform/privacy';
import type { Translate } from '../../../strings/translate.ts';
import type { StringKey } from '../../../strings/zh-CN.ts';
import { PrivacyGuide } from '../../privacy-question.tsx';
import { Screen } from '../../screen.tsx';
import { formatBytes } from '../../words/format.ts';
import { clearCache, erase, openAbout, openHelp, pickOne, signOut } from './doings.ts';

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
  const [isReading, read] = useState(false);
  const cache = useCache();
  // WeChat has the guide as a page of its own.
  const openGuide = isWeapp ? openPrivacyContract : () => read(true);
  return (
    <Screen bar={{ title: t('settings.title') }} overlay={isReading ? <PrivacyGuide onClose={() => read(false)} /> : null}>
      <SettingsView
        theme={{
          title: t('settings.look'),
          value: settings.theme,
          options: (['auto', 'light', 'dark'] as const).map((value) => ({ value, text: t(`settings.theme_${value}`) })),
          onChange: (theme) => changeSettings({ theme }),
        }}
        groups={[
          { id: 'words', rows: wordRows(settings, t) },
          { id: 'privacy', title: t('settings.privacy_group'), rows: privacyRows({ openGuide, cache }, t) },
          { id: 'about', rows: aboutRows(t) },
        ]}
      />
    </Screen>
  );
}

type Cache = { bytes: number; measure: () => void };

function useCache(): Cache {
  const [bytes, setBytes] = useState(0);
  const measure = (): void => void readCacheBytes().then(setBytes);
  usePageShow(measure);
  return { bytes, measure };
}

function wordRows(settings: Settings, t: Translate): SettingsRow[] {
  const { language, textSize, reducesMotion } = settings;
  return [
    {
      id: 'language',
      icon: 'globe',
      text: t('settings.lang'),
      value: t(languages[language]),
      sign: 'forward',
      onPress: () =>
        void pickOne({ title: 'settings.lang', options: languages, chosen: language }, t, (chosen) => changeSettings({ language: chosen })),
    },
    {
      id: 'font',
      icon: 'letters',
      text: t('settings.font'),
      value: t(sizes[textSize]),
      onPress: () =>
        void pickOne({ title: 'settings.font', options: sizes, chosen: textSize }, t, (chosen) => changeSettings({ textSize: chosen })),
    },
    {
      id: 'motion',
      icon: 'spark',
      text: t('settings.motion'),
      toggle: { isOn: reducesMotion, onChange: (isOn) => changeSettings({ reducesMotion: isOn }) },
    },
  ];
}

function privacyRows({ openGuide, cache }: { openGuide: () => void; cache: Cache }, t: Translate): SettingsRow[] {
  const permissions: SettingsRow = {
    id: 'permissions',
    icon: 'picture',
    text: t('settings.perms'),
    sign: 'forward',
    onPress: () => void openAlbumSettings(false),
  };
  return [
    { id: 'privacy', icon: 'shield', text: t('settings.privacy'), sign: 'forward', onPress: openGuide },
    ...(isWeapp ? [permissions] : []),
    {
      id: 'cache',
      icon: 'retry',
      text: t('settings.cache'),
      value: formatBytes(cache.bytes, t),
      onPress: () => void clearCache(cache.bytes, t).then(cache.measure),
    },
    { id: 'signout', icon: 'lock', text: t('settings.signout'), onPress: () => void signOut(t) },
    { id: 'wipe', icon: 'trash', text: t('settings.wipe'), isDanger: true, onPress: () => void erase(t) },
  ];
}

function aboutRows(t: Translate): SettingsRow[] {
  return [
    { id: 'help', icon: 'chat', text: t('settings.help'), sign: 'forward', onPress: () => void openHelp(t) },
    {
      id: 'about',
      icon: 'info',
      text: t('settings.about', { name: t('app.name') }),
      value: version,
      isMeta: true,
      onPress: () => void openAbout(t),
    },
  ];
}
