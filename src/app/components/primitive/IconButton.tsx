import type { ReactNode } from 'react';
import type { IconName, Weight } from '../../theme/icons.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Icon, type IconProps } from './Icon.tsx';
import styles from './IconButton.module.css';

export interface IconButtonProps {
  icon: IconName;
  /** What a screen reader says. */
  label: string;
  iconSize?: IconProps['size'];
  iconWeight?: Weight;
  /** Round with a grey fill, as the play button of the inspector. */
  isFilled?: boolean;
  isDisabled?: boolean;
  className?: string;
  testId?: string;
  onPress?: () => void;
}

/** A 44 × 44 button without words. */
export function IconButton(props: IconButtonProps): ReactNode {
  const { icon, label, iconSize = 20, iconWeight = 'regular', isFilled = false, isDisabled = false, className, testId, onPress } = props;
  return (
    <Pressable
      className={classNames(styles.button, isFilled && styles.filled, isDisabled && styles.disabled, className)}
      label={label}
      isDisabled={isDisabled}
      testId={testId}
      onPress={onPress}
    >
      <Icon name={icon} size={iconSize} weight={iconWeight} />
    </Pressable>
  );
}
