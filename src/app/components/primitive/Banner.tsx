import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName } from '../../theme/icons.ts';
import { announced, testIdentity } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import styles from './Banner.module.css';
import { Icon } from './Icon.tsx';

export interface BannerProps {
  text: string;
  /** Heavier words at the end: what is safe, or what to press. */
  note?: string;
  tone?: 'warn' | 'ok' | 'info';
  icon?: IconName;
  testId?: string;
  onPress?: () => void;
}

/** One line above the page about the whole page: the network, mostly. */
export function Banner({ text, note, tone = 'warn', icon = 'offline', testId, onPress }: BannerProps): ReactNode {
  const content = (
    <>
      <Icon name={icon} size={18} />
      <Text className={styles.text}>{text}</Text>
      {note === undefined ? null : <Text className={styles.note}>{note}</Text>}
    </>
  );
  return (
    <View className={styles.margin} {...announced}>
      {onPress ? (
        <Pressable className={classNames(styles.banner, styles[tone])} testId={testId} onPress={onPress}>
          {content}
        </Pressable>
      ) : (
        <View className={classNames(styles.banner, styles[tone])} {...testIdentity(testId)}>
          {content}
        </View>
      )}
    </View>
  );
}
