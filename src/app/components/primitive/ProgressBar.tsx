import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './ProgressBar.module.css';

export interface ProgressBarProps {
  /** 0–100; without it the bar only says that something is going on. */
  percent?: number;
  label: string;
  isThick?: boolean;
  className?: string;
}

export function ProgressBar({ percent, label, isThick = false, className }: ProgressBarProps): ReactNode {
  return (
    <View
      className={classNames(styles.bar, isThick && styles.thick, percent === undefined && styles.open, className)}
      {...a11y('progressbar', label, percent === undefined ? {} : { percent })}
    >
      {percent === undefined ? <View className={styles.slide} /> : <View className={styles.fill} style={{ width: `${percent}%` }} />}
    </View>
  );
}
