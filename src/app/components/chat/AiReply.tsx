import { Text, View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Logo } from '../primitive/Logo.tsx';
import styles from './AiReply.module.css';
import { isLongReply, paragraphsOf } from './reply-text.ts';

export interface AiReplyProps {
  /** Who speaks; it also marks the turn as made by AI, so it is never left out. */
  who: string;
  text?: string;
  isStreaming?: boolean;
  /** Opens a reply of more than eight lines. */
  unfold: string;
  /** Cards and chips of the same turn, below the words. */
  children?: ReactNode;
}

/** What the editor says: no box, full width. */
export function AiReply({ who, text = '', isStreaming = false, unfold, children }: AiReplyProps): ReactNode {
  const [isOpen, open] = useState(false);
  const paragraphs = paragraphsOf(text);
  const isFolded = !isOpen && !isStreaming && isLongReply(text);
  return (
    <View className={styles.reply}>
      <View className={styles.who}>
        <Logo size={20} />
        <Text>{who}</Text>
      </View>
      {paragraphs.length === 0 ? null : (
        <View className={classNames(styles.words, isFolded && styles.folded)}>
          {paragraphs.map((paragraph, index) => (
            // Paragraphs only ever grow at the end, so their place is their identity.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <View key={index} className={styles.paragraph}>
              <Text className={styles.text}>{paragraph}</Text>
              {isStreaming && index === paragraphs.length - 1 ? <View className={styles.caret} /> : null}
            </View>
          ))}
        </View>
      )}
      {isFolded ? (
        <Pressable className={styles.unfold} onPress={() => open(true)}>
          {unfold}
        </Pressable>
      ) : null}
      {children}
    </View>
  );
}
