import { type ReactNode, useEffect, useRef } from 'react';
import { Hero } from '../../components/home/Hero.tsx';
import { CreditsPill, SectionTitle } from '../../components/home/SectionTitle.tsx';
import { Banner } from '../../components/primitive/Banner.tsx';
import { Chip, ChipRow } from '../../components/primitive/Chip.tsx';
import { IconButton } from '../../components/primitive/IconButton.tsx';
import { creditsStore, runReadCredits } from '../../journeys/credits/run-credits.ts';
import { homeStore, runLoadHome } from '../../journeys/home/run-home.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { canPickFromCamera, canPickFromChat, listenForFiles, readForwardedFiles } from '../../platform/media';
import { openPage, pathOf, usePageShow, useShareCard } from '../../platform/navigation.ts';
import { useStore } from '../../store.ts';
import type { StringKey } from '../../strings/zh-CN.ts';
import type { IconName } from '../../theme/icons.ts';
import { Screen } from '../screen.tsx';
import { usePick } from '../use-pick.tsx';
import { Recent } from './recent.tsx';
import { useBegin } from './use-begin.ts';
import { useLiveRows } from './use-live-rows.ts';

const chips: { key: StringKey; label: StringKey; icon: IconName; tone: 'video' | 'text' | 'audio' }[] = [
  { key: 'chip.trim_sub', label: 'chip.trim_sub_short', icon: 'scissors', tone: 'video' },
  { key: 'chip.moments30', label: 'chip.moments30_short', icon: 'clock', tone: 'text' },
  { key: 'chip.music', label: 'chip.music', icon: 'music', tone: 'audio' },
];

export default function HomePage(): ReactNode {
  const t = useWords();
  const home = useStore(homeStore);
  const { pick, question, isPicking } = usePick();
  const { begin, isBeginning } = useBegin();
  usePageShow(() => {
    void runLoadHome();
    void runReadCredits();
  });
  useLiveRows(home.projects);
  useForwarded(begin);
  useShareCard({ title: t('app.tagline'), path: pathOf('home') });
  return (
    <Screen
      isRoot
      bar={{ brand: t('app.name'), actions: <HomeActions /> }}
      {...(home.step === 'failed' && home.failure === 'offline' ? { head: <Banner text={t('home.offline')} testId="home.offline" /> } : {})}
      overlay={question}
    >
      <Hero
        title={[t('home.hero_1'), t('home.hero_2')]}
        detail={[t('home.hero_sub_1'), t('home.hero_sub_2')]}
        caption={t('home.hero_caption')}
        pick={{
          text: t(isPicking || isBeginning ? 'pick.preparing' : 'home.pick'),
          onPress: () => void pick('album', (files) => void begin(files)),
        }}
        {...(canPickFromChat
          ? { fromChat: { text: t('home.from_chat'), onPress: () => void pick('chat', (files) => void begin(files)) } }
          : {})}
        {...(!canPickFromChat && canPickFromCamera
          ? { shoot: { text: t('home.shoot'), onPress: () => void pick('camera', (files) => void begin(files)) } }
          : {})}
      />
      {home.step !== 'failed' && home.projects.length === 0 ? null : (
        <Suggestions onPick={(message) => void pick('album', (files) => void begin(files, message))} />
      )}
      <Recent home={home} />
    </Screen>
  );
}

/** What to say, for who knows how it goes: a newcomer reads that first. */
function Suggestions({ onPick }: { onPick: (message: string) => void }): ReactNode {
  const t = useWords();
  return (
    <>
      <SectionTitle kind="quiet" text={t('home.try')} />
      <ChipRow place="page">
        {chips.map(({ key, label, icon, tone }, index) => (
          <Chip
            key={key}
            text={t(label)}
            icon={icon}
            iconTone={tone}
            shape="square"
            testId={`home.chip-${index}`}
            onPress={() => onPick(t(key))}
          />
        ))}
      </ChipRow>
    </>
  );
}

/** Files that come without a tap on "pick": dropped, pasted, or sent here from a chat. */
function useForwarded(begin: ReturnType<typeof useBegin>['begin']): void {
  const latest = useRef(begin);
  latest.current = begin;
  useEffect(() => {
    const files = readForwardedFiles();
    if (files.length > 0) void latest.current(files);
    return listenForFiles((dropped) => void latest.current(dropped));
  }, []);
}

function HomeActions(): ReactNode {
  const t = useWords();
  const { credits } = useStore(creditsStore);
  const available = credits?.available;
  return (
    <>
      <CreditsPill
        text={available === undefined ? t('credits.title') : String(available)}
        label={available === undefined ? t('credits.title') : t('a11y.credits', { n: available })}
        onPress={() => openPage('credits')}
      />
      <IconButton icon="sliders" iconSize={22} label={t('settings.title')} testId="home.settings" onPress={() => openPage('settings')} />
    </>
  );
}
