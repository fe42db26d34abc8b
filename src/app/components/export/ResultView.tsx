import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { type NativeAction, Pressable } from '../pressable/Pressable.tsx';
import { Button } from '../primitive/Button.tsx';
import { ButtonRow } from '../primitive/ButtonRow.tsx';
import { Card } from '../primitive/Card.tsx';
import { useLargeText } from '../primitive/look.ts';
import { Picture, PlaySign } from '../primitive/Picture.tsx';
import { SizeMeter } from '../primitive/SizeMeter.tsx';
import { MomentsSteps, type MomentsStepsProps } from './MomentsSteps.tsx';
import styles from './ResultView.module.css';

export interface ResultAction {
  text: string;
  isDisabled?: boolean;
  native?: NativeAction;
  onPress?: () => void;
}

export interface ResultViewProps {
  title: string;
  name: string;
  pictureUrl?: string;
  /** Length, as `0:24`. */
  length: string;
  /** Words on the picture. */
  caption?: string;
  playLabel: string;
  /** Size in megabytes, as a number and as it is written. */
  size: { megabytes: number; text: string; limit: number; verdict: string; isOver: boolean; label: string };
  /** Frame, rate and format. */
  spec: string;
  /** Only where the file is over the limit. */
  shrink?: ResultAction;
  save: ResultAction;
  /** Left out where the browser cannot share. */
  friend?: ResultAction;
  moments?: ResultAction;
  steps?: MomentsStepsProps;
  again: ResultAction;
  fresh: ResultAction;
  /** Only where the film has captions: they can be had as files. */
  captions?: ResultAction;
  onPlay: () => void;
}

/** The film is done: the truth about its size, and where it can go. */
export function ResultView(props: ResultViewProps): ReactNode {
  const {
    title,
    name,
    pictureUrl,
    length,
    caption,
    playLabel,
    size,
    spec,
    shrink,
    save,
    friend,
    moments,
    steps,
    again,
    fresh,
    captions,
    onPlay,
  } = props;
  const isLarge = useLargeText();
  return (
    <View className={styles.page}>
      <View className={classNames(styles.top, isLarge && styles.topLarge)}>
        <Pressable label={[playLabel, caption, length].filter(Boolean).join(' ')} testId="result.play" onPress={onPlay}>
          <Picture className={classNames(styles.poster, isLarge && styles.posterLarge)} source={pictureUrl} badge={length}>
            <PlaySign size={56} />
            {caption === undefined ? null : <View className={styles.caption}>{caption}</View>}
          </Picture>
        </Pressable>
        <View className={styles.side}>
          <View>
            <View className={styles.title}>{title}</View>
            <View className={styles.name}>{name}</View>
          </View>
          <Card className={styles.size}>
            <View className={styles.number}>
              <Text className={styles.megabytes}>{size.text}</Text>
              <Text className={styles.unit}>MB</Text>
            </View>
            <View className={styles.meter}>
              <SizeMeter
                low={size.megabytes}
                limit={size.limit}
                tone={size.isOver ? 'over' : 'ok'}
                size="result"
                label={size.label}
                testId="result.meter"
              />
            </View>
            <View className={styles.verdict}>{size.verdict}</View>
          </Card>
          <View className={styles.spec}>{spec}</View>
        </View>
      </View>
      {shrink ? <Button {...shrink} kind="soft" size="large" isWide className={styles.shrink} testId="result.shrink" /> : null}
      <Button {...save} size="large" icon="save" iconSize={20} iconWeight="medium" isWide className={styles.save} testId="result.save" />
      <ButtonRow className={styles.share}>
        {friend ? <Button {...friend} kind="secondary" size="large" icon="chat" iconSize={20} isWide testId="result.friend" /> : null}
        {moments ? <Button {...moments} kind="secondary" size="large" icon="moments" iconSize={20} isWide testId="result.moments" /> : null}
      </ButtonRow>
      {steps ? <MomentsSteps {...steps} /> : null}
      <View className={styles.next}>
        <Button {...again} kind="plain" icon="undo" iconSize={17} testId="result.again" />
        <Button {...fresh} kind="plain" icon="plus" iconSize={17} testId="result.new" />
        {captions ? <Button {...captions} kind="plain" icon="text" iconSize={17} testId="result.captions" /> : null}
      </View>
    </View>
  );
}
