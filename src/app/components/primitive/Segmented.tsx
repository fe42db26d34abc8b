import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y, testIdentity } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import styles from './Segmented.module.css';

export interface SegmentedOption<Value extends string | number> {
  value: Value;
  text: string;
  /** What a screen reader says, where the text alone is too short. */
  label?: string;
  isDisabled?: boolean;
  testId?: string;
}

export interface SegmentedProps<Value extends string | number> {
  label: string;
  options: readonly SegmentedOption<Value>[];
  value: Value;
  className?: string;
  testId?: string;
  onChange: (value: Value) => void;
}

/** One of a few, all in sight. */
export function Segmented<Value extends string | number>({
  label,
  options,
  value,
  className,
  testId,
  onChange,
}: SegmentedProps<Value>): ReactNode {
  return (
    <View className={classNames(styles.group, className)} {...a11y('radiogroup', label)} {...testIdentity(testId)}>
      {options.map((option) => (
        <Pressable
          key={option.value}
          role="radio"
          className={classNames(styles.option, option.value === value && styles.chosen, option.isDisabled && styles.disabled)}
          label={option.label}
          isChecked={option.value === value}
          isDisabled={option.isDisabled ?? false}
          testId={option.testId}
          onPress={() => onChange(option.value)}
        >
          {option.text}
        </Pressable>
      ))}
    </View>
  );
}
