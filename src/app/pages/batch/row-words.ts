import type { Project } from '../../../contract/relay/project.ts';
import { writeClock } from '../../../timeline/time.ts';
import type { BatchRow as DrawnRow } from '../../components/batch/BatchRowView.tsx';
import type { TagProps } from '../../components/primitive/Tag.tsx';
import type { BatchRow } from '../../journeys/batch/batch.ts';
import type { Instructions } from '../../journeys/batch/instructions.ts';
import { EXPORT_LIMIT_MB } from '../../journeys/export/estimate.ts';
import type { ExportState } from '../../journeys/export/export.ts';
import { exportStore } from '../../journeys/export/run-export.ts';
import { homeStore } from '../../journeys/home/run-home.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { uploadStore } from '../../journeys/upload/run-upload.ts';
import { isUploading, readPercent, type UploadState } from '../../journeys/upload/upload.ts';
import { hasAlbum } from '../../platform/album';
import { canShareVideo } from '../../platform/share';
import { addressOf } from '../../relay.ts';
import { useStore, useStores } from '../../store.ts';
import type { Translate } from '../../strings/translate.ts';
import type { StringKey } from '../../strings/zh-CN.ts';
import { describeFailure } from '../words/failure-words.ts';
import { formatMegabytes } from '../words/format.ts';
import { describeStep } from '../words/step-words.ts';

/** A wish that one tap says, and the fewer words that fit beside another. */
export type RowChip = { key: StringKey; label: StringKey };

type About = { written: Instructions; editingId?: string; chips: RowChip[] };

/** Rows as the board draws them: the relay's state, the file's way there, and the film's way here. */
export function useRowsDrawn(rows: BatchRow[], about: About): DrawnRow[] {
  const t = useWords();
  const uploads = useStores(rows.map(({ projectId }) => uploadStore(projectId)));
  const films = useStores(rows.map(({ projectId }) => exportStore(projectId)));
  const { projects } = useStore(homeStore);
  return rows.map((row, index) => {
    const project = projects.find(({ id }) => id === row.projectId);
    const known = {
      upload: uploads[index] ?? { rows: [] },
      film: films[index] ?? { step: 'idle' as const },
      ...(project ? { project } : {}),
    };
    return drawRow(row, { ...about, ...known }, t);
  });
}

type Known = About & { upload: UploadState; film: ExportState; project?: Project };

function drawRow(row: BatchRow, { written, editingId, chips, upload, film, project }: Known, t: Translate): DrawnRow {
  const file = upload.rows[0]?.file;
  const [clip] = row.clips ?? [];
  const poster = row.export?.posterUrl ?? clip?.posterUrl ?? project?.posterUrl;
  const draft = written[row.projectId];
  const instruction = draft?.words ?? row.instruction;
  const length = row.export?.file?.durationMs ?? file?.durationMs ?? clip?.durationMs;
  const picture = file?.thumbnailPath ?? (poster === undefined ? undefined : addressOf(poster));
  const isOpen = (row.state === 'need' || row.state === 'fail') && draft?.isStarted !== true;
  return {
    id: row.projectId,
    name: (file?.name ?? clip?.name ?? row.export?.file?.name ?? project?.title ?? t('project.untitled')).replace(/\.\w+$/, ''),
    ...(picture === undefined ? {} : { pictureUrl: picture }),
    ...(length === undefined ? {} : { length: writeClock(length) }),
    status: statusOf(row, { upload, isStarted: draft?.isStarted === true, hasWords: instruction !== undefined }, t),
    ...(instruction === undefined ? {} : { instruction }),
    placeholder: t('batch.ask'),
    editLabel: t('common.edit'),
    canEdit: isOpen,
    isEditing: editingId === row.projectId && isOpen,
    doneText: t('common.done'),
    ...(row.state === 'need' && instruction === undefined ? { chips: chips.map(({ key, label }) => ({ id: key, text: t(label) })) } : {}),
    ...progressOf(row, upload, t),
    ...resultOf(row, film, t),
    ...(row.state === 'fail' && isOpen ? { failure: { text: reasonOf(row, t), retry: t('common.retry') } } : {}),
  };
}

const tones: Record<BatchRow['state'], TagProps['tone']> = {
  need: 'neutral',
  wait: 'neutral',
  edit: 'neutral',
  render: 'info',
  done: 'ok',
  fail: 'bad',
};

function statusOf(
  row: BatchRow,
  { upload, isStarted, hasWords }: { upload: UploadState; isStarted: boolean; hasWords: boolean },
  t: Translate,
): TagProps {
  if (isUploading(upload)) return { text: t('project.status.uploading', { p: readPercent(upload) }), tone: 'info' };
  if (isStarted) return { text: t('batch.state.wait') };
  if (row.state === 'need' && hasWords) return { text: t('batch.state.ready') };
  if (row.state !== 'done') return { text: t(`batch.state.${row.state}`), tone: tones[row.state] };
  const size = row.export?.file?.sizeBytes;
  return { text: size === undefined ? t('common.done') : t('unit.mb', { n: formatMegabytes(size) }), tone: 'ok', icon: 'check' };
}

/** What went wrong, where it is known and more than "it failed". */
function reasonOf({ turn, export: film }: BatchRow, t: Translate): string {
  const heard = turn?.events.findLast((event) => event.type === 'error');
  const code = film?.error?.code ?? (heard?.type === 'error' ? heard.code : undefined);
  return code === undefined ? t('batch.state.fail') : describeFailure(code, {}, t).title;
}

function progressOf(row: BatchRow, upload: UploadState, t: Translate): Pick<DrawnRow, 'progress'> {
  if (isUploading(upload))
    return { progress: { percent: readPercent(upload), text: t('project.status.uploading', { p: readPercent(upload) }) } };
  if (row.state === 'edit') return { progress: { text: editingWords(row, t) } };
  if (row.state === 'render') return { progress: { percent: row.export?.percent ?? 0, text: renderingWords(row, t) } };
  return {};
}

/** Too many people: the relay goes on by itself. */
const waitingWords = (inMs: number, t: Translate): string => t('err.rate_d', { n: Math.ceil(inMs / 1_000) });

function editingWords({ turn }: BatchRow, t: Translate): string {
  if (turn?.retryInMs !== undefined) return waitingWords(turn.retryInMs, t);
  const step = turn?.events.findLast((event) => event.type === 'step');
  return step?.type === 'step' ? describeStep(step, t) : t('step.generic_run');
}

function renderingWords({ export: film }: BatchRow, t: Translate): string {
  if (film?.retryInMs !== undefined) return waitingWords(film.retryInMs, t);
  const stage = t(film?.state === 'fitting' ? 'render.compress' : film?.state === 'queued' ? 'batch.state.wait' : 'render.compose', {
    n: EXPORT_LIMIT_MB,
  });
  return film?.etaMs === undefined ? stage : `${stage} · ${t('batch.eta', { n: Math.max(1, Math.ceil(film.etaMs / 1_000)) })}`;
}

function resultOf(row: BatchRow, film: ExportState, t: Translate): Pick<DrawnRow, 'result'> {
  if (row.state !== 'done') return {};
  const isHere = film.step === 'done' && film.file.step === 'here';
  const isSaved = film.step === 'done' && film.save === 'saved';
  const save = isSaved ? t(hasAlbum ? 'common.saved' : 'result.download_done') : t(hasAlbum ? 'common.save' : 'result.h5_save');
  return {
    result: { save, isDisabled: !isHere, ...(canShareVideo() ? { share: t(hasAlbum ? 'result.friend' : 'result.web_share') } : {}) },
  };
}
