import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { announced } from '../a11y.ts';
import styles from './LiveRegion.module.css';

export interface LiveRegionProps {
  /** Said when it changes. Never the raw stream. */
  text: string;
}

/** One unseen node per page that speaks. */
export function LiveRegion({ text }: LiveRegionProps): ReactNode {
  return (
    <View className={styles.unseen} {...announced}>
      {text}
    </View>
  );
}
