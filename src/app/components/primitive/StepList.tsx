import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Dot } from './Dot.tsx';
import styles from './StepList.module.css';

export interface Step {
  id: string;
  text: string;
  state: 'done' | 'running' | 'todo';
}

export interface StepListProps {
  steps: readonly Step[];
  /** Taller rows, as on the export page. */
  isRoomy?: boolean;
}

/** Only what has happened or is happening; nothing is invented. */
export function StepList({ steps, isRoomy = false }: StepListProps): ReactNode {
  return (
    <View>
      {steps.map((step) => (
        <View key={step.id} className={classNames(styles.step, isRoomy && styles.roomy, styles[step.state])}>
          <Dot state={step.state} />
          <Text className={styles.text}>{step.text}</Text>
        </View>
      ))}
    </View>
  );
}
