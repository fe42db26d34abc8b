import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import '../../theme/icons.css';
import { type IconName, iconClass, type Weight } from '../../theme/icons.ts';
import { silent } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './Icon.module.css';

export interface IconProps {
  name: IconName;
  size?: 10 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 24 | 26 | 28 | 32;
  weight?: Weight;
  className?: string;
}

/** One icon in the colour of the text around it. WeChat has no inline SVG, so it is a mask over that colour. */
export function Icon({ name, size = 20, weight = 'regular', className }: IconProps): ReactNode {
  return <View className={classNames(styles.icon, styles[`size${size}`], iconClass(name, weight), className)} {...silent} />;
}
