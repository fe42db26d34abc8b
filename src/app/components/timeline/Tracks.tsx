import { ScrollView, View } from '@tarojs/components';
import { type CSSProperties, memo, type ReactNode, useContext, useMemo, useState } from 'react';
import type { Timeline, TrackKind } from '../../../contract/relay/timeline.ts';
import { rulerTicks } from '../../../timeline/time.ts';
import type { IconName } from '../../theme/icons.ts';
import { focusable } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Icon } from '../primitive/Icon.tsx';
import { LookContext } from '../primitive/look.ts';
import { LaneView } from './LaneView.tsx';
import { type Lane, mergeLanes, nearestSegment, splitLanes } from './lanes.ts';
import styles from './Tracks.module.css';
import { type ScrollEvent, scrolledShare, type TapEvent, tappedShare } from './tap.ts';
import { useLatest, usePaced } from './use-latest.ts';

export type TracksSize = 'stage' | 'preview' | 'sheet';

export interface TracksProps {
  timeline: Timeline;
  /** Playhead. */
  positionMs: number;
  size: TracksSize;
  /** 1 shows everything; 2 and 4 scroll under a playhead at 40 %. */
  zoom?: 1 | 2 | 4;
  /** Picture of a clip by the draft's name for it. */
  pictures: Readonly<Record<string, string>>;
  /** Segments to outline: what the last turn changed, or what is chosen. */
  marked?: readonly string[];
  /** Names for a screen reader by segment id; with them every segment is a button. */
  names?: Readonly<Record<string, string>>;
  /** What the signs before the lanes stand for. */
  laneNames?: Readonly<Record<TrackKind, string>>;
  onSeek?: (ms: number) => void;
  onSegment?: (segmentId: string) => void;
}

/** Where a lane begins and how wide it is on a screen of 375. */
const geometry: Record<TracksSize, { leftPx: number; widthPx: number }> = {
  stage: { leftPx: 126, widthPx: 213 },
  preview: { leftPx: 48, widthPx: 299 },
  sheet: { leftPx: 36, widthPx: 322 },
};

const laneIcons: Record<TrackKind, IconName> = { video: 'film', audio: 'music', text: 'text', other: 'layers' };

/** Ruler, lanes and playhead. Positions are percentages, so that lanes follow the width they get. */
export function Tracks(props: TracksProps): ReactNode {
  const { timeline, positionMs, size, zoom = 1, pictures, marked, names, laneNames } = props;
  const lanes = useMemo(() => (size === 'stage' ? mergeLanes(timeline) : splitLanes(timeline)), [timeline, size]);
  const onSeek = useLatest(props.onSeek);
  const onSegment = useLatest(props.onSegment);
  const content = <Content {...{ timeline, size, zoom, lanes, pictures, marked, names, laneNames, onSeek, onSegment }} />;
  const share = timeline.durationMs > 0 ? Math.min(1, positionMs / timeline.durationMs) : 0;
  return (
    <View className={classNames(styles.tracks, styles[size])}>
      <View className={styles.labels}>
        {lanes.map((lane) => (
          <View key={lane.id} className={classNames(styles.label, styles[lane.kind])}>
            <Icon name={laneIcons[lane.kind]} size={14} weight="medium" />
            {lane.hidden > 0 ? <View className={styles.more}>+{lane.hidden}</View> : null}
          </View>
        ))}
      </View>
      {zoom === 1 ? (
        <View className={styles.view}>
          {content}
          <Playhead left={`${(share * 100).toFixed(3)}%`} />
        </View>
      ) : (
        <Zoomed key={zoom} zoom={zoom} share={share} durationMs={timeline.durationMs} onSeek={onSeek}>
          {content}
        </Zoomed>
      )}
    </View>
  );
}

type ZoomedProps = { zoom: 2 | 4; share: number; durationMs: number; onSeek: (ms: number) => void; children: ReactNode };

/** The lanes scroll and the playhead stands: what lies under it is the position. Begins at the position it is opened with. */
function Zoomed({ zoom, share, durationMs, onSeek, children }: ZoomedProps): ReactNode {
  const { widthPx } = useContext(LookContext);
  const [startPx] = useState(share * zoom * windowWidthPx(widthPx));
  const seek = usePaced(onSeek);
  return (
    <View className={classNames(styles.view, styles.window)}>
      <ScrollView
        className={styles.scroll}
        scrollX
        enhanced
        showScrollbar={false}
        scrollLeft={startPx}
        {...focusable}
        onScroll={(event) => seek(scrolledShare(event as unknown as ScrollEvent, zoom) * durationMs)}
      >
        <View className={styles.run}>
          <View className={styles.before} />
          <View className={styles.wide} style={{ width: `${zoom * 100}%` }}>
            {children}
          </View>
          <View className={styles.after} />
        </View>
      </ScrollView>
      <Playhead left="40%" />
    </View>
  );
}

/** What the sheet leaves for the lanes: the column less its margins and the signs of the lanes. */
const windowWidthPx = (screenPx: number): number => Math.min(screenPx, 480) - 53;

function Playhead({ left }: { left: string }): ReactNode {
  return (
    <View className={styles.head} style={{ left }}>
      <View className={styles.grip} />
    </View>
  );
}

const none: readonly string[] = [];

type ContentProps = Pick<TracksProps, 'timeline' | 'size' | 'pictures' | 'marked' | 'names' | 'laneNames'> & {
  zoom: 1 | 2 | 4;
  lanes: readonly Lane[];
  onSeek: (ms: number) => void;
  onSegment: (segmentId: string) => void;
};

/** All that does not move with the playhead: hundreds of segments are drawn anew only when the film changed. */
const Content = memo(function Content(props: ContentProps): ReactNode {
  const { timeline, size, zoom, lanes, pictures, marked = none, names, laneNames, onSeek, onSegment } = props;
  const { widthPx: windowPx } = useContext(LookContext);
  const { leftPx, widthPx } = geometry[size];
  const laneWidthPx = widthPx * zoom;
  const tap = (laneId: string, event: TapEvent): void => {
    event.stopPropagation();
    const share = zoom === 1 ? tappedShare(event, { leftPx, widthPx, windowPx }) : tappedShare(event);
    if (share === undefined) return;
    const lane = lanes.find(({ id }) => id === laneId);
    const segment = nearestSegment(lane, share, { durationMs: timeline.durationMs, widthPx: laneWidthPx });
    if (zoom === 1) onSeek(share * timeline.durationMs);
    if (segment) onSegment(segment.id);
  };
  return (
    <>
      <View className={styles.ruler}>
        {rulerTicks(timeline.durationMs, laneWidthPx).map((tick, index) => (
          <View key={tick.ms} className={classNames(styles.tick, index > 0 && styles.centred)} style={tickStyle(tick.x / laneWidthPx)}>
            {tick.ms / 1000}s
          </View>
        ))}
      </View>
      {lanes.map((lane) => (
        <LaneView
          key={lane.id}
          lane={lane}
          durationMs={timeline.durationMs}
          widthPx={laneWidthPx}
          pictures={pictures}
          marked={marked}
          names={names}
          laneName={laneNames?.[lane.kind]}
          className={styles[lane.kind]}
          onSegment={onSegment}
          onTap={(event) => tap(lane.id, event)}
        />
      ))}
    </>
  );
});

const tickStyle = (share: number): CSSProperties => ({ left: `${(share * 100).toFixed(3)}%` });
