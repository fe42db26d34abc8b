import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import styles from './ButtonRow.module.css';
import { useLargeText } from './look.ts';

export interface ButtonRowProps {
  children: ReactNode;
  className?: string;
}

/** Wide buttons side by side in equal shares; one below the other at large text. */
export function ButtonRow({ children, className }: ButtonRowProps): ReactNode {
  return <View className={classNames(styles.row, useLargeText() && styles.stacked, className)}>{children}</View>;
}
