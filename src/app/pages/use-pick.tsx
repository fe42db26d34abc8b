import { type ReactNode, useState } from 'react';
import { PICK_LIMIT } from '../../contract/limits.ts';
import { useWords } from '../journeys/settings/use-settings.ts';
import { readCostlyBytes } from '../journeys/upload/consent.ts';
import { ask, choose, say } from '../platform/dialog';
import { canPickFromCamera, canPickFromChat, type PickedFile, pickFromAlbum, pickFromCamera, pickFromChat } from '../platform/media';
import { useConsent } from './use-consent.tsx';

export type PickSource = 'album' | 'chat' | 'camera';

type OnFiles = (files: PickedFile[]) => void;

const pickers: Record<PickSource, (limit: number) => Promise<PickedFile[]>> = {
  album: pickFromAlbum,
  chat: pickFromChat,
  camera: pickFromCamera,
};

/** Where this phone can pick from, the usual first. */
const sources: PickSource[] = ['album', ...(canPickFromChat ? ['chat' as const] : []), ...(canPickFromCamera ? ['camera' as const] : [])];

/** Everything between the tap on "pick" and the files: consent, the picker, mobile data. `question` is the sheet to draw, when one is open. */
export function usePick(): {
  pick: (source: PickSource, onFiles: OnFiles, limit?: number) => Promise<void>;
  /** Asks where from first, where there is a choice. */
  pickAnywhere: (onFiles: OnFiles) => Promise<void>;
  question: ReactNode;
  isPicking: boolean;
} {
  const t = useWords();
  const { withConsent, question } = useConsent();
  const [isPicking, setPicking] = useState(false);

  const open = async (source: PickSource, onFiles: OnFiles, limit: number): Promise<void> => {
    setPicking(true);
    try {
      const files = await pickers[source](limit);
      if (files.length === limit && limit < PICK_LIMIT) say(t('pick.limit', { n: limit }));
      if (files.length > 0 && (await agreesToCost(files, t))) onFiles(files);
    } catch {
      // The picker itself failed, or WeChat's own consent was refused: home stays as it was.
      say(t('privacy.declined'));
    } finally {
      setPicking(false);
    }
  };

  const pick = (source: PickSource, onFiles: OnFiles, limit = PICK_LIMIT): Promise<void> =>
    withConsent(t('privacy.agree'), () => void open(source, onFiles, limit));

  const pickAnywhere = async (onFiles: OnFiles): Promise<void> => {
    if (sources.length === 1) return pick('album', onFiles);
    const labels = sources.map((source) => t(`pick.${source}`));
    const choice = await choose(labels, t('common.cancel'), t('pick.sheet'));
    const source = choice === undefined ? undefined : sources[choice];
    if (source !== undefined) await pick(source, onFiles);
  };

  return { pick, pickAnywhere, isPicking, question };
}

async function agreesToCost(files: PickedFile[], t: ReturnType<typeof useWords>): Promise<boolean> {
  const bytes = await readCostlyBytes(files);
  if (bytes === undefined) return true;
  const text = t('upload.cell_desc', { size: Math.round(bytes / 1_000_000) });
  return ask({ title: t('upload.cell_title'), text, yes: t('upload.cell_go'), no: t('upload.cell_wait') });
}
