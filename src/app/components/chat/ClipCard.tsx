import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Button } from '../primitive/Button.tsx';
import { Card } from '../primitive/Card.tsx';
import { Dot } from '../primitive/Dot.tsx';
import { IconButton } from '../primitive/IconButton.tsx';
import { Picture } from '../primitive/Picture.tsx';
import { ProgressBar } from '../primitive/ProgressBar.tsx';
import { ProgressRing } from '../primitive/ProgressRing.tsx';
import { Segmented, type SegmentedOption } from '../primitive/Segmented.tsx';
import styles from './ClipCard.module.css';

/** One file on its way. `checking`: every byte is there, the answer is not. */
export interface UploadRow {
  id: string;
  name: string;
  pictureUrl?: string;
  state: 'waiting' | 'uploading' | 'checking' | 'done' | 'failed' | 'cancelled';
  /** 0–99 while uploading. */
  percent?: number;
  note: string;
  /** What a screen reader says for the cross, with the name of the file. */
  cancelLabel: string;
}

export interface ClipCardProps {
  title: string;
  /** Of all files, 0–100, and how it is written. */
  percent?: number;
  percentText?: string;
  rows: readonly UploadRow[];
  retry: string;
  retryAll?: { text: string; onPress: () => void };
  /** One film of all, or one of each: offered from two files on. */
  mode?: {
    label: string;
    value: 'one' | 'each';
    options: readonly SegmentedOption<'one' | 'each'>[];
    onChange: (mode: 'one' | 'each') => void;
  };
  onCancel: (id: string) => void;
  onRetry: (id: string) => void;
}

/** Files on their way up, each with its own fate. */
export function ClipCard(props: ClipCardProps): ReactNode {
  const { title, percent, percentText, rows, retry, retryAll, mode, onCancel, onRetry } = props;
  return (
    <Card className={styles.card}>
      <View className={styles.head}>
        <Text className={styles.title}>{title}</Text>
        {percentText === undefined ? null : <Text className={styles.percent}>{percentText}</Text>}
      </View>
      {percent === undefined ? null : <ProgressBar percent={percent} label={title} className={styles.bar} />}
      <View {...a11y('list')}>
        {rows.map((row, index) => (
          <Row key={row.id} row={row} index={index} retry={retry} onCancel={onCancel} onRetry={onRetry} />
        ))}
      </View>
      {retryAll ? (
        <Button
          text={retryAll.text}
          kind="soft"
          size="small"
          icon="retry"
          iconSize={15}
          isWide
          className={styles.all}
          testId="upload.retry-all"
          onPress={retryAll.onPress}
        />
      ) : null}
      {mode ? (
        <Segmented
          className={styles.all}
          label={mode.label}
          options={mode.options}
          value={mode.value}
          testId="upload.mode"
          onChange={mode.onChange}
        />
      ) : null}
    </Card>
  );
}

type RowProps = Pick<ClipCardProps, 'retry' | 'onCancel' | 'onRetry'> & { row: UploadRow; index: number };

function Row({ row, index, retry, onCancel, onRetry }: RowProps): ReactNode {
  const isMoving = row.state === 'waiting' || row.state === 'uploading' || row.state === 'checking';
  return (
    <View className={classNames(styles.row, index > 0 && styles.ruled)} {...a11y('listitem')} data-testid={`upload.row-${index}`}>
      <Picture className={styles.picture} source={row.pictureUrl}>
        {isMoving ? (
          <View className={styles.shade}>
            <ProgressRing size="small" percent={row.state === 'checking' ? 99 : (row.percent ?? 0)} label={row.name} />
          </View>
        ) : null}
      </Picture>
      <View className={styles.words}>
        <View className={styles.name}>{row.name}</View>
        <View className={classNames(styles.note, row.state === 'failed' && styles.failed)}>{row.note}</View>
      </View>
      {row.state === 'done' ? (
        <View className={styles.done}>
          <Dot state="done" size={22} />
        </View>
      ) : null}
      {row.state === 'failed' || row.state === 'cancelled' ? (
        <Button
          text={retry}
          kind={row.state === 'failed' ? 'danger' : 'soft'}
          size="mini"
          icon="retry"
          iconSize={15}
          iconWeight="medium"
          className={classNames(styles.retry, row.state === 'failed' && styles.tucked)}
          testId={`upload.row-${index}.retry`}
          onPress={() => onRetry(row.id)}
        />
      ) : null}
      {isMoving || row.state === 'failed' ? (
        <IconButton
          icon="close"
          label={row.cancelLabel}
          className={styles.cross}
          testId={`upload.row-${index}.cancel`}
          onPress={() => onCancel(row.id)}
        />
      ) : null}
    </View>
  );
}
