import { type ReactNode, useState } from 'react';
import { CLIP_LIMIT_BYTES, clipKindOf } from '../../../contract/limits.ts';
import { ClipCard, type ClipCardProps, type UploadRow } from '../../components/chat/ClipCard.tsx';
import { ErrorCard } from '../../components/chat/ErrorCard.tsx';
import { SystemLine } from '../../components/chat/SystemLine.tsx';
import { Segmented } from '../../components/primitive/Segmented.tsx';
import { isWeapp } from '../../config.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { cancelRow, removeRow, replaceRow, retryRow } from '../../journeys/upload/run-upload.ts';
import { isUploading, type Row, type RowState, readEtaSeconds, readPercent, type UploadState } from '../../journeys/upload/upload.ts';
import { canChangeVideo, type PickedFile, shrinkVideo, trimVideo } from '../../platform/media';
import type { Failure } from '../../relay.ts';
import type { Translate } from '../../strings/translate.ts';
import { describeFailure, describeFormats } from '../words/failure-words.ts';
import { shownName } from '../words/file-names.ts';
import { formatMegabytes } from '../words/format.ts';

export type UploadBlockProps = {
  projectId: string;
  upload: UploadState;
  mode?: ClipCardProps['mode'];
  /** Picks another file for a row. */
  onReplace: (key: string) => void;
};

const formatKind = { video: 'video', image: 'picture', audio: 'audio' } as const;

/** Files on their way, and a card for each that cannot go. */
export function UploadBlock({ projectId, upload, mode, onReplace }: UploadBlockProps): ReactNode {
  const t = useWords();
  const rows = upload.rows.filter(({ state }) => state.step !== 'refused');
  const failed = rows.filter(({ state }) => state.step === 'failed');
  const retryAll = (): void => {
    for (const { key } of failed) retryRow(projectId, key);
  };
  const percent = readPercent(upload);
  const retry = (key: string): void =>
    rows.some((row) => row.key === key && row.state.step === 'lost') ? onReplace(key) : retryRow(projectId, key);
  return (
    <>
      {/* Clips of an earlier run stand above already; what is left to say is how many films. */}
      {rows.length === 0 && mode ? <Segmented {...mode} testId="upload.mode" /> : null}
      {rows.length === 0 ? null : (
        <ClipCard
          title={titleOf(rows, t)}
          percent={percent}
          percentText={t('unit.percent', { n: percent })}
          rows={rows.map((row) => describeRow(row, t))}
          retry={t('common.retry')}
          {...(failed.length > 1 ? { retryAll: { text: t('upload.retry_all'), onPress: retryAll } } : {})}
          {...(mode ? { mode } : {})}
          onCancel={(key) => cancelRow(projectId, key)}
          onRetry={retry}
        />
      )}
      {isWeapp && isUploading(upload) ? <SystemLine text={t('upload.hidden')} /> : null}
      {upload.rows.map((row) =>
        row.state.step === 'refused' ? (
          <Refused
            key={row.key}
            row={row}
            reason={row.state.reason}
            onReplace={() => onReplace(row.key)}
            onChange={(file) => replaceRow(projectId, row.key, file)}
            onSkip={() => removeRow(projectId, row.key)}
          />
        ) : null,
      )}
    </>
  );
}

type RefusedReason = Extract<RowState, { step: 'refused' }>['reason'];

const refusals = { type: 'file_unsupported', broken: 'file_broken', size: 'file_too_large' } as const satisfies Record<
  RefusedReason,
  Failure
>;

type RefusedProps = {
  row: Row;
  reason: RefusedReason;
  onReplace: () => void;
  /** A smaller copy takes the file's place. */
  onChange: (file: PickedFile) => void;
  onSkip: () => void;
};

