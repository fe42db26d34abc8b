import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y, silent } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Icon } from './Icon.tsx';
import { Photo } from './Photo.tsx';
import styles from './Picture.module.css';

export interface PictureProps {
  source?: string;
  /** Size and radius. */
  className?: string;
  /** Length in the corner, as `0:15`. */
  badge?: string;
  /** What a screen reader says; nothing where words beside it say the same. */
  label?: string;
  children?: ReactNode;
}

/** A thumbnail that fills its box; a grey one with a film sign while there is none. */
export function Picture({ source, className, badge, label, children }: PictureProps): ReactNode {
  return (
    <View className={classNames(styles.picture, className)} {...(label === undefined ? {} : a11y('img', label))}>
      {source === undefined ? (
        <View className={styles.empty}>
          <Icon name="film" size={20} />
        </View>
      ) : (
        <Photo source={source} />
      )}
      {children}
      {badge === undefined ? null : <View className={styles.badge}>{badge}</View>}
    </View>
  );
}

export interface PlaySignProps {
  /** Diameter 32, 34, 56, 64 or 72. */
  size: 32 | 34 | 56 | 64 | 72;
  isPlaying?: boolean;
}

const signSize = { 32: 15, 34: 16, 56: 26, 64: 28, 72: 32 } as const;

/** The round sign in the middle of a picture. Not a button: what it lies on is. */
export function PlaySign({ size, isPlaying = false }: PlaySignProps): ReactNode {
  return (
    <View className={classNames(styles.sign, styles[`sign${size}`])} {...silent}>
      <Icon name={isPlaying ? 'pause' : 'play'} size={signSize[size]} className={classNames(!isPlaying && styles.optical)} />
    </View>
  );
}
