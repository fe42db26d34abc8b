import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Card } from '../primitive/Card.tsx';
import { Picture } from '../primitive/Picture.tsx';
import { ProgressRing } from '../primitive/ProgressRing.tsx';
import { type Step, StepList } from '../primitive/StepList.tsx';
import styles from './RenderProgress.module.css';

export interface RenderProgressProps {
  /** 0–100, whole. */
  percent: number;
  label: string;
  /** Time left, or the place in the queue. */
  eta?: string;
  pictureUrl?: string;
  steps: readonly Step[];
  /** Said only while it is true: the relay owns the job. */
  leave?: string;
}

/** A film being made. The buttons below it are the page's. */
export function RenderProgress({ percent, label, eta, pictureUrl, steps, leave }: RenderProgressProps): ReactNode {
  return (
    <View className={styles.page}>
      <Picture className={styles.poster} source={pictureUrl}>
        <View className={styles.shade} />
        <View className={styles.middle}>
          <ProgressRing percent={percent} label={label} testId="render.ring">
            <Text className={styles.number}>{percent}</Text>
            <Text className={styles.sign}>%</Text>
          </ProgressRing>
          <View className={styles.eta}>{eta ?? ''}</View>
        </View>
      </Picture>
      <Card className={styles.steps}>
        <StepList steps={steps} isRoomy />
      </Card>
      {leave === undefined ? null : <View className={styles.leave}>{leave}</View>}
    </View>
  );
}
