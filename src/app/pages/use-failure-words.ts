import { useEffect } from 'react';
import type { ErrorArgs } from '../../contract/error.ts';
import { creditsStore, runReadCredits } from '../journeys/credits/run-credits.ts';
import { useWords } from '../journeys/settings/use-settings.ts';
import type { Failure } from '../relay.ts';
import { useStore } from '../store.ts';
import { describeCredits, describeFailure, type FailureWords } from './words/failure-words.ts';

/** Words of a failure for this person: without credits, the balance is read again and tells whether they have an account. */
export function useFailureWords(failure: Failure, args: ErrorArgs): FailureWords {
  const t = useWords();
  const { credits } = useStore(creditsStore);
  const isEmpty = failure === 'credits_empty';
  useEffect(() => {
    if (isEmpty) void runReadCredits();
  }, [isEmpty]);
  return isEmpty ? describeCredits(credits !== undefined && credits.bindUrl === undefined, t) : describeFailure(failure, args, t);
}
