import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './Skeleton.module.css';

export interface SkeletonProps {
  label: string;
  /** `project`: a row of the home page; `number`: the credits; `line`: a line of words. */
  shape: 'project' | 'number' | 'line';
}

/** The shape of what is coming. */
export function Skeleton({ label, shape }: SkeletonProps): ReactNode {
  if (shape !== 'project') return <View className={classNames(styles.block, styles[shape])} {...a11y('img', label)} />;
  return (
    <View className={styles.row} {...a11y('img', label)}>
      <View className={classNames(styles.block, styles.picture)} />
      <View className={styles.words}>
        <View className={classNames(styles.block, styles.name)} />
        <View className={classNames(styles.block, styles.meta)} />
      </View>
    </View>
  );
}
