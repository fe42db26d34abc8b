import { View } from '@tarojs/components';
import { type CSSProperties, memo, type ReactNode } from 'react';
import type { Segment } from '../../../contract/relay/timeline.ts';
import { a11y, focusable, testIdentity } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import styles from './LaneView.module.css';
import { boxOf, type Lane } from './lanes.ts';
import type { TapEvent } from './tap.ts';
import { useLatest } from './use-latest.ts';

export interface LaneViewProps {
  lane: Lane;
  durationMs: number;
  /** Of the whole lane on a screen of 375, to know which labels fit. */
  widthPx: number;
  pictures: Readonly<Record<string, string>>;
  marked: readonly string[];
  names?: Readonly<Record<string, string>>;
  /** What the lane holds, in words. */
  laneName?: string;
  className?: string;
  onTap: (event: TapEvent) => void;
  onSegment?: (segmentId: string) => void;
}

const letter = { video: 'v', audio: 'a', text: 't', other: 'o' } as const;

/** One lane: filmstrips, a waveform or labels; dashed while it is empty. */
export function LaneView({
  lane,
  durationMs,
  widthPx,
  pictures,
  marked,
  names,
  laneName,
  className,
  onTap,
  onSegment,
}: LaneViewProps): ReactNode {
  const choose = useLatest(onSegment);
  return (
    <View
      className={classNames(styles.lane, className)}
      {...(names ? a11y('radiogroup', laneName) : {})}
      onClick={(event) => onTap(event as unknown as TapEvent)}
    >
      {lane.segments.length === 0 ? <View className={styles.ghost} /> : null}
      {lane.segments.map((segment, index) => (
        <SegmentView
          key={segment.id}
          segment={segment}
          kind={lane.kind}
          durationMs={durationMs}
          widthPx={widthPx}
          picture={segment.source ? pictures[segment.source.clip] : undefined}
          isMarked={marked.includes(segment.id)}
          name={names?.[segment.id]}
          testId={`seg-${letter[lane.kind]}-${index + 1}`}
          onSegment={choose}
        />
      ))}
    </View>
  );
}

interface SegmentViewProps {
  segment: Segment;
  kind: Lane['kind'];
  durationMs: number;
  widthPx: number;
  picture?: string;
  isMarked: boolean;
  name?: string;
  testId: string;
  onSegment: (segmentId: string) => void;
}

const SegmentView = memo(function SegmentView(props: SegmentViewProps): ReactNode {
  const { segment, kind, durationMs, widthPx, picture, isMarked, name, testId, onSegment } = props;
  const box = boxOf(segment, durationMs, widthPx);
  const style: CSSProperties = { left: box.left, width: box.width };
  return (
    <View
      className={classNames(styles.segment, isMarked && styles.raised)}
      style={style}
      {...(name === undefined
        ? {}
        : { ...a11y('radio', name, { checked: isMarked }), ...focusable, onKeyDown: chooseByKey(segment.id, onSegment) })}
      {...testIdentity(`editor.stage.${testId}`)}
    >
      <View className={classNames(styles.body, styles[kind], isMarked && styles.marked)} style={fill(kind, picture)}>
        {kind === 'audio' ? <View className={styles.wave} /> : null}
        {kind !== 'video' && kind !== 'audio' && box.hasLabel ? <View className={styles.label}>{segment.text ?? segment.name}</View> : null}
      </View>
    </View>
  );
});

/** A clip's picture again and again along its segment: one node, however long it is. */
const fill = (kind: Lane['kind'], picture: string | undefined): CSSProperties =>
  kind === 'video' && picture !== undefined ? { backgroundImage: `url("${picture}")` } : {};

interface KeyPress {
  key: string;
  preventDefault: () => void;
}

const chooseByKey = (segmentId: string, onSegment: SegmentViewProps['onSegment']) => (event: KeyPress) => {
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  onSegment(segmentId);
};
