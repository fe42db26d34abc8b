import type { ReactNode } from 'react';
import type { Reference } from '../../../contract/relay/turn.ts';
import { Composer, type ComposerProps } from '../../components/chat/Composer.tsx';
import { Chip, ChipRow } from '../../components/primitive/Chip.tsx';
import { Dock as DockFrame } from '../../components/primitive/Dock.tsx';
import { useLargeText } from '../../components/primitive/look.ts';
import { useWords } from '../../journeys/settings/use-settings.ts';
import type { Translate } from '../../strings/translate.ts';
import type { StringKey } from '../../strings/zh-CN.ts';

export type DockProps = {
  text: string;
  reference?: Reference;
  /** What is going on decides what the field suggests. */
  phase: 'first' | 'next' | 'busy' | 'upload';
  isRunning: boolean;
  hasChips: boolean;
  onText: (text: string) => void;
  onSend: () => void;
  onStop: () => void;
  onAdd: () => void;
  onSay: (text: string) => void;
  onUnrefer: () => void;
  onKeyboard: (heightPx: number) => void;
};

const placeholders: Record<DockProps['phase'], StringKey> = {
  first: 'editor.placeholder_first',
  next: 'editor.placeholder',
  busy: 'editor.placeholder_busy',
  upload: 'editor.placeholder_upload',
};

const firstChips: StringKey[] = ['chip.trim_sub', 'chip.moments30', 'chip.music', 'chip.title', 'chip.vertical'];
const nextChips: StringKey[] = ['chip.shorter', 'chip.bigger_text', 'chip.other_music', 'chip.no_sub', 'chip.vertical'];

/** Where the person says what they want, by a tap or in words. */
export function Dock(props: DockProps): ReactNode {
  const { text, reference, phase, isRunning, hasChips } = props;
  const t = useWords();
  const isLarge = useLargeText();
  const chips = phase === 'next' ? nextChips : firstChips;
  return (
    <DockFrame>
      {hasChips && !isLarge && phase !== 'busy' ? (
        <ChipRow place="dock">
          {chips.map((key, index) => (
            <Chip key={key} text={t(key)} testId={`editor.chip-${index}`} onPress={() => props.onSay(t(key))} />
          ))}
        </ChipRow>
      ) : null}
      <Composer
        value={text}
        placeholder={t(reference ? 'editor.placeholder_segment' : placeholders[phase])}
        action={isRunning && text.trim() === '' ? 'stop' : 'send'}
        canSend={text.trim() !== ''}
        labels={composerLabels(t)}
        {...referenceOf(props, t)}
        onChange={props.onText}
        onSend={props.onSend}
        onStop={props.onStop}
        onAdd={props.onAdd}
        onKeyboard={props.onKeyboard}
      />
    </DockFrame>
  );
}

/** The segment the words are about, as a tag in the field. */
export const referenceOf = ({ reference, onUnrefer }: DockProps, t: Translate): Pick<ComposerProps, 'reference'> =>
  reference
    ? { reference: { text: reference.label, removeLabel: t('a11y.remove_ref', { ref: reference.label }), onRemove: onUnrefer } }
    : {};

export const composerLabels = (t: Translate): { add: string; send: string; stop: string; input: string } => ({
  add: t('a11y.add'),
  send: t('common.send'),
  stop: t('common.stop'),
  input: t('editor.placeholder_first'),
});
