import type { ReactNode } from 'react';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import { EmptyStage, Stage } from '../../components/timeline/Stage.tsx';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { readRedo, readUndo } from '../../journeys/versions/versions.ts';
import { addressOf } from '../../relay.ts';
import { formatSeconds } from '../words/format.ts';
import { describeTimeline, describeTracks, segmentAt } from '../words/segment-words.ts';

export type EditorStageProps = {
  detail?: ProjectDetail;
  positionMs: number;
  touched: string[];
  /** A turn runs, or the timeline moves to another version: undo waits. */
  isBusy: boolean;
  isFolded: boolean;
  onPlay: () => void;
  onMove: (version: number) => void;
  onExport: () => void;
  onSeek: (ms: number) => void;
  onSegment: (segmentId: string) => void;
  onOpen: () => void;
};

/** Picture of each clip, by the draft's name for it. */
export const picturesOf = ({ clips }: ProjectDetail): Record<string, string> =>
  Object.fromEntries(clips.flatMap(({ draftName, posterUrl }) => (posterUrl === undefined ? [] : [[draftName, addressOf(posterUrl)]])));

export function EditorStage(props: EditorStageProps): ReactNode {
  const { detail, positionMs, isBusy, onMove } = props;
  const t = useWords();
  if (!detail || detail.timeline.durationMs === 0) return <EmptyStage title={t('timeline.title')} detail={t('timeline.empty')} />;
  const { timeline } = detail;
  const pictures = picturesOf(detail);
  const shown = segmentAt(timeline, positionMs) ?? segmentAt(timeline, 0);
  const pictureUrl = shown?.source ? pictures[shown.source.clip] : Object.values(pictures)[0];
  const undo = readUndo(detail);
  const redo = readRedo(detail);
  const length = t('unit.seconds', { n: formatSeconds(timeline.durationMs) });
  const tracks = describeTracks(timeline, t);
  return (
    <Stage
      timeline={timeline}
      positionMs={positionMs}
      {...(pictureUrl === undefined ? {} : { pictureUrl })}
      pictures={pictures}
      touched={props.touched}
      length={detail.version <= 1 ? `${length} · ${tracks}` : length}
      folded={{ title: `${t('timeline.title')} · ${length}`, detail: tracks }}
      exportText={t('common.export')}
      labels={{
        undo: t('common.undo'),
        redo: t('common.redo'),
        play: t('common.preview'),
        unfold: t('timeline.expand'),
        timeline: describeTimeline(timeline, t),
      }}
      canUndo={!isBusy && undo !== undefined}
      canRedo={!isBusy && redo !== undefined}
      canExport={timeline.durationMs > 0}
      isFolded={props.isFolded}
      onPlay={props.onPlay}
      onUndo={() => undo !== undefined && onMove(undo)}
      onRedo={() => redo !== undefined && onMove(redo)}
      onExport={props.onExport}
      onSeek={props.onSeek}
      onSegment={props.onSegment}
      onOpen={props.onOpen}
    />
  );
}
