import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName } from '../../theme/icons.ts';
import { a11y } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import type { NativeAction } from '../pressable/Pressable.tsx';
import { Button } from '../primitive/Button.tsx';
import { ButtonRow } from '../primitive/ButtonRow.tsx';
import { Card } from '../primitive/Card.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { ProgressBar } from '../primitive/ProgressBar.tsx';
import { SizeMeter } from '../primitive/SizeMeter.tsx';
import styles from './ErrorCard.module.css';

export type ErrorKind = 'type' | 'size' | 'credits' | 'plan' | 'rate' | 'render' | 'server' | 'lost' | 'album';

export interface ErrorAction {
  text: string;
  isDisabled?: boolean;
  native?: NativeAction;
  onPress?: () => void;
}

export interface ErrorCardProps {
  kind: ErrorKind;
  title: string;
  detail: string;
  /** Heavier words that open the detail: the seconds of a countdown. */
  lead?: string;
  /** What is accepted, by kind of file. */
  formats?: readonly { kind: 'video' | 'picture' | 'audio'; text: string }[];
  /** Size against the limit, in megabytes. */
  meter?: { size: number; limit: number; label: string };
  /** Share of the waiting time gone, 0–100. */
  percent?: number;
  /** The first is the one to press. Named `error-<kind>.action-<n>`. */
  actions?: readonly ErrorAction[];
}

const looks: Record<ErrorKind, { icon: IconName; tone: 'warn' | 'info' | 'danger' }> = {
  type: { icon: 'film', tone: 'warn' },
  size: { icon: 'layers', tone: 'warn' },
  rate: { icon: 'clock', tone: 'warn' },
  lost: { icon: 'film', tone: 'warn' },
  album: { icon: 'picture', tone: 'warn' },
  credits: { icon: 'spark', tone: 'info' },
  plan: { icon: 'lock', tone: 'info' },
  render: { icon: 'alert', tone: 'danger' },
  server: { icon: 'alert', tone: 'danger' },
};

const formatIcons: Record<'video' | 'picture' | 'audio', IconName> = { video: 'film', picture: 'picture', audio: 'music' };

/** What happened, what is safe, what to do. Never a code. */
export function ErrorCard(props: ErrorCardProps): ReactNode {
  const { kind, title, detail, lead, formats, meter, percent, actions = [] } = props;
  const look = looks[kind];
  return (
    <Card className={styles.card} testId={`error-${kind}`}>
      <View className={styles.top} {...a11y('alert')}>
        <View className={classNames(styles.sign, styles[look.tone])}>
          <Icon name={look.icon} size={19} />
        </View>
        <View className={styles.words}>
          <View className={styles.title}>{title}</View>
          <View className={styles.detail}>
            {lead === undefined ? null : <Text className={styles.lead}>{lead}</Text>}
            <Text>{detail}</Text>
          </View>
          {formats ? <Formats formats={formats} /> : null}
          {meter ? (
            <View className={styles.meter}>
              <SizeMeter low={meter.size} limit={meter.limit} tone="over" size="error" label={meter.label} />
            </View>
          ) : null}
          {percent === undefined ? null : <ProgressBar percent={percent} label={title} className={styles.bar} />}
        </View>
      </View>
      {actions.length === 0 ? null : (
        <ButtonRow className={styles.actions}>
          {actions.map((action, index) => (
            <Button
              key={action.text}
              {...action}
              kind={index === 0 ? 'primary' : 'soft'}
              size="medium"
              isWide
              testId={`error-${kind}.action-${index}`}
            />
          ))}
        </ButtonRow>
      )}
    </Card>
  );
}

function Formats({ formats }: { formats: NonNullable<ErrorCardProps['formats']> }): ReactNode {
  return (
    <View className={styles.formats}>
      {formats.map((format) => (
        <View key={format.kind} className={styles.format}>
          <Icon name={formatIcons[format.kind]} size={16} className={styles.formatIcon} />
          <Text>{format.text}</Text>
        </View>
      ))}
    </View>
  );
}
