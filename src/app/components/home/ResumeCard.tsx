import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { useLargeText } from '../primitive/look.ts';
import { Picture } from '../primitive/Picture.tsx';
import styles from './ResumeCard.module.css';

export interface ResumeCardProps {
  /** "接着上次的". */
  title: string;
  /** What was going on. */
  detail: string;
  pictureUrl?: string;
  action: string;
  onPress: () => void;
}

/** Something was left half done. Offered, never opened by itself. */
export function ResumeCard({ title, detail, pictureUrl, action, onPress }: ResumeCardProps): ReactNode {
  const isLarge = useLargeText();
  return (
    <Pressable className={classNames(styles.card, isLarge && styles.stacked)} testId="home.resume" onPress={onPress}>
      <Picture className={styles.picture} source={pictureUrl} />
      <View className={styles.words}>
        <View className={styles.title}>{title}</View>
        <View className={styles.detail}>{detail}</View>
      </View>
      <View className={classNames(styles.action, isLarge && styles.below)}>{action}</View>
    </Pressable>
  );
}
