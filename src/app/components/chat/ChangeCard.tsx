import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { IconName } from '../../theme/icons.ts';
import { classNames } from '../class-names.ts';
import { Button } from '../primitive/Button.tsx';
import { ButtonRow } from '../primitive/ButtonRow.tsx';
import { Card } from '../primitive/Card.tsx';
import { Chip } from '../primitive/Chip.tsx';
import { Dot } from '../primitive/Dot.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { IconButton } from '../primitive/IconButton.tsx';
import { useLargeText } from '../primitive/look.ts';
import { Tag } from '../primitive/Tag.tsx';
import styles from './ChangeCard.module.css';

/** One difference between two drafts, in words. `tone` is the track it touches. */
export interface ChangeRow {
  id: string;
  tone: 'video' | 'text' | 'audio' | 'other';
  text: string;
  /** The number at the end of the line. */
  value?: string;
  /** A second line, where before and after are words. */
  second?: string;
  /** Plays what the line is about, as new music. */
  listen?: { label: string; onPress: () => void };
}

export interface ChangeCardProps {
  title: string;
  version?: string;
  rows: readonly ChangeRow[];
  /** The word of the tag once the change is undone. */
  undone?: string;
  preview: { text: string; onPress: () => void };
  /** Left out where there is nothing to go back to. */
  undo?: { text: string; isDisabled?: boolean; onPress: () => void };
  /** What came unasked, to be taken away again with one tap. */
  offers?: readonly { id: string; text: string; onPress: () => void }[];
  /** `editor.card-<id>`; the buttons are `….preview` and `….undo`. */
  testId: string;
}

const signs: Record<ChangeRow['tone'], IconName> = { video: 'scissors', text: 'text', audio: 'music', other: 'sliders' };

/** What a turn really changed, from a diff of the drafts and never from what the editor said. */
export function ChangeCard({ title, version, rows, undone, preview, undo, offers = [], testId }: ChangeCardProps): ReactNode {
  const isLarge = useLargeText();
  const isUndone = undone !== undefined;
  return (
    <Card testId={testId}>
      <View className={classNames(styles.head, isLarge && styles.headLarge)}>
        <Dot state={isUndone ? 'undone' : 'done'} size={isLarge ? 26 : 20} />
        <Text className={classNames(styles.title, isUndone && styles.faded)}>{title}</Text>
        {isUndone ? <Tag text={undone} /> : null}
        {!isUndone && version !== undefined ? <Text className={styles.version}>{version}</Text> : null}
      </View>
      <View className={classNames(styles.rows, isUndone && styles.rowsLast)}>
        {rows.map((row) => (
          <Row key={row.id} row={row} isUndone={isUndone} />
        ))}
      </View>
      {offers.length === 0 || isUndone ? null : (
        <View className={styles.offers}>
          {offers.map((offer) => (
            <Chip key={offer.id} text={offer.text} onPress={offer.onPress} />
          ))}
        </View>
      )}
      {isUndone ? null : (
        <ButtonRow className={styles.actions}>
          <Button
            text={preview.text}
            size="small"
            icon="play"
            iconSize={15}
            isWide
            testId={`${testId}.preview`}
            onPress={preview.onPress}
          />
          {undo ? (
            <Button
              text={undo.text}
              kind="soft"
              size="small"
              icon="undo"
              iconSize={17}
              isWide
              isDisabled={undo.isDisabled}
              testId={`${testId}.undo`}
              onPress={undo.onPress}
            />
          ) : null}
        </ButtonRow>
      )}
    </Card>
  );
}

function Row({ row, isUndone }: { row: ChangeRow; isUndone: boolean }): ReactNode {
  const isLarge = useLargeText();
  return (
    <View className={classNames(styles.row, isLarge && styles.rowLarge, row.second !== undefined && styles.rowTall)}>
      <View className={classNames(styles.sign, isLarge && styles.signLarge, isUndone ? styles.other : styles[row.tone])}>
        <Icon name={signs[row.tone]} size={isLarge ? 20 : 15} weight="medium" />
      </View>
      <View className={classNames(styles.words, isUndone && styles.faded)}>
        <View>{row.text}</View>
        {row.second === undefined ? null : <View>{row.second}</View>}
      </View>
      {row.value === undefined ? null : <Text className={classNames(styles.value, isLarge && styles.valueLarge)}>{row.value}</Text>}
      {row.listen ? <IconButton icon="play" iconSize={17} isFilled label={row.listen.label} onPress={row.listen.onPress} /> : null}
    </View>
  );
}
