import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName } from '../../theme/icons.ts';
import { heading } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { type NativeAction, Pressable } from '../pressable/Pressable.tsx';
import { Button } from '../primitive/Button.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { Sheet } from '../primitive/Sheet.tsx';
import styles from './PrivacySheet.module.css';

export interface SheetAction {
  text: string;
  native?: NativeAction;
  onPress?: () => void;
}

export interface PrivacySheetProps {
  title: string;
  detail: string;
  rows: readonly { icon: IconName; title: string; detail: string }[];
  /** Words before the name of the guide, and the name; left out where there is none. */
  guide?: { before: string; name: string; onPress: () => void };
  agree: SheetAction;
  /** Left out where there is nothing to decide. */
  decline?: SheetAction;
  closeLabel: string;
  onClose: () => void;
}

/** Says what is used and when, before anything is asked. */
export function PrivacySheet({ title, detail, rows, guide, agree, decline, closeLabel, onClose }: PrivacySheetProps): ReactNode {
  return (
    <Sheet label={title} closeLabel={closeLabel} testId="privacy.sheet" onClose={onClose}>
      <SheetSign icon="shield" tone="ok" />
      <View className={styles.title} {...heading()}>
        {title}
      </View>
      <View className={styles.detail}>{detail}</View>
      <View className={styles.rows}>
        {rows.map((row, index) => (
          <View key={row.title} className={classNames(styles.row, index > 0 && styles.ruled)}>
            <Icon name={row.icon} size={22} className={styles.icon} />
            <View className={styles.words}>
              <View className={styles.name}>{row.title}</View>
              <View className={styles.meta}>{row.detail}</View>
            </View>
          </View>
        ))}
      </View>
      {guide ? (
        <View className={styles.guide}>
          <Text>{guide.before} </Text>
          <Pressable className={styles.link} role="link" testId="privacy.guide" onPress={guide.onPress}>
            {guide.name}
          </Pressable>
        </View>
      ) : null}
      <Button {...agree} isWide testId="privacy.agree" />
      {decline ? <Button {...decline} kind="plain" isWide className={styles.decline} testId="privacy.decline" /> : null}
    </Sheet>
  );
}

/** The large sign at the top of a sheet that asks. */
export function SheetSign({ icon, tone }: { icon: IconName; tone: 'ok' | 'warn' }): ReactNode {
  return (
    <View className={classNames(styles.sign, styles[tone])}>
      <Icon name={icon} size={28} />
    </View>
  );
}
