import { type ReactNode, useState } from 'react';
import { useWords } from '../journeys/settings/use-settings.ts';
import { say } from '../platform/dialog';
import { giveConsent, readConsent } from '../platform/privacy';
import { PrivacyQuestion } from './privacy-question.tsx';

type Question = { contractName: string; agree: string; onAgree: () => void };

/** After a no, WeChat shows nothing for this long. */
const COOL_DOWN_MS = 10_000;
let refusedAt = 0;

/** Asks for consent before what needs it, once. `question` is the sheet to draw, when one is open; `agree` are the words of its button. */
export function useConsent(): { withConsent: (agree: string, act: () => void) => Promise<void>; question: ReactNode } {
  const t = useWords();
  const [question, setQuestion] = useState<Question>();

  const withConsent = async (agree: string, act: () => void): Promise<void> => {
    const { isNeeded, contractName } = await readConsent();
    if (!isNeeded) return act();
    if (Date.now() - refusedAt < COOL_DOWN_MS) return say(t('privacy.cooldown'));
    setQuestion({ contractName, agree, onAgree: act });
  };

  const decline = (): void => {
    refusedAt = Date.now();
    setQuestion(undefined);
    say(t('privacy.declined'));
  };

  const agree = (): void => {
    giveConsent();
    setQuestion(undefined);
    question?.onAgree();
  };

  return {
    withConsent,
    question: question ? (
      <PrivacyQuestion contractName={question.contractName} agree={question.agree} onAgree={agree} onDecline={decline} />
    ) : null,
  };
}
