import type { ReactNode } from 'react';
import { AlbumSheet } from '../../components/more/AlbumSheet.tsx';
import type { SaveState } from '../../journeys/export/export.ts';
import { closeSaveQuestion, runAllowAlbum, runSave } from '../../journeys/export/run-export.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';

export type AlbumQuestionProps = { projectId: string; save: SaveState; onShare: () => void };

/** The album did not take the film: what to do, by the reason. Coming back from the settings goes on saving by itself. */
export function AlbumQuestion({ projectId, save, onShare }: AlbumQuestionProps): ReactNode {
  const t = useWords();
  if (save !== 'denied' && save !== 'denied_by_phone' && save !== 'refused' && save !== 'storage_full') return null;
  const isPermission = save === 'denied' || save === 'denied_by_phone';
  const title = isPermission ? t('perm.album_title') : t(save === 'storage_full' ? 'err.storage_full' : 'err.save_video');
  const detail = save === 'denied_by_phone' ? t('perm.sys_album') : t(isPermission ? 'perm.album_desc' : 'err.save_video_d');
  const close = (): void => closeSaveQuestion(projectId);
  return (
    <AlbumSheet
      title={title}
      detail={detail}
      {...(isPermission ? { setting: { row: t('perm.album_row'), hint: t('perm.album_hint') } } : {})}
      open={{
        text: t(isPermission ? 'perm.open' : 'common.retry'),
        onPress: () => void (isPermission ? runAllowAlbum(projectId) : runSave(projectId)),
      }}
      instead={{
        text: t('perm.album_alt'),
        onPress: () => {
          onShare();
          close();
        },
      }}
      later={{ text: t('common.later'), onPress: close }}
      closeLabel={t('common.close')}
    />
  );
}
