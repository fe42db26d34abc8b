import type { ReactNode } from 'react';
import { CLIP_LIMIT_BYTES } from '../../../contract/limits.ts';
import { ClipCard, type ClipCardProps, type UploadRow } from '../../components/chat/ClipCard.tsx';
import { ErrorCard } from '../../components/chat/ErrorCard.tsx';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { cancelRow, removeRow, retryRow } from '../../journeys/upload/run-upload.ts';
import { type Row, readEtaSeconds, readPercent, type UploadState } from '../../journeys/upload/upload.ts';
import type { Translate } from '../../strings/translate.ts';
import { describeFailure, describeFormats } from '../words/failure-words.ts';
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
      {upload.rows.map((row) =>
        row.state.step === 'refused' ? (
          <Refused
            key={row.key}
            row={row}
            reason={row.state.reason}
            onReplace={() => onReplace(row.key)}
            onSkip={() => removeRow(projectId, row.key)}
          />
        ) : null,
      )}
    </>
  );
}

type RefusedProps = { row: Row; reason: 'type' | 'size'; onReplace: () => void; onSkip: () => void };

function Refused({ row: { file }, reason, onReplace, onSkip }: RefusedProps): ReactNode {
  const t = useWords();
  const size = Math.round(file.sizeBytes / 1_000_000);
  const { kind, title, text, actions } = describeFailure(
    reason === 'type' ? 'file_unsupported' : 'file_too_large',
    { name: file.name, size },
    t,
  );
  const limit = CLIP_LIMIT_BYTES / 1_000_000;
  return (
    <ErrorCard
      kind={kind}
      title={title}
      detail={text}
      {...(reason === 'type'
        ? { formats: describeFormats(t).map((format) => ({ kind: formatKind[format.kind], text: format.text })) }
        : {})}
      {...(reason === 'size' ? { meter: { size, limit, label: text } } : {})}
      actions={actions.map(({ action, text: label }) => ({ text: label, onPress: action === 'skip' ? onSkip : onReplace }))}
    />
  );
}

function titleOf(rows: Row[], t: Translate): string {
  const done = rows.filter(({ state }) => state.step === 'done').length;
  const going = rows.filter(({ state }) => state.step !== 'done' && state.step !== 'cancelled').length;
  return going === 0
    ? t('upload.all_done', { n: done })
    : t('upload.title', { n: rows.filter(({ state }) => state.step !== 'cancelled').length });
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
    name: file.name,
    ...(file.thumbnailPath === undefined ? {} : { pictureUrl: file.thumbnailPath }),
    state: state.step === 'refused' ? 'failed' : states[state.step],
    ...(state.step === 'sending' ? { percent: Math.min(99, Math.floor((state.sentBytes / Math.max(1, file.sizeBytes)) * 100)) } : {}),
    note: noteOf(row, t),
    cancelLabel: t('upload.cancel_a11y', { name: file.name }),
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
        : describeFailure(row.state.failure, { name: row.file.name }, t).title;
    case 'lost':
      return t('upload.row_lost');
    case 'refused':
    case 'cancelled':
      return t('upload.row_canceled');
  }
}
