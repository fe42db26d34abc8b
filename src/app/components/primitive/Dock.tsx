import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import styles from './Dock.module.css';
import { useLargeText } from './look.ts';

export interface DockProps {
  /** `composer`: edge to edge, close to the home indicator; `buttons`: one line of main buttons with a margin. */
  kind?: 'composer' | 'buttons';
  children: ReactNode;
}

/** The bottom of a page, above the home indicator. */
export function Dock({ kind = 'composer', children }: DockProps): ReactNode {
  const isLarge = useLargeText();
  return <View className={classNames(styles.dock, styles[kind], kind === 'buttons' && isLarge && styles.stacked)}>{children}</View>;
}
