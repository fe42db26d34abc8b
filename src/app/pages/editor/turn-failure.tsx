import type { ReactNode } from 'react';
import type { ErrorArgs } from '../../../contract/error.ts';
import type { Turn } from '../../../contract/relay/turn.ts';
import { ErrorCard } from '../../components/chat/ErrorCard.tsx';
import type { Failure } from '../../relay.ts';
import { useFailureWords } from '../use-failure-words.ts';
import type { EditorDoings } from './doings.ts';

export type TurnFailureProps = { failure: { code: Failure; args: ErrorArgs }; turn: Turn; doings: EditorDoings };

/** Why the turn came to nothing, and what to do. */
export function TurnFailure({ failure, turn, doings }: TurnFailureProps): ReactNode {
  const { kind, title, text, actions } = useFailureWords(failure.code, failure.args);
  return (
    <ErrorCard
      kind={kind}
      title={title}
      detail={text}
      actions={actions.map(({ action, text: label }) => ({ text: label, onPress: () => doings.recover(action, turn.text) }))}
    />
  );
}
