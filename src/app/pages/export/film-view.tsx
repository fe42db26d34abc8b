import { Video } from '@tarojs/components';
import { type ReactNode, useEffect } from 'react';
import { Sheet } from '../../components/primitive/Sheet.tsx';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { startVideo } from '../../platform/player';
import styles from './film-view.module.css';

/** The finished film, played. It starts with the person's own tap on its picture. */
export function FilmView({ source, onClose }: { source: string; onClose: () => void }): ReactNode {
  const t = useWords();
  useEffect(() => startVideo('result-film'), []);
  return (
    <Sheet label={t('a11y.play')} title={t('result.title')} closeLabel={t('common.close')} testId="result.film" onClose={onClose}>
      <Video id="result-film" className={styles.film} src={source} controls objectFit="contain" data-testid="result.video" />
    </Sheet>
  );
}
