import { Button as NativeButton, View } from '@tarojs/components';
import type { ComponentProps, CSSProperties, ReactNode } from 'react';
import { a11y, focusable, testIdentity } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './Pressable.module.css';

/** What only WeChat's own button can do: share, open the settings page, record consent to the privacy guide. */
export type NativeAction = Partial<ComponentProps<typeof NativeButton>>;

export interface PressableProps {
  children?: ReactNode;
  className?: string;
  style?: CSSProperties;
  /** What a screen reader says; needed where no word is drawn. */
  label?: string;
  role?: 'button' | 'link' | 'switch' | 'radio';
  isChecked?: boolean;
  isDisabled?: boolean;
  testId?: string;
  native?: NativeAction;
  onPress?: () => void;
  onLongPress?: () => void;
}

interface Tap {
  stopPropagation: () => void;
}

/** Anything that can be pressed: never smaller than 44 × 44 to the finger, reachable by keyboard in a browser. */
export function Pressable(props: PressableProps): ReactNode {
  const { children, className, style, label, role = 'button', isChecked, isDisabled = false, testId, native, onPress, onLongPress } = props;
  const press = (event: Tap): void => {
    event.stopPropagation();
    if (!isDisabled) onPress?.();
  };
  const shared = {
    className: classNames(styles.pressable, native && styles.native, isDisabled && styles.disabled, className),
    hoverClass: isDisabled ? 'none' : (styles.pressed ?? 'none'),
    hoverStayTime: 80,
    onClick: press,
    ...(style ? { style } : {}),
    ...(onLongPress ? { onLongPress, ...menu(onLongPress) } : {}),
    ...a11y(role, label, { disabled: isDisabled || undefined, checked: isChecked }),
    ...keyboard(isDisabled, onPress),
    ...testIdentity(testId),
  };
  if (native)
    return (
      <NativeButton {...native} {...shared} {...(isDisabled ? { disabled: true } : {})}>
        {children}
      </NativeButton>
    );
  return <View {...shared}>{children}</View>;
}

interface MenuPress extends Tap {
  pointerType?: string;
  preventDefault: () => void;
}

/** Browsers only: the other mouse button and the menu key do what a long press does. A finger that rests is a long press already. */
function menu(onLongPress: () => void): Record<string, unknown> {
  return {
    onContextMenu: (event: MenuPress) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.pointerType !== 'touch') onLongPress();
    },
  };
}

interface KeyPress extends Tap {
  key: string;
  preventDefault: () => void;
}

/** Browsers only: Taro draws buttons as plain elements there, which no key reaches by itself. */
function keyboard(isDisabled: boolean, onPress: (() => void) | undefined): Record<string, unknown> {
  if (isDisabled) return {};
  return {
    ...focusable,
    onKeyDown: (event: KeyPress) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      onPress?.();
    },
  };
}
