import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { useLargeText } from '../primitive/look.ts';
import { Picture } from '../primitive/Picture.tsx';
import styles from './Bubble.module.css';

export interface BubbleProps {
  text: string;
  /** The segment it speaks about. */
  reference?: string;
  /** `queued` waits for uploads or the running step; `failed` can be pressed to send it again. */
  state?: 'sent' | 'queued' | 'failed';
  /** What `queued` waits for, or what to do about `failed`. */
  note?: string;
  testId?: string;
  onResend?: () => void;
}

/** What the person said. */
export function Bubble({ text, reference, state = 'sent', note, testId, onResend }: BubbleProps): ReactNode {
  const isLarge = useLargeText();
  return (
    <View className={classNames(styles.mine, isLarge && styles.large)}>
      <View className={styles.bubble}>
        {reference === undefined ? null : <View className={styles.reference}>{reference}</View>}
        <View className={styles.words}>{text}</View>
      </View>
      {note !== undefined && state === 'queued' ? (
        <View className={styles.note}>
          <Icon name="clock" size={13} />
          <Text>{note}</Text>
        </View>
      ) : null}
      {note !== undefined && state === 'failed' ? (
        <Pressable className={classNames(styles.note, styles.failed)} testId={testId} onPress={onResend}>
          <Icon name="alert" size={13} weight="medium" />
          <Text>{note}</Text>
        </Pressable>
      ) : null}
    </View>
  );
}

export interface ClipBubbleProps {
  /** `label` is what a screen reader says of the picture. */
  clips: readonly { id: string; pictureUrl?: string; length?: string; label?: string }[];
}

/** The clips the person brought, once they have arrived. */
export function ClipBubble({ clips }: ClipBubbleProps): ReactNode {
  return (
    <View className={styles.mine}>
      <View className={styles.clips}>
        {clips.map((clip) => (
          <Picture key={clip.id} className={styles.clip} source={clip.pictureUrl} badge={clip.length} label={clip.label}>
            <View className={styles.tick}>
              <Icon name="check" size={12} weight="bold" />
            </View>
          </Picture>
        ))}
      </View>
    </View>
  );
}
