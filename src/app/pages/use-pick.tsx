import { type ReactNode, useState } from 'react';
import { PICK_LIMIT } from '../../contract/limits.ts';
import { useWords } from '../journeys/settings/use-settings.ts';
import { readCostlyBytes } from '../journeys/upload/consent.ts';
import { ask, say } from '../platform/dialog';
import { type PickedFile, pickFromAlbum, pickFromCamera, pickFromChat } from '../platform/media';
import { type Consent, giveConsent, readConsent } from '../platform/privacy';
import { PrivacyQuestion } from './privacy-question.tsx';

export type PickSource = 'album' | 'chat' | 'camera';

type Question = { contractName: string; source: PickSource; limit: number; onFiles: (files: PickedFile[]) => void };

const pickers: Record<PickSource, (limit: number) => Promise<PickedFile[]>> = {
  album: pickFromAlbum,
  chat: pickFromChat,
  camera: pickFromCamera,
};

/** After a no, WeChat shows nothing for this long. */
const COOL_DOWN_MS = 10_000;
let refusedAt = 0;

/** Everything between the tap on "pick" and the files: consent, the picker, mobile data. `question` is the sheet to draw, when one is open. */
export function usePick(): {
  pick: (source: PickSource, onFiles: (files: PickedFile[]) => void, limit?: number) => Promise<void>;
  question: ReactNode;
  isPicking: boolean;
} {
  const t = useWords();
  const [question, setQuestion] = useState<Question>();
  const [isPicking, setPicking] = useState(false);

  const open = async ({ source, limit, onFiles }: Omit<Question, 'contractName'>): Promise<void> => {
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

  const pick = async (source: PickSource, onFiles: (files: PickedFile[]) => void, limit = PICK_LIMIT): Promise<void> => {
    const consent: Consent = await readConsent();
    if (!consent.isNeeded) return open({ source, limit, onFiles });
    if (Date.now() - refusedAt < COOL_DOWN_MS) return say(t('privacy.cooldown'));
    setQuestion({ contractName: consent.contractName, source, limit, onFiles });
  };

  const close = (): void => {
    refusedAt = Date.now();
    setQuestion(undefined);
    say(t('privacy.declined'));
  };

  const agree = (): void => {
    giveConsent();
    setQuestion(undefined);
    if (question) void open(question);
  };

  return {
    pick,
    isPicking,
    question: question ? <PrivacyQuestion contractName={question.contractName} onAgree={agree} onDecline={close} /> : null,
  };
}

async function agreesToCost(files: PickedFile[], t: ReturnType<typeof useWords>): Promise<boolean> {
  const bytes = await readCostlyBytes(files);
  if (bytes === undefined) return true;
  const text = t('upload.cell_desc', { size: Math.round(bytes / 1_000_000) });
  return ask({ title: t('upload.cell_title'), text, yes: t('upload.cell_go'), no: t('upload.cell_wait') });
}
