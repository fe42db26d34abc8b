import { type ReactNode, useEffect, useRef } from 'react';
import { Banner } from '../../components/primitive/Banner.tsx';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { say } from '../../platform/dialog';
import { useNetwork } from '../use-network.ts';
import type { Editor } from './use-editor.ts';

/** One line above the page while what it shows may be old: there is no network, or the relay did not answer. */
export function StateBanner({ editor }: { editor: Editor }): ReactNode {
  const t = useWords();
  const isOffline = useNetwork() === 'none';
  const wasOffline = useRef(false);
  useEffect(() => {
    if (wasOffline.current && !isOffline) {
      say(t('err.back_online'));
      editor.reload();
    }
    wasOffline.current = isOffline;
  });
  if (isOffline) return <Banner text={t('err.offline')} note={t('err.saved_hint')} testId="editor.offline" />;
  const isStale = editor.project.step === 'ready' && editor.project.staleBy !== undefined;
  return isStale ? (
    <Banner text={t('home.load_fail')} note={t('common.retry')} icon="retry" testId="editor.stale" onPress={editor.reload} />
  ) : null;
}
