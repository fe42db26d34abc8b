import { Text, View } from '@tarojs/components';
import { type ReactNode, useMemo } from 'react';
import type { Timeline, TrackKind } from '../../../contract/relay/timeline.ts';
import { heading } from '../a11y.ts';
import { Composer, type ComposerProps } from '../chat/Composer.tsx';
import { Chip, ChipRow } from '../primitive/Chip.tsx';
import { IconButton } from '../primitive/IconButton.tsx';
import { Sheet } from '../primitive/Sheet.tsx';
import { Inspector, type InspectorProps } from './Inspector.tsx';
import styles from './TimelineSheet.module.css';
import { Tracks } from './Tracks.tsx';

export interface TimelineSheetProps {
  title: string;
  /** To a tenth, as "24.0 秒". */
  length: string;
  closeLabel: string;
  timeline: Timeline;
  positionMs: number;
  pictures: Readonly<Record<string, string>>;
  /** Names of all segments for a screen reader, by id. */
  names: Readonly<Record<string, string>>;
  /** Names of the lanes, by what they hold. */
  laneNames?: Readonly<Record<TrackKind, string>>;
  zoom: { value: 1 | 2 | 4; text: string; smallerLabel: string; largerLabel: string; onChange: (zoom: 1 | 2 | 4) => void };
  selectedId?: string;
  /** About the selected segment. */
  inspector?: InspectorProps;
  /** What can be said about it with one tap. */
  chips: readonly { id: string; text: string }[];
  composer: ComposerProps;
  onSeek: (ms: number) => void;
  onSegment: (segmentId: string) => void;
  onChip: (id: string) => void;
  onClose: () => void;
}

const zooms = [1, 2, 4] as const;

/** The timeline, large: point at a segment, then say what to do with it. */
export function TimelineSheet(props: TimelineSheetProps): ReactNode {
  const { title, length, closeLabel, timeline, positionMs, pictures, names, zoom, selectedId, inspector, chips, composer } = props;
  const marked = useMemo(() => (selectedId === undefined ? [] : [selectedId]), [selectedId]);
  return (
    <Sheet label={title} closeLabel={closeLabel} isFull testId="timeline.sheet" onClose={props.onClose}>
      <View className={styles.head}>
        <View className={styles.title} {...heading()}>
          <Text>{title}</Text>
          <Text className={styles.length}>{length}</Text>
        </View>
        <Zoom {...zoom} />
      </View>
      <View className={styles.paper}>
        <Tracks
          timeline={timeline}
          positionMs={positionMs}
          size="sheet"
          zoom={zoom.value}
          pictures={pictures}
          marked={marked}
          names={names}
          laneNames={props.laneNames}
          onSeek={props.onSeek}
          onSegment={props.onSegment}
        />
      </View>
      {inspector ? <Inspector key={selectedId} {...inspector} /> : null}
      {chips.length === 0 ? (
        <View className={styles.gap} />
      ) : (
        <ChipRow place="sheet">
          {chips.map((chip, index) => (
            <Chip key={chip.id} text={chip.text} testId={`timeline.chip-${index}`} onPress={() => props.onChip(chip.id)} />
          ))}
        </ChipRow>
      )}
      <Composer {...composer} />
    </Sheet>
  );
}

function Zoom({ value, text, smallerLabel, largerLabel, onChange }: TimelineSheetProps['zoom']): ReactNode {
  const place = zooms.indexOf(value);
  const step = (by: 1 | -1): void => {
    const next = zooms[place + by];
    if (next !== undefined) onChange(next);
  };
  return (
    <View className={styles.zoom}>
      <IconButton
        icon="minus"
        iconSize={18}
        className={styles.step}
        label={smallerLabel}
        isDisabled={place === 0}
        testId="timeline.zoom-out"
        onPress={() => step(-1)}
      />
      <Text className={styles.scale}>{text}</Text>
      <IconButton
        icon="plus"
        iconSize={18}
        className={styles.step}
        label={largerLabel}
        isDisabled={place === zooms.length - 1}
        testId="timeline.zoom-in"
        onPress={() => step(1)}
      />
    </View>
  );
}
