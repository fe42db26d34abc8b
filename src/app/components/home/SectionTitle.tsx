import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { heading } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Icon } from '../primitive/Icon.tsx';
import styles from './SectionTitle.module.css';

export interface SectionTitleProps {
  text: string;
  /** `quiet`: small and grey. */
  kind?: 'loud' | 'quiet';
  more?: { text: string; onPress: () => void };
}

export function SectionTitle({ text, kind = 'loud', more }: SectionTitleProps): ReactNode {
  return (
    <View className={classNames(styles.line, styles[kind], kind === 'loud' && !more && styles.alone)}>
      <View className={styles.text} {...heading()}>
        {text}
      </View>
      {more ? (
        <Pressable className={styles.more} testId="home.all" onPress={more.onPress}>
          <Text>{more.text}</Text>
          <Icon name="forward" size={15} />
        </Pressable>
      ) : null}
    </View>
  );
}

export interface CreditsPillProps {
  /** The balance; the word for it while it is not known. */
  text: string;
  label: string;
  onPress: () => void;
}

/** The balance in the bar of the home page. */
export function CreditsPill({ text, label, onPress }: CreditsPillProps): ReactNode {
  return (
    <Pressable className={styles.pill} label={label} testId="home.credits" onPress={onPress}>
      <Icon name="spark" size={14} className={styles.spark} />
      <Text>{text}</Text>
    </Pressable>
  );
}
