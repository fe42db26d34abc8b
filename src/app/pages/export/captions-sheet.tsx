import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useState } from 'react';
import type { Export } from '../../../contract/relay/export.ts';
import { Banner } from '../../components/primitive/Banner.tsx';
import { List, ListRow } from '../../components/primitive/List.tsx';
import { Sheet } from '../../components/primitive/Sheet.tsx';
import { type CaptionFiles, type CaptionFormat, runFetchCaptions } from '../../journeys/export/run-captions.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { hasAlbum } from '../../platform/album';
import { handOver } from '../../platform/document';
import type { ShareOutcome } from '../../platform/share';
import styles from './captions-sheet.module.css';

type State = { step: 'fetching' } | { step: 'here'; files: CaptionFiles } | { step: 'failed' };

const formats: CaptionFormat[] = ['srt', 'vtt'];

export type CaptionsSheetProps = { job: Export; onOutcome: (outcome: ShareOutcome) => void; onClose: () => void };

/** The captions as files of their own. They come here when the sheet opens: WeChat sends a file only in the tap itself. */
export function CaptionsSheet({ job, onOutcome, onClose }: CaptionsSheetProps): ReactNode {
  const t = useWords();
  const [state, setState] = useState<State>({ step: 'fetching' });
  const fetchAll = (): void => {
    setState({ step: 'fetching' });
    void runFetchCaptions(job).then(
      (files) => setState({ step: 'here', files }),
      () => setState({ step: 'failed' }),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once when it opens; a tap fetches again
  useEffect(fetchAll, [job.id]);
  return (
    <Sheet
      label={t('result.captions')}
      title={t('result.captions')}
      closeLabel={t('common.close')}
      testId="result.captions-sheet"
      onClose={onClose}
    >
      {state.step === 'failed' ? (
        <Banner text={t('result.captions_fail')} note={t('common.retry')} icon="retry" testId="result.captions-retry" onPress={fetchAll} />
      ) : (
        <List>
          {formats.map((format, index) => (
            <ListRow
              key={format}
              isFirst={index === 0}
              icon="text"
              text={t(`result.captions_${format}`)}
              isMeta
              {...(state.step === 'here'
                ? { sign: 'forward' as const, onPress: () => void handOver(state.files[format]).then(onOutcome) }
                : { value: t('common.loading') })}
              testId={`result.captions-${format}`}
            />
          ))}
        </List>
      )}
      <View className={styles.hint}>{t(hasAlbum ? 'result.captions_chat' : 'result.captions_download')}</View>
    </Sheet>
  );
}
