import { type ReactNode, useState } from 'react';
import type { Credits } from '../../../../contract/relay/credits.ts';
import { CreditsView, type CreditsViewProps } from '../../../components/more/CreditsView.tsx';
import { creditsStore, runReadCredits } from '../../../journeys/credits/run-credits.ts';
import { useWords } from '../../../journeys/settings/use-settings.ts';
import { copyText } from '../../../platform/clipboard';
import { say } from '../../../platform/dialog';
import { usePageShow } from '../../../platform/navigation.ts';
import { useStore } from '../../../store.ts';
import type { Translate } from '../../../strings/translate.ts';
import { Screen } from '../../screen.tsx';

const DAY_MS = 86_400_000;

/** What is left and where more comes from. Never a price. */
export default function CreditsPage(): ReactNode {
  const t = useWords();
  const state = useStore(creditsStore);
  const [isFresh, setFresh] = useState(false);
  const [isAnswered, answer] = useState(false);
  const refresh = (): void => void runReadCredits().then(setFresh);
  usePageShow(() => void runReadCredits());
  const { credits } = state;
  return (
    <Screen bar={{ title: t('credits.title') }}>
      <CreditsView
        title={t('credits.now')}
        unit={t('credits.title')}
        loadingLabel={t('common.loading')}
        {...(credits ? describeBalance(credits, t) : {})}
        {...(state.step === 'failed' ? { failure: { text: t('credits.fail'), onPress: refresh } } : {})}
        {...(credits?.bindUrl === undefined ? {} : { link: describeLink(credits.bindUrl, t) })}
        refresh={{
          text: t('credits.refresh'),
          ...(isFresh && state.step === 'ready' ? { value: t('credits.updated') } : {}),
          onPress: refresh,
        }}
        how={{ text: t('credits.how'), ...(isAnswered ? { answer: t('credits.how_answer') } : {}), onPress: () => answer(!isAnswered) }}
      />
    </Screen>
  );
}

function describeBalance(credits: Credits, t: Translate): Pick<CreditsViewProps, 'balance' | 'legend' | 'expiry' | 'note'> {
  const { available, frozen, total, expiresAt, bindUrl } = credits;
  const used = Math.max(0, total - available - frozen);
  const days = expiresAt === undefined ? undefined : Math.ceil((expiresAt - Date.now()) / DAY_MS);
  const note =
    frozen > 0 ? t('credits.frozen_desc', { n: frozen }) : available === 0 && bindUrl === undefined ? t('credits.topup_desc') : undefined;
  return {
    balance: { available, frozen, total },
    legend: {
      available: t('credits.available', { n: available }),
      frozen: t('credits.frozen', { n: frozen }),
      used: t('credits.used', { n: used }),
      total: t('credits.total', { n: total }),
    },
    ...(days === undefined ? {} : { expiry: days > 0 ? t('credits.expire', { n: days }) : t('credits.expired') }),
    ...(note === undefined ? {} : { note }),
  };
}

function describeLink(address: string, t: Translate): NonNullable<CreditsViewProps['link']> {
  return {
    title: t('credits.more_title'),
    detail: t('credits.more_desc'),
    address,
    copy: t('credits.copy'),
    steps: [t('credits.s1'), t('credits.s2'), t('credits.s3')],
    onCopy: () => void copyText(address).then((isCopied) => say(t(isCopied ? 'credits.copied' : 'credits.copy_fail'))),
  };
}
