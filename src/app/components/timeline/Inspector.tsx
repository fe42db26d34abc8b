import { Input, View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Button } from '../primitive/Button.tsx';
import { Card } from '../primitive/Card.tsx';
import { IconButton } from '../primitive/IconButton.tsx';
import { Picture } from '../primitive/Picture.tsx';
import styles from './Inspector.module.css';

export interface InspectorProps {
  title: string;
  /** From when to when. */
  range: string;
  /** How long, and how long the clip is. */
  detail: string;
  pictureUrl?: string;
  play: { label: string; onPress: () => void };
  /** The words of a cue, to be put right by hand. */
  cue?: { text: string; label: string; save: string; isDisabled?: boolean; onSave: (text: string) => void };
}

/** One segment, close up. */
export function Inspector({ title, range, detail, pictureUrl, play, cue }: InspectorProps): ReactNode {
  return (
    <Card className={styles.card} testId="timeline.inspector">
      <View className={styles.row}>
        <Picture className={styles.picture} source={pictureUrl} />
        <View className={styles.words}>
          <View className={styles.title}>{title}</View>
          <View className={styles.range}>{range}</View>
          <View className={styles.detail}>{detail}</View>
        </View>
        <IconButton icon="play" iconSize={18} isFilled label={play.label} testId="timeline.play" onPress={play.onPress} />
      </View>
      {cue ? <Cue {...cue} /> : null}
    </Card>
  );
}

function Cue({ text, label, save, isDisabled = false, onSave }: NonNullable<InspectorProps['cue']>): ReactNode {
  const [words, write] = useState(text);
  const isChanged = words.trim() !== '' && words !== text;
  return (
    <View className={styles.cue}>
      <Input
        className={styles.input}
        value={words}
        maxlength={-1}
        aria-label={label}
        data-testid="timeline.cue"
        onInput={(event) => write(event.detail.value)}
        onConfirm={() => isChanged && onSave(words)}
      />
      <Button text={save} size="mini" isDisabled={isDisabled || !isChanged} testId="timeline.cue-save" onPress={() => onSave(words)} />
    </View>
  );
}
