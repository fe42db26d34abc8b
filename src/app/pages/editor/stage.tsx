import { type ReactNode, useMemo } from 'react';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import type { Timeline } from '../../../contract/relay/timeline.ts';
import { EmptyStage, Stage, type StageProps } from '../../components/timeline/Stage.tsx';
import { readRunning } from '../../journeys/chat/chat.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { readRedo, readUndo } from '../../journeys/versions/versions.ts';
import { useStore } from '../../store.ts';
import type { Translate } from '../../strings/translate.ts';
import { formatSeconds } from '../words/format.ts';
import { picturesOf } from '../words/pictures.ts';
import { countOf, describeTimeline, describeTracks, segmentAt } from '../words/segment-words.ts';
import type { EditorDoings } from './doings.ts';
import type { Editor } from './use-editor.ts';
import type { Saying } from './use-saying.ts';

export type EditorStageProps = { editor: Editor; saying: Saying; doings: EditorDoings };

/** The timeline as the last turn left it. Undo waits while a turn runs. */
export function EditorStage({ editor, saying, doings }: EditorStageProps): ReactNode {
  const t = useWords();
  const { detail } = editor;
  if (!detail || editor.isArriving || detail.timeline.durationMs === 0)
    return <EmptyStage title={t('timeline.title')} detail={t('timeline.empty')} />;
  return <FilledStage detail={detail} editor={editor} saying={saying} doings={doings} />;
}

function FilledStage({ detail, editor, saying, doings }: EditorStageProps & { detail: ProjectDetail }): ReactNode {
  const t = useWords();
  const { timeline } = detail;
  const positionMs = useStore(saying.position);
  const pictures = useMemo(() => picturesOf(detail), [detail]);
  const labels = useMemo(() => stageLabels(timeline, t), [timeline, t]);
  const shown = segmentAt(timeline, positionMs) ?? segmentAt(timeline, 0);
  const pictureUrl = shown?.source ? pictures[shown.source.clip] : Object.values(pictures)[0];
  const undo = readUndo(detail);
  const redo = readRedo(detail);
  const isBusy = readRunning(editor.chat) !== undefined || editor.isMoving;
  const length = t('unit.seconds', { n: formatSeconds(timeline.durationMs) });
  const tracks = describeTracks(timeline, t);
  return (
    <Stage
      timeline={timeline}
      positionMs={positionMs}
      {...(pictureUrl === undefined ? {} : { pictureUrl })}
      pictures={pictures}
      touched={editor.touched}
      length={detail.version <= 1 ? `${length} · ${t('unit.clips', { n: countOf(timeline, 'video') })}` : length}
      folded={{ title: `${t('timeline.title')} · ${length}`, detail: tracks }}
      exportText={t('common.export')}
      labels={labels}
      canUndo={!isBusy && undo !== undefined}
      canRedo={!isBusy && redo !== undefined}
      canExport
      isFolded={saying.keyboardPx > 0}
      onPlay={doings.preview}
      onUndo={() => undo !== undefined && doings.moveTo(undo)}
      onRedo={() => redo !== undefined && doings.moveTo(redo)}
      onExport={() => doings.follow('export')}
      onSeek={saying.seek}
      onSegment={saying.refer}
      onOpen={() => doings.follow('timeline')}
    />
  );
}

const stageLabels = (timeline: Timeline, t: Translate): StageProps['labels'] => ({
  undo: t('common.undo'),
  redo: t('common.redo'),
  play: t('common.preview'),
  unfold: t('timeline.expand'),
  timeline: describeTimeline(timeline, t),
});
