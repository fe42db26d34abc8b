import { type ReactNode, useState } from 'react';
import type { ProjectDetail } from '../../../contract/relay/project.ts';
import { ExportSheet } from '../../components/export/ExportSheet.tsx';
import { EXPORT_LIMIT_MB, estimateSize } from '../../journeys/export/estimate.ts';
import { defaultMode, type ExportMode, readRatio, runExport } from '../../journeys/export/run-export.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { openPage } from '../../platform/navigation.ts';
import { readFeatures } from '../../relay.ts';
import type { StringKey } from '../../strings/zh-CN.ts';

const verdicts: Record<'ok' | 'near' | 'over', StringKey> = { ok: 'export.ok', near: 'export.near', over: 'export.over' };

/** The size expected against what WeChat plays, before anything is made. */
export function ExportQuestion({ detail, onClose }: { detail: ProjectDetail; onClose: () => void }): ReactNode {
  const t = useWords();
  const { durationMs } = detail.timeline;
  const [mode, setMode] = useState<ExportMode>(() => defaultMode(durationMs));
  const canChoose = readFeatures()?.canChooseResolution === true;
  const { lowMb, highMb, verdict } = estimateSize(durationMs, mode, readRatio());
  const limit = EXPORT_LIMIT_MB;
  const isOver720 = verdict === 'over' && mode.resolution === '1080' && canChoose;
  const start = (): void => {
    onClose();
    // Not awaited: the page that opens shows the start as well.
    void runExport(detail.project.id, detail.version, canChoose ? mode : undefined);
    openPage('export', { id: detail.project.id });
  };
  return (
    <ExportSheet
      title={t('export.title')}
      closeLabel={t('common.close')}
      size={{
        title: t('export.est'),
        low: lowMb,
        high: highMb,
        limit,
        limitText: t('export.limit', { n: limit }),
        verdict: t(verdicts[verdict], { n: limit }),
        tone: verdict,
        label: t('a11y.size_meter', { a: lowMb, b: highMb, max: limit }),
      }}
      {...(isOver720 ? { fix: { text: t('export.over_fix'), onPress: () => setMode({ ...mode, resolution: '720' }) } } : {})}
      {...(canChoose
        ? {
            resolution: {
              title: t('export.res'),
              value: mode.resolution,
              options: [
                { value: '720', text: '720P' },
                { value: '1080', text: '1080P' },
              ],
              onChange: (resolution) => setMode({ ...mode, resolution }),
            },
            fps: {
              title: t('export.fps'),
              value: mode.fps,
              options: ([24, 30, 60] as const).map((value) => ({ value, text: String(value), label: t('unit.fps', { n: value }) })),
              onChange: (fps) => setMode({ ...mode, fps }),
            },
          }
        : {})}
      hint={durationMs === 0 ? t('export.empty') : t('export.time')}
      start={{ text: t('export.start'), isDisabled: durationMs === 0, onPress: start }}
      onClose={onClose}
    />
  );
}
