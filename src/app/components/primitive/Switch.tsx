import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { silent } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import styles from './Switch.module.css';

export interface SwitchProps {
  isOn: boolean;
  label: string;
  testId?: string;
  onChange: (isOn: boolean) => void;
}

export function Switch({ isOn, label, testId, onChange }: SwitchProps): ReactNode {
  return (
    <Pressable
      role="switch"
      className={classNames(styles.switch, isOn && styles.on)}
      label={label}
      isChecked={isOn}
      testId={testId}
      onPress={() => onChange(!isOn)}
    >
      <View className={classNames(styles.knob, isOn && styles.knobOn)} />
    </Pressable>
  );
}

/** A switch as a picture: what the person will find on the next page. */
export function SwitchPicture(): ReactNode {
  return (
    <View className={classNames(styles.switch, styles.on)} {...silent}>
      <View className={classNames(styles.knob, styles.knobOn)} />
    </View>
  );
}
