import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { testIdentity } from '../a11y.ts';
import { Card } from '../primitive/Card.tsx';
import { type Step, StepList } from '../primitive/StepList.tsx';
import styles from './StepsCard.module.css';

export interface StepsCardProps {
  title: string;
  /** How long it has run; changes every second. */
  elapsed: string;
  steps: readonly Step[];
  /** The sentence of ten and thirty seconds. */
  note?: string;
  testId?: string;
}

/** A turn at work. */
export function StepsCard({ title, elapsed, steps, note, testId }: StepsCardProps): ReactNode {
  return (
    <Card className={styles.card}>
      <View className={styles.head} {...testIdentity(testId)}>
        <Text className={styles.title}>{title}</Text>
        <Text className={styles.elapsed}>{elapsed}</Text>
      </View>
      <StepList steps={steps} />
      {note === undefined ? null : <View className={styles.note}>{note}</View>}
    </Card>
  );
}
