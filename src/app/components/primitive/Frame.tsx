import { ScrollView, View } from '@tarojs/components';
import type { CSSProperties, ReactNode } from 'react';
import '../../theme/tokens.css';
import { focusable } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './Frame.module.css';
import { type Look, LookContext } from './look.ts';

export interface FrameProps {
  look: Look;
  /** The `NavBar`. */
  nav?: ReactNode;
  /** Stays above the scrolling part: banner, stage. */
  head?: ReactNode;
  /** Stays below it: composer, main buttons. */
  dock?: ReactNode;
  /** Sheets. */
  overlay?: ReactNode;
  /** `pages`: the body scrolls with a margin; `fixed`: the children bring their own scrolling (chat). */
  body?: 'pages' | 'fixed';
  /** The body lies under the bar, edge to edge: pictures. */
  isFullBleed?: boolean;
  /** `night`: black behind pictures, whatever the theme. */
  tone?: 'page' | 'night';
  /** What rises under the page when the keyboard is up, in CSS pixels. */
  keyboardPx?: number;
  children?: ReactNode;
}

/** One page: theme, text size and motion for everything inside; at most as wide as a phone held sideways. */
export function Frame(props: FrameProps): ReactNode {
  const { look, nav, head, dock, overlay, body = 'pages', isFullBleed = false, tone = 'page', keyboardPx = 0, children } = props;
  const style = { '--fs': String(look.scale), ...(keyboardPx > 0 ? { paddingBottom: `${keyboardPx}px` } : {}) } as CSSProperties;
  const theme = tone === 'night' ? 'theme-dark' : look.theme !== 'auto' && `theme-${look.theme}`;
  return (
    <LookContext.Provider value={look}>
      <View
        className={classNames(
          'frame',
          styles.frame,
          tone === 'night' && styles.night,
          theme,
          look.scale >= 1.25 && 'text-large',
          look.isStill && 'motion-still',
        )}
        style={style}
      >
        <View className={styles.column}>
          {nav}
          {head}
          {body === 'fixed' ? (
            <View className={classNames(styles.body, isFullBleed && styles.bleed)}>{children}</View>
          ) : (
            <ScrollView className={styles.body} scrollY enhanced showScrollbar={false} {...focusable}>
              <View className={styles.margin}>{children}</View>
            </ScrollView>
          )}
          {dock}
          {overlay}
        </View>
      </View>
    </LookContext.Provider>
  );
}
