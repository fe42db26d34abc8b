import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Pressable } from '../pressable/Pressable.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { Segmented, type SegmentedOption } from '../primitive/Segmented.tsx';
import styles from './BatchBoard.module.css';
import { type BatchRow, type BatchRowActions, BatchRowView } from './BatchRowView.tsx';

export interface BatchBoardProps extends BatchRowActions {
  mode: {
    label: string;
    value: 'one' | 'each';
    options: readonly SegmentedOption<'one' | 'each'>[];
    onChange: (mode: 'one' | 'each') => void;
  };
  /** How many are done and at work. */
  summary: string;
  /** Copies one instruction to all rows. */
  applyAll?: { text: string; onPress: () => void };
  rows: readonly BatchRow[];
  /** That they run one after another. */
  order?: string;
}

/** A film of each file. One row that fails never stops the others. */
export function BatchBoard({ mode, summary, applyAll, rows, order, ...actions }: BatchBoardProps): ReactNode {
  return (
    <View className={styles.board}>
      <Segmented label={mode.label} options={mode.options} value={mode.value} testId="batch.mode" onChange={mode.onChange} />
      <View className={styles.line}>
        <Text className={styles.summary}>{summary}</Text>
        {applyAll ? (
          <Pressable className={styles.all} testId="batch.apply-all" onPress={applyAll.onPress}>
            <Icon name="copy" size={15} />
            <Text>{applyAll.text}</Text>
          </Pressable>
        ) : null}
      </View>
      <View className={styles.rows}>
        {rows.map((row, index) => (
          <BatchRowView key={row.id} row={row} index={index} {...actions} />
        ))}
      </View>
      {order === undefined ? null : <View className={styles.order}>{order}</View>}
    </View>
  );
}
