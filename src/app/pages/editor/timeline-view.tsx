import { type ReactNode, useMemo, useState } from 'react';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import { writeClockTenths } from '../../../timeline/time.ts';
import type { InspectorProps } from '../../components/timeline/Inspector.tsx';
import { TimelineSheet } from '../../components/timeline/TimelineSheet.tsx';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { openPage } from '../../platform/navigation.ts';
import { useStore } from '../../store.ts';
import type { Translate } from '../../strings/translate.ts';
import type { StringKey } from '../../strings/zh-CN.ts';
import { picturesOf } from '../words/pictures.ts';
import { describeSegment, findSegment, nameSegments, type Placed } from '../words/segment-words.ts';
import { composerLabels, type DockProps, referenceOf } from './dock.tsx';
import type { Saying } from './use-saying.ts';

export type TimelineViewProps = { detail: ProjectDetail; saying: Saying; dock: DockProps; onClose: () => void };

/** What can be said about a segment with one tap, by its kind. */
const chips: Record<Placed['kind'], StringKey[]> = {
  video: ['chip.shorter', 'chip.slow', 'chip.first', 'chip.drop', 'chip.keep_sound'],
  audio: ['chip.other_music', 'chip.drop'],
  text: ['chip.bigger_text', 'chip.drop'],
  other: ['chip.drop'],
};

/** The timeline close up: point at a segment, then say what to do with it. */
export function TimelineView({ detail, saying, dock, onClose }: TimelineViewProps): ReactNode {
  const t = useWords();
  const [zoom, setZoom] = useState<1 | 2 | 4>(1);
  const { timeline } = detail;
  const positionMs = useStore(saying.position);
  const pictures = useMemo(() => picturesOf(detail), [detail]);
  const names = useMemo(() => nameSegments(timeline, t), [timeline, t]);
  const placed = saying.reference && findSegment(timeline, saying.reference.segmentId);
  const sayAndClose = (words: string): void => {
    dock.onSay(words);
    onClose();
  };
  return (
    <TimelineSheet
      title={t('timeline.title')}
      length={t('unit.seconds', { n: (timeline.durationMs / 1_000).toFixed(1) })}
      closeLabel={t('common.close')}
      timeline={timeline}
      positionMs={positionMs}
      pictures={pictures}
      names={names}
      laneNames={{ video: t('timeline.video'), audio: t('timeline.audio'), text: t('timeline.text'), other: t('timeline.other') }}
      zoom={{
        value: zoom,
        text: zoom === 1 ? t('timeline.fit') : `${zoom}×`,
        smallerLabel: t('timeline.zoom_out'),
        largerLabel: t('timeline.zoom_in'),
        onChange: setZoom,
      }}
      {...(placed ? { selectedId: placed.segment.id, inspector: inspect(placed, { detail, t, onSave: sayAndClose }) } : {})}
      chips={(placed ? chips[placed.kind] : []).map((key) => ({ id: key, text: t(key) }))}
      composer={{
        value: dock.text,
        placeholder: t(placed ? 'editor.placeholder_segment' : 'editor.placeholder'),
        action: 'send',
        canSend: dock.text.trim() !== '',
        labels: composerLabels(t),
        ...referenceOf(dock, t),
        onChange: dock.onText,
        onSend: () => {
          dock.onSend();
          onClose();
        },
        onStop: dock.onStop,
      }}
      onSeek={saying.seek}
      onSegment={saying.refer}
      onChip={(key) => sayAndClose(t(key as StringKey))}
      onClose={onClose}
    />
  );
}

type About = { detail: ProjectDetail; t: Translate; onSave: (words: string) => void };

function inspect(placed: Placed, { detail, t, onSave }: About): InspectorProps {
  const { segment, kind } = placed;
  const source = segment.source;
  const clip = source && detail.clips.find(({ draftName }) => draftName === source.clip);
  const picture = source && picturesOf(detail)[source.clip];
  const to = segment.startMs + segment.durationMs;
  const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
  return {
    title: `${describeSegment(placed, t)} · ${segment.text ?? segment.name}`,
    range: t('timeline.segment', { from: writeClockTenths(segment.startMs), to: writeClockTenths(to) }),
    detail: clip
      ? t('timeline.source', { d: seconds(segment.durationMs), s: t('unit.seconds', { n: seconds(clip.durationMs) }) })
      : t('unit.seconds', { n: seconds(segment.durationMs) }),
    ...(picture === undefined ? {} : { pictureUrl: picture }),
    play: { label: t('timeline.play_segment'), onPress: () => openPage('preview', { id: detail.project.id, at: String(segment.startMs) }) },
    ...(kind === 'text' && segment.text !== undefined
      ? {
          cue: {
            text: segment.text,
            label: t('timeline.cue'),
            save: t('common.save'),
            onSave: (words: string) => onSave(t('timeline.cue_say', { t: words })),
          },
        }
      : {}),
  };
}
