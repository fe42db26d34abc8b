import { View } from '@tarojs/components';
import type { CSSProperties, ReactNode } from 'react';
import { a11y, testIdentity } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './ProgressRing.module.css';

export interface ProgressRingProps {
  /** 0–100. */
  percent: number;
  label: string;
  size?: 'small' | 'large';
  testId?: string;
  children?: ReactNode;
}

/** A lime ring over a picture. Drawn with a conic gradient under a mask, with a dot at each end: WeChat has no inline SVG. */
export function ProgressRing({ percent, label, size = 'large', testId, children }: ProgressRingProps): ReactNode {
  const degrees = Math.round(Math.min(100, Math.max(0, percent)) * 3.6);
  const arc: CSSProperties = { backgroundImage: `conic-gradient(#c6f24e ${degrees}deg, rgba(255, 255, 255, 0) ${degrees}deg)` };
  return (
    <View
      className={classNames(styles.ring, styles[size])}
      {...a11y('progressbar', label, { percent })}
      {...testIdentity(testId)}
      {...(testId === undefined ? {} : { 'data-pct': Math.round(percent) })}
    >
      <View className={styles.track} />
      <View className={styles.arc} style={arc} />
      {percent > 0 ? <View className={styles.end} /> : null}
      {percent > 0 ? <View className={styles.end} style={{ transform: `rotate(${degrees}deg)` }} /> : null}
      <View className={styles.middle}>{children}</View>
    </View>
  );
}
