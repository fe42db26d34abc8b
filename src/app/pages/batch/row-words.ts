import type { BatchRow as DrawnRow } from '../../components/batch/BatchRowView.tsx';
import type { TagProps } from '../../components/primitive/Tag.tsx';
import type { BatchRow } from '../../journeys/batch/batch.ts';
import type { ExportState } from '../../journeys/export/export.ts';
import { exportStore } from '../../journeys/export/run-export.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { uploadStore } from '../../journeys/upload/run-upload.ts';
import { isUploading, readPercent, type UploadState } from '../../journeys/upload/upload.ts';
import { hasAlbum } from '../../platform/album';
import { canShareVideo } from '../../platform/share';
import { addressOf } from '../../relay.ts';
import { useStores } from '../../store.ts';
import type { Translate } from '../../strings/translate.ts';
import type { StringKey } from '../../strings/zh-CN.ts';

/** A wish that one tap says, and the fewer words that fit beside another. */
export type RowChip = { key: StringKey; label: StringKey };

type About = { written: Record<string, string>; editingId?: string; chips: RowChip[] };

/** Rows as the board draws them: the relay's state, the file's way there, and the film's way here. */
export function useRowsDrawn(rows: BatchRow[], about: About): DrawnRow[] {
  const t = useWords();
  const uploads = useStores(rows.map(({ projectId }) => uploadStore(projectId)));
  const films = useStores(rows.map(({ projectId }) => exportStore(projectId)));
  return rows.map((row, index) =>
    drawRow(row, { ...about, upload: uploads[index] ?? { rows: [] }, film: films[index] ?? { step: 'idle' } }, t),
  );
}

type Known = About & { upload: UploadState; film: ExportState };

function drawRow(row: BatchRow, { written, editingId, chips, upload, film }: Known, t: Translate): DrawnRow {
  const file = upload.rows[0]?.file;
  const poster = row.export?.posterUrl;
  const instruction = row.instruction ?? written[row.projectId];
  const picture = file?.thumbnailPath ?? (poster === undefined ? undefined : addressOf(poster));
  const isOpen = row.state === 'need' || row.state === 'fail';
  return {
    id: row.projectId,
    name: (file?.name ?? row.export?.file?.name ?? t('project.untitled')).replace(/\.\w+$/, ''),
    ...(picture === undefined ? {} : { pictureUrl: picture }),
    status: statusOf(row, upload, t),
    ...(instruction === undefined ? {} : { instruction }),
    placeholder: t('batch.ask'),
    editLabel: t('common.edit'),
    canEdit: isOpen,
    isEditing: editingId === row.projectId && isOpen,
    doneText: t('common.done'),
    ...(row.state === 'need' && instruction === undefined ? { chips: chips.map(({ key, label }) => ({ id: key, text: t(label) })) } : {}),
    ...progressOf(row, upload, t),
    ...resultOf(row, film, t),
    ...(row.state === 'fail' ? { failure: { text: t('batch.state.fail'), retry: t('common.retry') } } : {}),
  };
}

const tones: Record<BatchRow['state'], TagProps['tone']> = {
  need: 'neutral',
  wait: 'neutral',
  edit: 'info',
  render: 'info',
  done: 'ok',
  fail: 'bad',
};

function statusOf(row: BatchRow, upload: UploadState, t: Translate): TagProps {
  if (isUploading(upload)) return { text: t('project.status.uploading', { p: readPercent(upload) }), tone: 'info' };
  const text = row.state === 'done' ? t('common.done') : t(`batch.state.${row.state}`);
  return { text, tone: tones[row.state] ?? 'neutral' };
}

function progressOf(row: BatchRow, upload: UploadState, t: Translate): Pick<DrawnRow, 'progress'> {
  if (isUploading(upload))
    return { progress: { percent: readPercent(upload), text: t('project.status.uploading', { p: readPercent(upload) }) } };
  if (row.state === 'edit') return { progress: { text: t('batch.state.edit') } };
  if (row.state === 'render') return { progress: { percent: row.export?.percent ?? 0, text: t('batch.state.render') } };
  return {};
}

function resultOf(row: BatchRow, film: ExportState, t: Translate): Pick<DrawnRow, 'result'> {
  if (row.state !== 'done') return {};
  const isHere = film.step === 'done' && film.file.step === 'here';
  const isSaved = film.step === 'done' && film.save === 'saved';
  const save = isSaved ? t(hasAlbum ? 'result.saved' : 'result.download_done') : t(hasAlbum ? 'result.save' : 'result.h5_save');
  return {
    result: { save, isDisabled: !isHere, ...(canShareVideo() ? { share: t(hasAlbum ? 'result.friend' : 'result.web_share') } : {}) },
  };
}
