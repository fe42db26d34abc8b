import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName } from '../../theme/icons.ts';
import { classNames } from '../class-names.ts';
import { Icon } from './Icon.tsx';
import styles from './Tag.module.css';

export interface TagProps {
  text: string;
  tone?: 'neutral' | 'ok' | 'warn' | 'bad' | 'info';
  icon?: IconName;
}

/** A state in a word: never by colour alone. */
export function Tag({ text, tone = 'neutral', icon }: TagProps): ReactNode {
  return (
    <View className={classNames(styles.tag, styles[tone])}>
      {icon ? <Icon name={icon} size={13} weight="medium" /> : null}
      <Text>{text}</Text>
    </View>
  );
}
