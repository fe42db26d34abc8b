import { Text, Video, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Pressable } from '../pressable/Pressable.tsx';
import { Button } from '../primitive/Button.tsx';
import { Logo } from '../primitive/Logo.tsx';
import { Photo } from '../primitive/Photo.tsx';
import { PlaySign } from '../primitive/Picture.tsx';
import styles from './ShareLanding.module.css';

export interface ShareLandingProps {
  title: string;
  /** Who made it with what; also that AI helped. */
  detail: string;
  pictureUrl?: string;
  /** Words on the picture. */
  caption?: string;
  playLabel: string;
  /** Once the person has pressed play. The node's id is `share-video`. */
  videoUrl?: string;
  start: { text: string; onPress: () => void };
  /** Left out where the film is gone. */
  onPlay?: () => void;
}

/** What a friend sees behind a share card. Stand it in a `Frame` of tone `night`, body `fixed`, full bleed. */
export function ShareLanding({ title, detail, pictureUrl, caption, playLabel, videoUrl, start, onPlay }: ShareLandingProps): ReactNode {
  return (
    <View className={styles.page}>
      <View className={styles.picture}>
        {pictureUrl === undefined ? null : <Photo source={pictureUrl} />}
        {videoUrl === undefined ? null : <Video id="share-video" className={styles.layer} src={videoUrl} controls objectFit="contain" />}
        {videoUrl === undefined ? (
          <>
            <View className={styles.shadeTop} />
            <View className={styles.shadeBottom} />
            {caption === undefined ? null : <View className={styles.caption}>{caption}</View>}
            {onPlay ? (
              <Pressable className={styles.play} label={playLabel} testId="share.play" onPress={onPlay}>
                <PlaySign size={72} />
              </Pressable>
            ) : null}
          </>
        ) : null}
      </View>
      <View className={styles.words}>
        <View className={styles.title}>{title}</View>
        <View className={styles.detail}>
          <Logo size={18} />
          <Text className={styles.detailText}>{detail}</Text>
        </View>
        <Button
          text={start.text}
          size="large"
          icon="plus"
          iconSize={20}
          iconWeight="medium"
          isWide
          testId="share.start"
          onPress={start.onPress}
        />
      </View>
    </View>
  );
}
