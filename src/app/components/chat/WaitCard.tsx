import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { testIdentity } from '../a11y.ts';
import { Button } from '../primitive/Button.tsx';
import { ButtonRow } from '../primitive/ButtonRow.tsx';
import { Card } from '../primitive/Card.tsx';
import { ProgressBar } from '../primitive/ProgressBar.tsx';
import { type Step, StepList } from '../primitive/StepList.tsx';
import styles from './WaitCard.module.css';

export interface WaitCardProps {
  title: string;
  elapsed: string;
  steps: readonly Step[];
  /** Why it is safe to leave. */
  hint: string;
  /** Left out where no notice can be sent. */
  notify?: { text: string; isDisabled?: boolean; onPress: () => void };
  stop: { text: string; onPress: () => void };
  testId?: string;
}

/** A turn that takes longer than usual: nobody has to stay for it. */
export function WaitCard({ title, elapsed, steps, hint, notify, stop, testId }: WaitCardProps): ReactNode {
  return (
    <Card className={styles.card}>
      <View className={styles.head} {...testIdentity(testId)}>
        <Text className={styles.title}>{title}</Text>
        <Text className={styles.elapsed}>{elapsed}</Text>
      </View>
      <ProgressBar label={title} isThick className={styles.bar} />
      <StepList steps={steps} />
      <View className={styles.hint}>{hint}</View>
      <ButtonRow className={styles.actions}>
        {notify ? (
          <Button
            text={notify.text}
            kind="soft"
            size="small"
            icon="bell"
            iconSize={17}
            isWide
            isDisabled={notify.isDisabled}
            testId="wait.notify"
            onPress={notify.onPress}
          />
        ) : null}
        <Button text={stop.text} kind="soft" size="small" icon="stop" iconSize={16} isWide testId="wait.stop" onPress={stop.onPress} />
      </ButtonRow>
    </Card>
  );
}
