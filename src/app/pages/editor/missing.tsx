import type { ReactNode } from 'react';
import { ErrorCard } from '../../components/chat/ErrorCard.tsx';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { goHome, openPage } from '../../platform/navigation.ts';
import type { Failure } from '../../relay.ts';
import { Screen } from '../screen.tsx';
import { describeFailure } from '../words/failure-words.ts';

/** The project could not be read at all: there is nothing older to show. */
export function Missing({ failure, onRetry }: { failure: Failure; onRetry: () => void }): ReactNode {
  const t = useWords();
  const { kind, title, text, actions } = describeFailure(failure, {}, t);
  const doings = { home: goHome, see_credits: () => openPage('credits') };
  return (
    <Screen bar={{ title: t('project.untitled') }}>
      <ErrorCard
        kind={kind}
        title={title}
        detail={text}
        actions={actions.map(({ action, text: label }) => ({
          text: label,
          onPress: action === 'home' || action === 'see_credits' ? doings[action] : onRetry,
        }))}
      />
    </Screen>
  );
}
