import type { Project } from '../../../contract/relay/project.ts';
import type { TagProps } from '../../components/primitive/Tag.tsx';
import { addressOf } from '../../relay.ts';
import type { Translate } from '../../strings/translate.ts';
import { formatDay, formatMegabytes, formatSeconds } from '../words/format.ts';

/** A still of the finished film where there is one, else of the first clip; nothing before a clip is there. */
export function pictureOf({ filmPosterUrl, posterUrl }: Project): { pictureUrl?: string } {
  const url = filmPosterUrl ?? posterUrl;
  return url === undefined ? {} : { pictureUrl: addressOf(url) };
}

export function detailOf(project: Project, t: Translate): string {
  const what =
    project.durationMs > 0 ? t('unit.seconds', { n: formatSeconds(project.durationMs) }) : t('home.clips', { n: project.clipCount });
  return `${what} · ${formatDay(project.updatedAt, Date.now(), t)}`;
}

export function statusOf(project: Project, t: Translate): TagProps {
  switch (project.status) {
    case 'draft':
      return { text: t('project.status.draft') };
    case 'editing':
      return { text: t('project.status.editing'), icon: 'scissors' };
    case 'exporting':
      return { text: t('project.status.exporting'), tone: 'info', icon: 'clock' };
    case 'exported': {
      const size = project.exportedBytes === undefined ? '' : t('unit.mb', { n: formatMegabytes(project.exportedBytes) });
      return { text: t('project.status.exported', { size }).trim(), tone: 'ok', icon: 'check' };
    }
    case 'failed':
      return { text: t('project.status.failed'), tone: 'bad', icon: 'alert' };
  }
}
