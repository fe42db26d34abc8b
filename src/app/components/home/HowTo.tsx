import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName } from '../../theme/icons.ts';
import { classNames } from '../class-names.ts';
import { Card } from '../primitive/Card.tsx';
import { Icon } from '../primitive/Icon.tsx';
import styles from './HowTo.module.css';

export interface HowToProps {
  steps: readonly { icon: IconName; title: string; detail: string }[];
  /** What a newcomer gets. */
  gift?: string;
}

/** In place of the projects while there are none. */
export function HowTo({ steps, gift }: HowToProps): ReactNode {
  return (
    <>
      <Card className={styles.card}>
        {steps.map((step, index) => (
          <View key={step.title} className={classNames(styles.step, index > 0 && styles.ruled)}>
            <View className={styles.sign}>
              <Icon name={step.icon} size={21} />
            </View>
            <View className={styles.words}>
              <View className={styles.title}>{step.title}</View>
              <View className={styles.detail}>{step.detail}</View>
            </View>
          </View>
        ))}
      </Card>
      {gift === undefined ? null : <View className={styles.gift}>{gift}</View>}
    </>
  );
}
