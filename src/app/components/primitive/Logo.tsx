import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { silent } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './Logo.module.css';

export interface LogoProps {
  size?: 18 | 20 | 28;
}

/** Speech bubble and play sign; the same lime and ink in both themes. */
export function Logo({ size = 20 }: LogoProps): ReactNode {
  return <View className={classNames(styles.logo, styles[`size${size}`])} {...silent} />;
}
