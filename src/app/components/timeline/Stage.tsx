import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Timeline } from '../../../contract/relay/timeline.ts';
import { a11y } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Button } from '../primitive/Button.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { IconButton } from '../primitive/IconButton.tsx';
import { useLargeText, useLowWindow } from '../primitive/look.ts';
import { Picture, PlaySign } from '../primitive/Picture.tsx';
import styles from './Stage.module.css';
import { Tracks } from './Tracks.tsx';

export interface StageProps {
  timeline: Timeline;
  positionMs: number;
  /** Picture at the playhead. */
  pictureUrl?: string;
  /** Picture of a clip by the draft's name for it. */
  pictures: Readonly<Record<string, string>>;
  /** Ids of the segments the last turn changed. */
  touched?: readonly string[];
  /** As "24 秒"; before the first edit also the number of clips. */
  length: string;
  /** The folded rows: title and what is on the tracks. */
  folded: { title: string; detail: string };
  exportText: string;
  labels: { undo: string; redo: string; play: string; unfold: string; timeline: string };
  canUndo: boolean;
  canRedo: boolean;
  canExport: boolean;
  /** One row of 64 px, while the keyboard is up. */
  isFolded?: boolean;
  onPlay: () => void;
  onUndo: () => void;
  onRedo: () => void;
  onExport: () => void;
  onSeek: (ms: number) => void;
  onSegment: (segmentId: string) => void;
  /** Opens the timeline sheet. */
  onOpen: () => void;
}

/** The timeline above the chat: always in sight, so that an edit is seen and not only told. */
export function Stage(props: StageProps): ReactNode {
  const isLarge = useLargeText();
  const isLow = useLowWindow();
  if (isLarge) return <LargeStage {...props} />;
  if (props.isFolded || isLow) return <FoldedStage {...props} />;
  return <FullStage {...props} />;
}

/** Before the first clip has arrived. */
export function EmptyStage({ title, detail }: { title: string; detail: string }): ReactNode {
  return (
    <View className={classNames(styles.stage, styles.row, styles.empty)} data-testid="editor.stage">
      <View className={styles.emptySign}>
        <Icon name="layers" size={22} />
      </View>
      <View className={styles.words}>
        <View className={styles.title}>{title}</View>
        <View className={styles.hint}>{detail}</View>
      </View>
    </View>
  );
}

function FullStage(props: StageProps): ReactNode {
  const { timeline, positionMs, pictureUrl, pictures, touched = [], length, exportText, labels, onPlay, onSeek, onSegment, onOpen } = props;
  return (
    <View className={styles.stage} {...a11y('group', labels.timeline)} data-testid="editor.stage">
      <Pressable label={labels.play} testId="editor.stage.play" onPress={onPlay}>
        <Picture className={styles.picture} source={pictureUrl}>
          <PlaySign size={34} />
        </Picture>
      </Pressable>
      <View className={styles.side}>
        <View className={styles.bar}>
          <Pressable className={styles.length} label={`${length} ${labels.unfold}`} testId="editor.stage.unfold" onPress={onOpen}>
            {length}
          </Pressable>
          <IconButton
            icon="undo"
            label={labels.undo}
            className={styles.tool}
            isDisabled={!props.canUndo}
            testId="editor.stage.undo"
            onPress={props.onUndo}
          />
          <IconButton
            icon="redo"
            label={labels.redo}
            className={classNames(styles.tool, styles.last)}
            isDisabled={!props.canRedo}
            testId="editor.stage.redo"
            onPress={props.onRedo}
          />
          <Button
            text={exportText}
            size="mini"
            className={styles.export}
            isDisabled={!props.canExport}
            testId="editor.stage.export"
            onPress={props.onExport}
          />
        </View>
        <View onLongPress={onOpen} data-testid="editor.stage.band">
          <Tracks
            timeline={timeline}
            positionMs={positionMs}
            size="stage"
            pictures={pictures}
            marked={touched}
            onSeek={onSeek}
            onSegment={onSegment}
          />
        </View>
      </View>
    </View>
  );
}

function FoldedStage({ pictureUrl, folded, exportText, labels, canExport, onExport, onOpen }: StageProps): ReactNode {
  return (
    <View className={classNames(styles.stage, styles.row, styles.folded)} {...a11y('group', labels.timeline)} data-testid="editor.stage">
      <Picture className={styles.small} source={pictureUrl} />
      <View className={styles.words}>
        <View className={styles.title}>{folded.title}</View>
        <View className={styles.detail}>{folded.detail}</View>
      </View>
      <IconButton icon="down" label={labels.unfold} className={styles.unfold} testId="editor.stage.unfold" onPress={onOpen} />
      <Button
        text={exportText}
        size="mini"
        className={styles.exportFolded}
        isDisabled={!canExport}
        testId="editor.stage.export"
        onPress={onExport}
      />
    </View>
  );
}

function LargeStage({ pictureUrl, length, folded, exportText, labels, canExport, onPlay, onExport, onOpen }: StageProps): ReactNode {
  return (
    <View className={classNames(styles.stage, styles.row, styles.large)} {...a11y('group', labels.timeline)} data-testid="editor.stage">
      <Pressable label={labels.play} testId="editor.stage.play" onPress={onPlay}>
        <Picture className={styles.medium} source={pictureUrl}>
          <PlaySign size={32} />
        </Picture>
      </Pressable>
      <Pressable
        className={styles.words}
        label={`${length} ${folded.detail} ${labels.unfold}`}
        testId="editor.stage.unfold"
        onPress={onOpen}
      >
        <View className={styles.title}>{length}</View> <View className={classNames(styles.detail, styles.strong)}>{folded.detail}</View>
      </Pressable>
      <Button
        text={exportText}
        size="mini"
        className={styles.exportLarge}
        isDisabled={!canExport}
        testId="editor.stage.export"
        onPress={onExport}
      />
    </View>
  );
}
