import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { useLargeText } from '../primitive/look.ts';
import { Picture } from '../primitive/Picture.tsx';
import { Tag, type TagProps } from '../primitive/Tag.tsx';
import styles from './ProjectRow.module.css';

export interface ProjectRowProps {
  title: string;
  /** Length and when, as "24 秒 · 今天 14:20". */
  detail: string;
  pictureUrl?: string;
  status?: TagProps;
  testId?: string;
  onPress: () => void;
  /** Rename, delete. */
  onLongPress?: () => void;
}

export function ProjectRow({ title, detail, pictureUrl, status, testId, onPress, onLongPress }: ProjectRowProps): ReactNode {
  const isLarge = useLargeText();
  return (
    <Pressable className={styles.row} testId={testId} onPress={onPress} onLongPress={onLongPress}>
      <Picture className={styles.picture} source={pictureUrl} />
      <View className={styles.words}>
        <View className={styles.title}>{title}</View>
        <View className={styles.detail}>{detail}</View>
        {status && isLarge ? (
          <View className={styles.below}>
            <Tag {...status} />
          </View>
        ) : null}
      </View>
      {status && !isLarge ? <Tag {...status} /> : null}
    </Pressable>
  );
}

export interface ProjectListProps {
  children: ReactNode;
  className?: string;
}

export function ProjectList({ children, className }: ProjectListProps): ReactNode {
  return <View className={classNames(styles.list, className)}>{children}</View>;
}
