import type { ReactNode } from 'react';
import { PrivacySheet, type PrivacySheetProps } from '../components/more/PrivacySheet.tsx';
import { useWords } from '../journeys/settings/use-settings.ts';
import { hasAlbum } from '../platform/album';
import { agreeOpenType, openPrivacyContract } from '../platform/privacy';
import type { Translate } from '../strings/translate.ts';

export type PrivacyQuestionProps = { contractName: string; agree: string; onAgree: () => void; onDecline: () => void };

/** What will be used and when, before anything is. WeChat counts only a tap on its own kind of button. */
export function PrivacyQuestion({ contractName, agree, onAgree, onDecline }: PrivacyQuestionProps): ReactNode {
  const t = useWords();
  const agreed = agreeOpenType ? { native: { openType: agreeOpenType, onAgreePrivacyAuthorization: onAgree } } : { onPress: onAgree };
  return (
    <PrivacySheet
      {...describeUse(t)}
      {...(contractName === ''
        ? {}
        : { guide: { before: t('privacy.more', { name: '' }).trim(), name: contractName, onPress: openPrivacyContract } })}
      agree={{ text: agree, ...agreed }}
      decline={{ text: t('privacy.decline'), onPress: onDecline }}
      closeLabel={t('common.close')}
      onClose={onDecline}
    />
  );
}

/** The same to be read again, where WeChat has no page for it. */
export function PrivacyGuide({ onClose }: { onClose: () => void }): ReactNode {
  const t = useWords();
  const what = { ...describeUse(t), title: t('settings.privacy') };
  return <PrivacySheet {...what} agree={{ text: t('common.ok'), onPress: onClose }} closeLabel={t('common.close')} onClose={onClose} />;
}

const describeUse = (t: Translate): Pick<PrivacySheetProps, 'title' | 'detail' | 'rows'> => ({
  title: t('privacy.title'),
  detail: t('privacy.desc'),
  rows: [
    { icon: 'picture', title: t('privacy.r1'), detail: t('privacy.r1_d') },
    ...(hasAlbum ? [{ icon: 'save', title: t('privacy.r2'), detail: t('privacy.r2_d') } as const] : []),
    { icon: 'copy', title: t('privacy.r3'), detail: t('privacy.r3_d') },
  ],
});
