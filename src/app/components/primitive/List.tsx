import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName } from '../../theme/icons.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Icon } from './Icon.tsx';
import styles from './List.module.css';

export interface ListProps {
  className?: string;
  children: ReactNode;
}

/** A card of rows. */
export function List({ className, children }: ListProps): ReactNode {
  return <View className={classNames(styles.list, className)}>{children}</View>;
}

export interface ListRowProps {
  text: string;
  icon?: IconName;
  /** The present value, grey at the end. */
  value?: string;
  /** Smaller grey words for the value. */
  isMeta?: boolean;
  /** After the value: `forward` where the row opens something, `retry` where it does something again. */
  sign?: 'forward' | 'retry';
  isDanger?: boolean;
  isFirst?: boolean;
  testId?: string;
  onPress?: () => void;
  /** In place of value and sign, as a switch. */
  children?: ReactNode;
}

export function ListRow({
  text,
  icon,
  value,
  isMeta = false,
  sign,
  isDanger = false,
  isFirst = false,
  testId,
  onPress,
  children,
}: ListRowProps): ReactNode {
  const content = (
    <>
      {icon ? <Icon name={icon} size={21} className={classNames(!isDanger && styles.icon)} /> : null}
      <Text className={styles.text}>{text}</Text>
      {value === undefined ? null : <Text className={classNames(styles.value, isMeta && styles.meta)}>{value}</Text>}
      {sign ? <Icon name={sign} size={18} className={styles.sign} /> : null}
      {children}
    </>
  );
  const className = classNames(styles.row, !isFirst && styles.ruled, isDanger && styles.danger);
  if (!onPress) return <View className={className}>{content}</View>;
  return (
    <Pressable className={className} testId={testId} onPress={onPress}>
      {content}
    </Pressable>
  );
}
