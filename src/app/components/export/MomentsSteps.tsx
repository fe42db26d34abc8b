import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName } from '../../theme/icons.ts';
import { classNames } from '../class-names.ts';
import { Card } from '../primitive/Card.tsx';
import { Icon } from '../primitive/Icon.tsx';
import styles from './MomentsSteps.module.css';

export interface MomentsStepsProps {
  title: string;
  /** Save, open the camera, choose and post. The third also reminds of the AI declaration. */
  steps: readonly { title: string; detail: string; isDone?: boolean }[];
  /** What to do where the Moments take only a short film. */
  note?: string;
}

const signs: readonly IconName[] = ['save', 'camera', 'check'];

/** No app may post to the Moments, so it says how, in three steps. */
export function MomentsSteps({ title, steps, note }: MomentsStepsProps): ReactNode {
  return (
    <Card className={styles.card} testId="result.moments-steps">
      <View className={styles.title}>{title}</View>
      <View className={styles.steps}>
        {steps.map((step, index) => (
          <View key={step.title} className={classNames(styles.step, index > 0 && styles.ruled)}>
            <View className={styles.number}>{index + 1}</View>
            <View className={styles.words}>
              <View className={styles.name}>{step.title}</View>
              <View className={styles.detail}>{step.detail}</View>
            </View>
            <Icon name={step.isDone ? 'check' : (signs[index] ?? 'check')} size={20} className={step.isDone ? styles.done : styles.sign} />
          </View>
        ))}
      </View>
      {note === undefined ? null : <View className={styles.note}>{note}</View>}
    </Card>
  );
}
