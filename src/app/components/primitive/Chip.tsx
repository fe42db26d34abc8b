import { ScrollView, Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName } from '../../theme/icons.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import styles from './Chip.module.css';
import { Icon } from './Icon.tsx';

export interface ChipProps {
  text: string;
  icon?: IconName;
  iconTone?: 'video' | 'audio' | 'text';
  /** `square`: the home page's, a little taller. */
  shape?: 'round' | 'square';
  isOn?: boolean;
  isDisabled?: boolean;
  testId?: string;
  onPress: () => void;
}

/** A sentence that is said by a tap. */
export function Chip({
  text,
  icon,
  iconTone = 'video',
  shape = 'round',
  isOn = false,
  isDisabled = false,
  testId,
  onPress,
}: ChipProps): ReactNode {
  return (
    <Pressable
      className={classNames(styles.chip, styles[shape], isOn && styles.on, isDisabled && styles.disabled)}
      isDisabled={isDisabled}
      testId={testId}
      onPress={onPress}
    >
      {icon ? <Icon name={icon} size={17} className={styles[iconTone]} /> : null}
      <Text>{text}</Text>
    </Pressable>
  );
}

export interface ChipRowProps {
  /** Space above and below; the row reaches both edges of the screen either way. */
  place: 'dock' | 'sheet' | 'page';
  children: ReactNode;
}

/** Chips in one line that scrolls sideways. */
export function ChipRow({ place, children }: ChipRowProps): ReactNode {
  return (
    <ScrollView className={classNames(styles.scroll, styles[place])} scrollX enhanced showScrollbar={false}>
      <View className={styles.line}>{children}</View>
    </ScrollView>
  );
}
