import { type ReactNode, useState } from 'react';
import type { Credits } from '../../../../contract/relay/credits.ts';
import { CreditsView, type CreditsViewProps } from '../../../components/more/CreditsView.tsx';
import { creditsStore, runReadCredits } from '../../../journeys/credits/run-credits.ts';
import { useWords } from '../../../journeys/settings/use-settings.ts';
import { copyText } from '../../../platform/clipboard';
import { say } from '../../../platform/dialog';
import { usePageShow } from '../../../platform/navigation.ts';
import { asksBeforeCopying } from '../../../platform/privacy';
import { useStore } from '../../../store.ts';
import type { Translate } from '../../../strings/translate.ts';
import { Screen } from '../../screen.tsx';
import { useConsent } from '../../use-consent.tsx';

const DAY_MS = 86_400_000;

/** What is left and where more comes from. Never a price. */
export default function CreditsPage(): ReactNode {
  const t = useWords();
  const state = useStore(creditsStore);
  const [isFresh, setFresh] = useState(false);
  const [isAnswered, answer] = useState(false);
  const refresh = (): void => void runReadCredits().then(setFresh);
  usePageShow(() => void runReadCredits());
  const { withConsent, question } = useConsent();
  const { credits } = state;
  const copy = (address: string): void => {
    const act = (): void => void copyText(address).then((isCopied) => say(t(isCopied ? 'credits.copied' : 'credits.copy_fail')));
    if (asksBeforeCopying) void withConsent(t('privacy.agree_other'), act);
    else act();
  };
  return (
    <Screen bar={{ title: t('credits.title') }} overlay={question}>
      <CreditsView
        title={t('credits.now')}
        unit={t('credits.title')}
        loadingLabel={t('common.loading')}
        {...(credits ? describeBalance(credits, t) : {})}
        {...(state.step === 'failed' ? { failure: { text: t('credits.fail'), onPress: refresh } } : {})}
        {...(credits?.bindUrl === undefined
          ? {}
          : { link: describeLink(credits.bindUrl, { t, onCopy: () => copy(credits.bindUrl ?? '') }) })}
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
  const { available, frozen, total, expiresAt } = credits;
  const used = Math.max(0, total - available - frozen);
  const days = expiresAt === undefined ? undefined : Math.ceil((expiresAt - Date.now()) / DAY_MS);
  const note = noteOf(credits, t);
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

/** From this share of all on, credits are running low. */
const LOW_SHARE = 0.1;

function noteOf({ available, frozen, total, bindUrl }: Credits, t: Translate): string | undefined {
  if (frozen > 0) return t('credits.frozen_desc', { n: frozen });
  if (available === 0 && bindUrl === undefined) return t('credits.topup_desc');
  return available > 0 && available <= total * LOW_SHARE ? t('credits.low', { n: available }) : undefined;
}

function describeLink(address: string, { t, onCopy }: { t: Translate; onCopy: () => void }): NonNullable<CreditsViewProps['link']> {
  return {
    title: t('credits.more_title'),
    detail: t('credits.more_desc'),
    address,
    copy: t('credits.copy'),
    steps: [t('credits.s1'), t('credits.s2'), t('credits.s3')],
    onCopy,
  };
}
