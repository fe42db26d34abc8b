import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Icon } from '../primitive/Icon.tsx';
import styles from './RestoreRow.module.css';

export interface RestoreRowProps {
  /** Where the timeline stands now. */
  text: string;
  /** Where it can go back to. */
  restore: string;
  isDisabled?: boolean;
  testId?: string;
  onRestore: () => void;
}

/** Stays under an undone card: nothing is lost by undoing. */
export function RestoreRow({ text, restore, isDisabled = false, testId, onRestore }: RestoreRowProps): ReactNode {
  return (
    <View className={styles.row}>
      <Text className={styles.text}>{text}</Text>
      <Pressable
        className={classNames(styles.restore, isDisabled && styles.disabled)}
        isDisabled={isDisabled}
        testId={testId}
        onPress={onRestore}
      >
        <Icon name="redo" size={16} weight="medium" />
        <Text>{restore}</Text>
      </Pressable>
    </View>
  );
}
