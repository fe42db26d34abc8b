import type { ReactNode } from 'react';
import { PrivacySheet } from '../components/more/PrivacySheet.tsx';
import { useWords } from '../journeys/settings/use-settings.ts';
import { hasAlbum } from '../platform/album';
import { agreeOpenType, openPrivacyContract } from '../platform/privacy';

export type PrivacyQuestionProps = { contractName: string; onAgree: () => void; onDecline: () => void };

/** What will be used and when, before anything is. WeChat counts only a tap on its own kind of button. */
export function PrivacyQuestion({ contractName, onAgree, onDecline }: PrivacyQuestionProps): ReactNode {
  const t = useWords();
  const agreed = agreeOpenType ? { native: { openType: agreeOpenType, onAgreePrivacyAuthorization: onAgree } } : { onPress: onAgree };
  return (
    <PrivacySheet
      title={t('privacy.title')}
      detail={t('privacy.desc')}
      rows={[
        { icon: 'picture', title: t('privacy.r1'), detail: t('privacy.r1_d') },
        ...(hasAlbum ? [{ icon: 'save', title: t('privacy.r2'), detail: t('privacy.r2_d') } as const] : []),
        { icon: 'copy', title: t('privacy.r3'), detail: t('privacy.r3_d') },
      ]}
      {...(contractName === ''
        ? {}
        : { guide: { before: t('privacy.more', { name: '' }).trim(), name: contractName, onPress: openPrivacyContract } })}
      agree={{ text: t('privacy.agree'), ...agreed }}
      decline={{ text: t('privacy.decline'), onPress: onDecline }}
      closeLabel={t('common.close')}
    />
  );
}
