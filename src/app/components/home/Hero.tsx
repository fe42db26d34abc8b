import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import city from '../../theme/img/city.jpg';
import mist from '../../theme/img/mist.jpg';
import sea from '../../theme/img/sea.jpg';
import { heading, silent } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Button } from '../primitive/Button.tsx';
import { useLargeText } from '../primitive/look.ts';
import { Photo } from '../primitive/Photo.tsx';
import styles from './Hero.module.css';

export interface HeroProps {
  /** Two lines. */
  title: readonly string[];
  /** Two lines under it. */
  detail: readonly string[];
  /** Words on the picture in front: an example of a title. */
  caption: string;
  pick: { text: string; onPress: () => void };
  /** Only in WeChat. */
  fromChat?: { text: string; onPress: () => void };
  /** In a phone's browser, which has no chats to pick from. */
  shoot?: { text: string; onPress: () => void };
}

const isLatin = (lines: readonly string[]): boolean => lines.every((line) => /^[\x20-\x7e\u2010-\u203a]*$/.test(line));

/** What the app is for, and the one button that starts it. */
export function Hero({ title, detail, caption, pick, fromChat, shoot }: HeroProps): ReactNode {
  const isLarge = useLargeText();
  return (
    <View className={styles.hero}>
      <View className={styles.glow} />
      <View className={classNames(styles.stack, isLarge && styles.faint)} {...silent}>
        <View className={classNames(styles.photo, styles.left)}>
          <Photo source={mist} />
        </View>
        <View className={classNames(styles.photo, styles.right)}>
          <Photo source={city} />
        </View>
        <View className={classNames(styles.photo, styles.front)}>
          <Photo source={sea} />
          <View className={styles.caption}>{caption}</View>
          <View className={styles.track}>
            <View className={styles.played} />
          </View>
        </View>
      </View>
      <View className={styles.words}>
        <View className={classNames(styles.title, isLatin(title) && styles.latin)} {...heading(1)}>
          {title.map((line) => (
            <View key={line}>{line}</View>
          ))}
        </View>
        <View className={styles.detail}>
          {detail.map((line) => (
            <View key={line}>{line}</View>
          ))}
        </View>
      </View>
      <View className={classNames(styles.buttons, isLarge && styles.stacked)}>
        <Button
          text={pick.text}
          kind="lime"
          size="large"
          icon="plus"
          iconSize={20}
          iconWeight="medium"
          className={styles.pick}
          testId="home.pick"
          onPress={pick.onPress}
        />
        {fromChat ? (
          <Button
            text={fromChat.text}
            kind="glass"
            size="large"
            icon="chat"
            iconSize={19}
            className={styles.chat}
            testId="home.from-chat"
            onPress={fromChat.onPress}
          />
        ) : null}
        {shoot ? (
          <Button
            text={shoot.text}
            kind="glass"
            size="large"
            icon="camera"
            iconSize={19}
            className={styles.chat}
            testId="home.shoot"
            onPress={shoot.onPress}
          />
        ) : null}
      </View>
    </View>
  );
}
