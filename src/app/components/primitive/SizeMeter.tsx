import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y, testIdentity } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './SizeMeter.module.css';

export interface SizeMeterProps {
  /** Megabytes. One number where the size is known; low and high while it is an estimate. */
  low: number;
  high?: number;
  limit: number;
  tone: 'ok' | 'near' | 'over';
  /** 14, 10 or 8 px high. */
  size?: 'sheet' | 'result' | 'error';
  label: string;
  testId?: string;
}

/** The scale ends a little behind the limit, so that its mark stands at 88 % until the size runs over. */
const scaleFor = (limit: number, high: number): number => Math.max(limit / 0.88, high);

export function SizeMeter({ low, high, limit, tone, size = 'sheet', label, testId }: SizeMeterProps): ReactNode {
  const most = high ?? low;
  const share = (megabytes: number): string => `${((megabytes / scaleFor(limit, most)) * 100).toFixed(2)}%`;
  return (
    <View
      className={classNames(styles.meter, styles[size])}
      {...a11y('meter', label, { percent: Math.min(100, (most / limit) * 100), valueText: label })}
      {...testIdentity(testId)}
      {...(high === undefined ? {} : { 'data-est-lo': low, 'data-est-hi': high })}
    >
      <View className={classNames(styles.fill, styles[tone])} style={{ width: share(most) }} />
      {high === undefined ? null : <View className={styles.range} style={{ left: share(low), width: share(most - low) }} />}
      <View className={styles.limit} style={{ left: share(limit) }} />
    </View>
  );
}
