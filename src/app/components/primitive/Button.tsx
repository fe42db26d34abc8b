import { Text } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName, Weight } from '../../theme/icons.ts';
import { classNames } from '../class-names.ts';
import { type NativeAction, Pressable } from '../pressable/Pressable.tsx';
import styles from './Button.module.css';
import { Icon, type IconProps } from './Icon.tsx';
import { useLargeText } from './look.ts';

export interface ButtonProps {
  text: string;
  /** primary: the one thing to do here; secondary: outlined; dismiss: the same, quieter; soft: filled grey, inside cards; plain: words only; lime: on dark pictures. */
  kind?: 'primary' | 'secondary' | 'dismiss' | 'soft' | 'danger' | 'plain' | 'lime' | 'glass';
  /** Heights 54, 50, 44, 40, 34. */
  size?: 'large' | 'regular' | 'medium' | 'small' | 'mini';
  icon?: IconName;
  iconSize?: IconProps['size'];
  iconWeight?: Weight;
  /** Takes the whole line of a column, or a share of a row; `double` takes two shares. */
  isWide?: boolean | 'double';
  isDisabled?: boolean;
  label?: string;
  testId?: string;
  native?: NativeAction;
  className?: string;
  onPress?: () => void;
}

export function Button(props: ButtonProps): ReactNode {
  const {
    text,
    kind = 'primary',
    size = 'regular',
    icon,
    iconSize = 18,
    iconWeight,
    isWide = false,
    isDisabled = false,
    label,
    testId,
    native,
    className,
    onPress,
  } = props;
  const isLarge = useLargeText();
  return (
    <Pressable
      className={classNames(
        styles.button,
        styles[kind],
        styles[size],
        isWide && styles.wide,
        isWide === 'double' && !isLarge && styles.double,
        isLarge && size !== 'mini' && styles.tall,
        isDisabled && styles.disabled,
        className,
      )}
      isDisabled={isDisabled}
      label={label}
      testId={testId}
      native={native}
      onPress={onPress}
    >
      {icon ? <Icon name={icon} size={isLarge && size !== 'mini' ? 22 : iconSize} weight={iconWeight} /> : null}
      <Text className={styles.text}>{text}</Text>
    </Pressable>
  );
}
