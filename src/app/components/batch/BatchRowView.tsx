import { Text, Textarea, View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Button } from '../primitive/Button.tsx';
import { Card } from '../primitive/Card.tsx';
import { useLargeText } from '../primitive/look.ts';
import { Picture } from '../primitive/Picture.tsx';
import { ProgressBar } from '../primitive/ProgressBar.tsx';
import { Tag, type TagProps } from '../primitive/Tag.tsx';
import { field, typing } from '../primitive/typing';
import styles from './BatchRowView.module.css';

export interface BatchRow {
  id: string;
  name: string;
  pictureUrl?: string;
  length?: string;
  status: TagProps;
  instruction?: string;
  /** Asks for an instruction while there is none. */
  placeholder: string;
  editLabel: string;
  canEdit: boolean;
  isEditing?: boolean;
  doneText: string;
  /** Said with one tap while there is no instruction. */
  chips?: readonly { id: string; text: string }[];
  /** At work; without a percent it only says so. */
  progress?: { percent?: number; text: string };
  /** The film is there. */
  result?: { save: string; share?: string; isDisabled?: boolean };
  /** What went wrong, and the way on. */
  failure?: { text: string; retry: string };
}

export interface BatchRowActions {
  onEdit: (id: string) => void;
  onInstruct: (id: string, instruction: string) => void;
  onChip: (id: string, chipId: string) => void;
  onSave: (id: string) => void;
  onShare: (id: string) => void;
  onRetry: (id: string) => void;
}

type RowProps = BatchRowActions & { row: BatchRow; index: number };

/** One file of a batch: its own words, its own state, its own film. */
export function BatchRowView(props: RowProps): ReactNode {
  const { row, index } = props;
  return (
    <Card className={styles.card} testId={`batch.row-${index}`}>
      <Picture className={styles.picture} source={row.pictureUrl} badge={row.length} />
      <View className={styles.side}>
        <View className={styles.head}>
          <Text className={styles.name}>{row.name}</Text>
          <Tag {...row.status} />
        </View>
        {row.isEditing ? <Editor {...props} /> : <Instruction {...props} />}
        <Foot {...props} />
      </View>
    </Card>
  );
}

function Instruction({ row, index, onEdit }: RowProps): ReactNode {
  const words = row.instruction ?? row.placeholder;
  return (
    <Pressable
      className={classNames(styles.instruction, row.instruction === undefined && styles.asking)}
      label={`${row.editLabel}：${words}`}
      isDisabled={!row.canEdit}
      testId={`batch.row-${index}.instruction`}
      onPress={() => onEdit(row.id)}
    >
      {words}
    </Pressable>
  );
}

function Editor({ row, index, onInstruct }: RowProps): ReactNode {
  const [words, write] = useState(row.instruction ?? '');
  const isLarge = useLargeText();
  return (
    <View className={classNames(styles.editor, isLarge && styles.editorLarge)}>
      <Textarea
        className={classNames(styles.input, isLarge && styles.inputLarge)}
        value={words}
        placeholder={row.placeholder}
        autoHeight
        autoFocus
        maxlength={-1}
        showConfirmBar={false}
        disableDefaultPadding
        {...field({ label: row.editLabel })}
        data-testid={`batch.row-${index}.input`}
        onInput={typing(write)}
        onBlur={() => onInstruct(row.id, words.trim())}
      />
      <Button text={row.doneText} size="mini" testId={`batch.row-${index}.done`} onPress={() => onInstruct(row.id, words.trim())} />
    </View>
  );
}

function Foot(props: RowProps): ReactNode {
  const { row, index, onChip } = props;
  const isLarge = useLargeText();
  const { progress, chips = [], isEditing } = row;
  if (progress)
    return (
      <View className={styles.progress}>
        <ProgressBar percent={progress.percent} label={row.name} />
        <View className={styles.doing}>{progress.text}</View>
      </View>
    );
  return (
    <View className={classNames(styles.buttons, isLarge && styles.stacked)}>
      <Result {...props} />
      <Failure {...props} />
      {isEditing
        ? null
        : chips.map((chip, place) => (
            <Button
              key={chip.id}
              text={chip.text}
              kind="soft"
              size="mini"
              testId={`batch.row-${index}.chip-${place}`}
              onPress={() => onChip(row.id, chip.id)}
            />
          ))}
    </View>
  );
}

function Result({ row: { id, result }, index, onSave, onShare }: RowProps): ReactNode {
  if (!result) return null;
  const shared = { size: 'mini', iconSize: 15, iconWeight: 'medium', isDisabled: result.isDisabled } as const;
  return (
    <>
      <Button {...shared} text={result.save} icon="save" testId={`batch.row-${index}.save`} onPress={() => onSave(id)} />
      {result.share === undefined ? null : (
        <Button {...shared} text={result.share} kind="soft" icon="chat" testId={`batch.row-${index}.friend`} onPress={() => onShare(id)} />
      )}
    </>
  );
}

function Failure({ row: { id, failure }, index, onRetry }: RowProps): ReactNode {
  if (!failure) return null;
  return (
    <>
      <Text className={styles.failure}>{failure.text}</Text>
      <Button
        text={failure.retry}
        kind="danger"
        size="mini"
        icon="retry"
        iconSize={15}
        iconWeight="medium"
        testId={`batch.row-${index}.retry`}
        onPress={() => onRetry(id)}
      />
    </>
  );
}
