import { ScrollView, Text, View } from '@tarojs/components';
import { type ReactNode, useRef } from 'react';
import { focusable } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { useLargeText } from '../primitive/look.ts';
import styles from './Transcript.module.css';

export interface TranscriptProps {
  children: ReactNode;
  /** Id of the node to scroll to. Change it to scroll again: the same id twice is ignored by WeChat. */
  anchor?: string;
  /** Shown while the person reads further up and something new has come. */
  jump?: { text: string; onPress: () => void };
  /** There is more before the first message. Asked for by itself when the person reads up to it. */
  earlier?: { text: string; onPress: () => void };
  /** Messages start at the top while there are few; else they stand on the composer. */
  isFromTop?: boolean;
  /** True within 80 px of the end. */
  onNearEnd?: (isNearEnd: boolean) => void;
}

/** Within this distance of the end, in CSS pixels, the list follows what is new. */
const NEAR_END = 80;
/** From this distance of the first message on, what is before it is drawn: a fling is faster than the eye. */
const NEAR_START = 1_500;

interface ScrollDetail {
  scrollTop: number;
  scrollHeight: number;
  /** Browsers do not say the height in the event. */
  height?: number;
}

/** The conversation. Two ends to scroll to in turn, `end-a` and `end-b`. */
export function Transcript({ children, anchor, jump, earlier, isFromTop = false, onNearEnd }: TranscriptProps): ReactNode {
  const isLarge = useLargeText();
  const before = useRef(0);
  const follow = (event: { detail: ScrollDetail; currentTarget: { clientHeight?: number; offsetHeight?: number } }): void => {
    const { scrollTop, scrollHeight, height } = event.detail;
    const shown = height ?? event.currentTarget?.clientHeight ?? event.currentTarget?.offsetHeight ?? 0;
    // Only on the way up: what is put in above while the list runs down to its end would leave it short of the end.
    if (scrollTop < before.current && scrollTop < NEAR_START) earlier?.onPress();
    before.current = scrollTop;
    onNearEnd?.(scrollHeight - scrollTop - shown <= NEAR_END);
  };
  return (
    <View className={styles.frame}>
      <ScrollView
        className={styles.scroll}
        scrollY
        enhanced
        showScrollbar={false}
        scrollAnchoring
        lowerThreshold={NEAR_END}
        {...(anchor === undefined ? {} : { scrollIntoView: anchor })}
        onScroll={follow as never}
        onScrollToLower={() => onNearEnd?.(true)}
        {...focusable}
        data-testid="editor.transcript"
      >
        <View className={classNames(styles.list, isLarge && styles.loose, isFromTop && styles.fromTop)}>
          {earlier ? (
            <Pressable className={styles.earlier} testId="editor.earlier" onPress={earlier.onPress}>
              {earlier.text}
            </Pressable>
          ) : null}
          {children}
        </View>
        <View id="end-a" className={styles.end} />
        <View id="end-b" className={styles.end} />
      </ScrollView>
      {jump ? (
        <Pressable className={styles.jump} testId="editor.jump" onPress={jump.onPress}>
          <Icon name="down" size={16} />
          <Text>{jump.text}</Text>
        </Pressable>
      ) : null}
    </View>
  );
}