function Refused({ row: { file }, reason, onReplace, onChange, onSkip }: RefusedProps): ReactNode {
  const t = useWords();
  const changes = useChanges(file, onChange);
  const size = Math.round(file.sizeBytes / 1_000_000);
  const { kind, title, text, actions } = describeFailure(refusals[reason], { name: shownName(file), size }, t);
  const limit = CLIP_LIMIT_BYTES / 1_000_000;
  return (
    <ErrorCard
      kind={kind}
      title={title}
      detail={changes.note ?? text}
      {...(reason === 'type'
        ? { formats: describeFormats(t).map((format) => ({ kind: formatKind[format.kind], text: format.text })) }
        : {})}
      {...(reason === 'size' ? { meter: { size, limit, label: text } } : {})}
      actions={
        reason === 'size' && changes.actions.length > 0
          ? changes.actions
          : actions.map(({ action, text: label }) => ({ text: label, onPress: action === 'skip' ? onSkip : onReplace }))
      }
    />
  );
}

/** What a phone can do about a video that is too large, without leaving the app; nothing once it was tried in vain. */
function useChanges(
  file: PickedFile,
  onChange: (file: PickedFile) => void,
): { note?: string; actions: { text: string; onPress: () => void }[] } {
  const t = useWords();
  const [step, setStep] = useState<'idle' | 'shrinking' | 'failed'>('idle');
  if (!canChangeVideo || step === 'failed' || clipKindOf(file.name) !== 'video') return { actions: [] };
  if (step === 'shrinking') return { note: t('err.size_shrinking'), actions: [] };
  const take = (changed: PickedFile | undefined): void => {
    setStep(changed ? 'idle' : 'failed');
    if (changed) onChange(changed);
  };
  const shrink = (): void => {
    setStep('shrinking');
    void shrinkVideo(file).then(take);
  };
  return {
    actions: [
      { text: t('err.size_compress'), onPress: shrink },
      { text: t('err.size_trim'), onPress: () => void trimVideo(file).then(take) },
    ],
  };
}

function titleOf(rows: Row[], t: Translate): string {
  const countOf = (...steps: RowState['step'][]): number => rows.filter(({ state }) => steps.includes(state.step)).length;
  const stuck = countOf('failed', 'lost');
  if (isUploading({ rows })) return t('upload.title', { n: countOf('waiting', 'sending', 'checking', 'done', 'failed', 'lost') });
  return stuck > 0 ? t('resume.upload', { n: stuck }) : t('upload.all_done', { n: countOf('done') });
}

const states: Record<Exclude<Row['state']['step'], 'refused'>, UploadRow['state']> = {
  waiting: 'waiting',
  sending: 'uploading',
  checking: 'checking',
  done: 'done',
  failed: 'failed',
  lost: 'failed',
  cancelled: 'cancelled',
};

function describeRow(row: Row, t: Translate): UploadRow {
  const { key, file, state } = row;
  return {
    id: key,
    name: shownName(file),
    ...(file.thumbnailPath === undefined ? {} : { pictureUrl: file.thumbnailPath }),
    state: state.step === 'refused' ? 'failed' : states[state.step],
    ...(state.step === 'sending' ? { percent: Math.min(99, Math.floor((state.sentBytes / Math.max(1, file.sizeBytes)) * 100)) } : {}),
    note: noteOf(row, t),
    cancelLabel: t('upload.cancel_a11y', { name: shownName(file) }),
  };
}

function noteOf(row: Row, t: Translate): string {
  const size = formatMegabytes(row.file.sizeBytes);
  switch (row.state.step) {
    case 'waiting':
      return t('upload.row_queue', { size });
    case 'sending': {
      const eta = readEtaSeconds(row);
      const done = formatMegabytes(row.state.sentBytes);
      return eta === undefined ? t('upload.row_started', { done, total: size }) : t('upload.row_progress', { done, total: size, eta });
    }
    case 'checking':
      return t('upload.row_processing');
    case 'done':
      return t('upload.row_done', { size });
    case 'failed':
      return row.state.failure === 'offline' || row.state.failure === 'upload_interrupted'
        ? t('upload.row_failed')
        : describeFailure(row.state.failure, { name: shownName(row.file) }, t).title;
    case 'lost':
      return t('upload.row_lost');
    case 'refused':
    case 'cancelled':
      return t('upload.row_canceled');
  }
}
