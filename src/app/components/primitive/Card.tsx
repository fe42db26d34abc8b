import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { testIdentity } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './Card.module.css';

export interface CardProps {
  children: ReactNode;
  className?: string;
  testId?: string;
}

/** White paper with a soft shadow; in the dark a hairline. */
export function Card({ children, className, testId }: CardProps): ReactNode {
  return (
    <View className={classNames(styles.card, className)} {...testIdentity(testId)}>
      {children}
    </View>
  );
}
