import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { silent } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './Dot.module.css';
import { Icon } from './Icon.tsx';

export interface DotProps {
  state: 'done' | 'running' | 'todo' | 'undone';
  size?: 14 | 18 | 20 | 22 | 26;
}

const signSize = { 14: 10, 18: 12, 20: 13, 22: 14, 26: 17 } as const;

/** The sign before a step: ticked, turning, empty or taken back. */
export function Dot({ state, size = 18 }: DotProps): ReactNode {
  return (
    <View className={classNames(styles.dot, styles[`size${size}`], styles[state])} {...silent}>
      {state === 'done' ? <Icon name="check" size={signSize[size]} weight="bold" /> : null}
      {state === 'undone' ? <Icon name="undo" size={12} weight="bold" /> : null}
    </View>
  );
}
