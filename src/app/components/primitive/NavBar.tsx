import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { heading } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { IconButton } from './IconButton.tsx';
import { Logo } from './Logo.tsx';
import { useLargeText } from './look.ts';
import styles from './NavBar.module.css';

/** Where WeChat's own things are, in CSS pixels: status bar above, capsule at the side. All zero but the height on H5. */
export interface NavInsets {
  topPx: number;
  heightPx: number;
  sidePx: number;
}

export const browserInsets: NavInsets = { topPx: 0, heightPx: 44, sidePx: 0 };

export interface NavBarProps {
  insets?: NavInsets;
  title?: string;
  /** Name beside the logo, on the home page only. */
  brand?: string;
  back?: { label: string; icon?: 'back' | 'close'; onPress: () => void };
  /** Buttons before the capsule. */
  actions?: ReactNode;
  /** White, over a picture. */
  isOverPicture?: boolean;
}

/** Of the bar at large text, in CSS pixels. */
const LARGE_HEIGHT = 48;

/** The bar WeChat leaves to us with `navigationStyle: custom`. */
export function NavBar({ insets = browserInsets, title, brand, back, actions, isOverPicture = false }: NavBarProps): ReactNode {
  const isLarge = useLargeText();
  return (
    <View className={classNames(styles.bar, isOverPicture && styles.over)} style={{ paddingTop: `${insets.topPx}px` }}>
      <View
        className={classNames(styles.row, !back && styles.start)}
        style={{
          height: `${isLarge ? Math.max(insets.heightPx, LARGE_HEIGHT) : insets.heightPx}px`,
          paddingRight: `${insets.sidePx + (actions ? 2 : 8)}px`,
        }}
      >
        {back ? (
          <IconButton icon={back.icon ?? 'back'} iconSize={isLarge ? 26 : 24} label={back.label} testId="nav.back" onPress={back.onPress} />
        ) : null}
        {brand === undefined ? null : (
          <>
            <Logo size={28} />
            <Text className={classNames(styles.brand, /^[a-z]+$/i.test(brand) && styles.latin)}>{brand}</Text>
          </>
        )}
        {title === undefined ? (
          <View className={styles.gap} />
        ) : (
          <View className={styles.title} {...heading(1)}>
            {title}
          </View>
        )}
        {actions}
      </View>
    </View>
  );
}
