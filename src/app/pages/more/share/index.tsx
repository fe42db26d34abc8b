import { type ReactNode, useEffect, useState } from 'react';
import { ShareLanding } from '../../../components/more/ShareLanding.tsx';
import { useWords } from '../../../journeys/settings/use-settings.ts';
import { runReadShared, type Shared, type SharedState } from '../../../journeys/share/run-share.ts';
import { goHome, usePageParam } from '../../../platform/navigation.ts';
import { startVideo } from '../../../platform/player';
import { addressOf } from '../../../relay.ts';
import type { Translate } from '../../../strings/translate.ts';
import { Screen } from '../../screen.tsx';
import { formatSeconds } from '../../words/format.ts';

function detailOf(shared: Shared | undefined, t: Translate): string {
  const length = shared ? t('unit.seconds', { n: formatSeconds(shared.durationMs) }) : '';
  return [t('share.from_friend'), length, t('share.ai')].filter((part) => part !== '').join(' · ');
}

/** Behind a share card. It plays only when asked to: WeChat forbids films that start by themselves. */
export default function SharePage(): ReactNode {
  const shareId = usePageParam('id');
  const t = useWords();
  const [state, setState] = useState<SharedState>({ step: 'loading' });
  const [isPlaying, play] = useState(false);
  const read = (): void => void runReadShared(shareId).then(setState);
  useEffect(read, [shareId]);
  const failure = state.step === 'failed' ? state.failure : undefined;
  const isGone = failure === 'not_found';
  useEffect(() => {
    if (isPlaying) startVideo('share-video');
  }, [isPlaying]);
  const shared = state.step === 'ready' ? state.shared : undefined;
  return (
    <Screen isRoot tone="night" body="fixed" isFullBleed bar={{ isOverPicture: true, brand: t('app.name') }}>
      <ShareLanding
        title={failure === undefined ? (shared?.title ?? '') : t(isGone ? 'share.gone' : 'home.load_fail')}
        detail={failure === undefined ? detailOf(shared, t) : t('app.tagline')}
        {...(shared?.posterUrl === undefined ? {} : { pictureUrl: addressOf(shared.posterUrl) })}
        playLabel={t('a11y.play')}
        {...(shared && isPlaying ? { videoUrl: addressOf(shared.url) } : {})}
        start={failure === undefined || isGone ? { text: t('share.cta'), onPress: goHome } : { text: t('common.retry'), onPress: read }}
        {...(shared ? { onPlay: () => play(true) } : {})}
      />
    </Screen>
  );
}
