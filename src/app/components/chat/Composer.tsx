import { Text, Textarea, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { testIdentity } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { IconButton } from '../primitive/IconButton.tsx';
import { useLargeText } from '../primitive/look.ts';
import { field, typing } from '../primitive/typing';
import styles from './Composer.module.css';

export interface ComposerProps {
  value: string;
  placeholder: string;
  /** `stop` while a turn runs and nothing is written; else `send`. */
  action: 'send' | 'stop';
  canSend: boolean;
  labels: { add: string; send: string; stop: string; input: string };
  /** The segment the words are about. */
  reference?: { text: string; removeLabel: string; onRemove: () => void };
  /** Only where voice input is set up; hidden at large text. */
  voice?: { label: string; onPress: () => void };
  onChange: (value: string) => void;
  onSend: () => void;
  onStop: () => void;
  /** Left out inside sheets. */
  onAdd?: () => void;
  /** Height of the keyboard in CSS pixels; 0 when it goes. */
  onKeyboard?: (heightPx: number) => void;
}

/** Where the person says what they want. */
export function Composer(props: ComposerProps): ReactNode {
  const { value, placeholder, labels, reference, voice, onChange, onSend, onAdd, onKeyboard } = props;
  const isLarge = useLargeText();
  return (
    <View className={styles.composer}>
      <View className={classNames(styles.box, isLarge && styles.boxLarge)}>
        {reference ? <ReferenceTag {...reference} /> : null}
        {!reference && onAdd ? (
          <IconButton
            icon="plus"
            iconSize={isLarge ? 26 : 22}
            label={labels.add}
            className={isLarge ? styles.sideLarge : styles.side}
            testId="editor.composer.add"
            onPress={onAdd}
          />
        ) : null}
        <Textarea
          className={classNames(styles.input, !reference && !onAdd && styles.first)}
          value={value}
          // Beside the tag there is no room for large words.
          placeholder={reference && isLarge ? '' : placeholder}
          placeholderClass={styles.placeholder ?? ''}
          autoHeight
          maxlength={-1}
          adjustPosition={false}
          showConfirmBar={false}
          disableDefaultPadding
          confirmType="send"
          cursorSpacing={16}
          {...testIdentity('editor.composer.input')}
          onInput={typing(onChange)}
          onFocus={(event) => onKeyboard?.(event.detail.height ?? 0)}
          onBlur={() => onKeyboard?.(0)}
          {...field({ label: labels.input, onSend })}
        />
        {voice && !isLarge ? (
          <IconButton
            icon="microphone"
            label={voice.label}
            className={classNames(styles.side, styles.voice)}
            testId="editor.composer.voice"
            onPress={voice.onPress}
          />
        ) : null}
        <Action {...props} isLarge={isLarge} />
      </View>
    </View>
  );
}

function ReferenceTag({ text, removeLabel, onRemove }: NonNullable<ComposerProps['reference']>): ReactNode {
  return (
    <Pressable className={styles.reference} label={removeLabel} testId="editor.composer.reference" onPress={onRemove}>
      <Text className={styles.referenceText}>{text}</Text>
      <Icon name="close" size={14} weight="medium" className={styles.referenceCross} />
    </Pressable>
  );
}

function Action({ action, canSend, labels, onSend, onStop, isLarge }: ComposerProps & { isLarge: boolean }): ReactNode {
  const isStop = action === 'stop';
  return (
    <Pressable
      className={classNames(styles.action, isLarge && styles.actionLarge, !isStop && !canSend && styles.off)}
      label={isStop ? labels.stop : labels.send}
      isDisabled={!isStop && !canSend}
      testId={isStop ? 'editor.composer.stop' : 'editor.composer.send'}
      onPress={isStop ? onStop : onSend}
    >
      <Icon name={isStop ? 'stop' : 'send'} size={isLarge ? 24 : 20} weight={isStop ? 'regular' : 'medium'} />
    </Pressable>
  );
}
