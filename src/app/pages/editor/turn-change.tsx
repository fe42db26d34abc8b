import type { ReactNode } from 'react';
import { ChangeCard, type ChangeRow } from '../../components/chat/ChangeCard.tsx';
import { RestoreRow } from '../../components/chat/RestoreRow.tsx';
import type { ChangedEvent } from '../../journeys/chat/turn.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import { isReverted } from '../../journeys/versions/versions.ts';
import { type ChangeKind, describeChange, describeChanges } from '../words/change-words.ts';
import type { EditorDoings } from './doings.ts';

const tones: Record<ChangeKind, ChangeRow['tone']> = {
  clip: 'video',
  duration: 'video',
  ratio: 'video',
  speed: 'video',
  text: 'text',
  music: 'audio',
  voice: 'audio',
  sound: 'audio',
  other: 'other',
};

export type TurnChangeProps = { changed: ChangedEvent; shownVersion: number; isBusy: boolean; doings: EditorDoings };

/** What the turn really changed, with the way back. */
export function TurnChange({ changed, shownVersion, isBusy, doings }: TurnChangeProps): ReactNode {
  const t = useWords();
  const { version, changes, unasked } = changed;
  const isUndone = isReverted(version, shownVersion);
  const rows = changes.map((change, index) => {
    const { kind, text, value } = describeChange(change, t);
    return { id: `${change.kind}-${index}`, tone: tones[kind], text, ...(value === undefined ? {} : { value }) };
  });
  const offers = unasked.map((kind) => {
    const text = t(`change.drop_${kind}`);
    return { id: kind, text, onPress: () => doings.say(text) };
  });
  return (
    <>
      <ChangeCard
        title={describeChanges(changes, t)}
        version={t('change.version', { n: version })}
        rows={rows}
        {...(isUndone ? { undone: t('change.reverted') } : {})}
        preview={{ text: t('common.preview'), onPress: doings.preview }}
        undo={{ text: t('common.undo'), isDisabled: isBusy, onPress: () => doings.moveTo(version - 1) }}
        offers={offers}
        testId={`editor.card-${version}`}
      />
      {isUndone ? (
        <RestoreRow
          text={t('undo.done', { n: shownVersion })}
          restore={t('undo.restore', { n: version })}
          isDisabled={isBusy}
          testId={`editor.card-${version}.restore`}
          onRestore={() => doings.moveTo(version)}
        />
      ) : null}
    </>
  );
}
