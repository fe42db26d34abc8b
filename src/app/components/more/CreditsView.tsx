import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { silent } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Button } from '../primitive/Button.tsx';
import { Card } from '../primitive/Card.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { List, ListRow } from '../primitive/List.tsx';
import { Skeleton } from '../primitive/Skeleton.tsx';
import styles from './CreditsView.module.css';

export interface CreditsViewProps {
  title: string;
  unit: string;
  /** Absent until they are known. */
  balance?: { available: number; frozen: number; total: number };
  legend?: { available: string; frozen: string; used: string; total: string };
  loadingLabel: string;
  /** Days left of a trial. */
  expiry?: string;
  /** What holds the frozen ones. */
  note?: string;
  /** The balance could not be read; pressing reads it again. */
  failure?: { text: string; onPress: () => void };
  link?: { title: string; detail: string; address: string; copy: string; steps: readonly string[]; onCopy: () => void };
  refresh: { text: string; value?: string; onPress: () => void };
  how: { text: string; answer?: string; onPress: () => void };
}

/** What is left and where more comes from. Never a price. */
export function CreditsView({ link, note, failure, refresh, how, ...head }: CreditsViewProps): ReactNode {
  return (
    <View className={styles.page}>
      <Head {...head} />
      {failure ? (
        <Pressable className={classNames(styles.note, styles.failure)} testId="credits.retry" onPress={failure.onPress}>
          <Icon name="retry" size={16} />
          <Text className={styles.noteText}>{failure.text}</Text>
        </Pressable>
      ) : null}
      {note === undefined ? null : (
        <View className={styles.note}>
          <Icon name="info" size={16} className={styles.noteIcon} />
          <Text className={styles.noteText}>{note}</Text>
        </View>
      )}
      {link ? <LinkCard {...link} /> : null}
      <List className={styles.list}>
        <ListRow isFirst text={refresh.text} value={refresh.value} isMeta sign="retry" testId="credits.refresh" onPress={refresh.onPress} />
        <ListRow text={how.text} sign="forward" testId="credits.how" onPress={how.onPress} />
        {how.answer === undefined ? null : <View className={styles.answer}>{how.answer}</View>}
      </List>
    </View>
  );
}

function Head({
  title,
  unit,
  balance,
  legend,
  loadingLabel,
  expiry,
}: Omit<CreditsViewProps, 'link' | 'note' | 'failure' | 'refresh' | 'how'>): ReactNode {
  const used = balance ? Math.max(0, balance.total - balance.available - balance.frozen) : 0;
  return (
    <View className={styles.head}>
      <View className={styles.glow} />
      <View className={styles.top}>
        <Text className={styles.title}>{title}</Text>
        {expiry === undefined ? null : (
          <View className={styles.expiry}>
            <Icon name="clock" size={13} />
            <Text>{expiry}</Text>
          </View>
        )}
      </View>
      <View className={styles.number}>
        {balance ? (
          <Text className={styles.available} data-testid="credits.available">
            {balance.available}
          </Text>
        ) : (
          <Skeleton shape="number" label={loadingLabel} />
        )}
        <Text className={styles.unit}>{unit}</Text>
      </View>
      <View className={styles.bar} {...silent}>
        <Part className={styles.free} share={balance?.available ?? 0} />
        <Part className={styles.frozen} share={balance?.frozen ?? 0} />
        <Part className={styles.used} share={balance ? used : 1} />
      </View>
      {legend ? (
        <View className={styles.legend}>
          <Mark className={styles.free} text={legend.available} />
          <Mark className={styles.frozenMark} text={legend.frozen} />
          <Mark className={styles.usedMark} text={legend.used} />
          <Text>{legend.total}</Text>
        </View>
      ) : null}
    </View>
  );
}

function Part({ className, share }: { className?: string; share: number }): ReactNode {
  return share > 0 ? <View className={classNames(styles.part, className)} style={{ flexGrow: share }} /> : null;
}

function Mark({ className, text }: { className?: string; text: string }): ReactNode {
  return (
    <View className={styles.entry}>
      <View className={classNames(styles.mark, className)} />
      <Text>{text}</Text>
    </View>
  );
}

function LinkCard({ title, detail, address, copy, steps, onCopy }: NonNullable<CreditsViewProps['link']>): ReactNode {
  return (
    <Card className={styles.link}>
      <View className={styles.linkTitle}>{title}</View>
      <View className={styles.linkDetail}>{detail}</View>
      <View className={styles.address}>
        <Text className={styles.addressText} selectable userSelect>
          {address}
        </Text>
        <Button text={copy} size="small" icon="copy" iconSize={17} className={styles.copy} testId="credits.copy" onPress={onCopy} />
      </View>
      <View className={styles.steps}>
        {steps.map((step, index) => (
          <View key={step} className={styles.step}>
            <View className={styles.stepNumber}>{index + 1}</View>
            <Text className={styles.stepText}>{step}</Text>
          </View>
        ))}
      </View>
    </Card>
  );
}
