import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { announced, testIdentity } from '../a11y.ts';
import { Dot } from '../primitive/Dot.tsx';
import styles from './SystemLine.module.css';

export interface SystemLineProps {
  text: string;
  state?: 'plain' | 'running' | 'done';
  testId?: string;
}

/** A grey line in the middle: reconnecting, back again, a day. */
export function SystemLine({ text, state = 'plain', testId }: SystemLineProps): ReactNode {
  return (
    <View className={styles.line} {...announced} {...testIdentity(testId)}>
      {state === 'plain' ? null : <Dot state={state} size={14} />}
      <Text>{text}</Text>
    </View>
  );
}
