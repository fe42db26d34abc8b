import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y, heading, silent, testIdentity } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { IconButton } from './IconButton.tsx';
import styles from './Sheet.module.css';
import { useModal } from './use-modal';

export interface SheetProps {
  /** What a screen reader calls it. */
  label: string;
  /** Large words at the top left; left out where the sheet draws its own head, and its grip closes it. */
  title?: string;
  closeLabel: string;
  /** Without a cross the scrim still closes it. */
  hasCross?: boolean;
  /** The children reach the edges. */
  isFull?: boolean;
  testId?: string;
  onClose: () => void;
  children: ReactNode;
}

/** Rises from below over a dimmed page. Mounted means open. */
export function Sheet({ label, title, closeLabel, hasCross = true, isFull = false, testId, onClose, children }: SheetProps): ReactNode {
  return (
    <View className={styles.layer} {...useModal(onClose)}>
      <View className={styles.scrim} onClick={onClose} {...silent} />
      <View className={classNames(styles.sheet, isFull && styles.full)} {...a11y('dialog', label)} {...testIdentity(testId)}>
        {title === undefined ? (
          <Pressable className={styles.grab} label={closeLabel} testId="sheet.close" onPress={onClose} />
        ) : (
          <View className={styles.grab} />
        )}
        {title === undefined ? null : (
          <View className={styles.head}>
            <View className={styles.title} {...heading()}>
              {title}
            </View>
            {hasCross ? (
              <IconButton icon="close" iconSize={22} label={closeLabel} className={styles.cross} testId="sheet.close" onPress={onClose} />
            ) : null}
          </View>
        )}
        {children}
      </View>
    </View>
  );
}
