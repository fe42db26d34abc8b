import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Timeline } from '../../../contract/relay/timeline.ts';
import type { IconName } from '../../theme/icons.ts';
import { announced } from '../a11y.ts';
import { classNames } from '../class-names.ts';
import { Pressable } from '../pressable/Pressable.tsx';
import { Button } from '../primitive/Button.tsx';
import { Icon } from '../primitive/Icon.tsx';
import { useLargeText } from '../primitive/look.ts';
import { PlaySign } from '../primitive/Picture.tsx';
import { Tracks } from '../timeline/Tracks.tsx';
import styles from './PreviewPlayer.module.css';
import { Screen, type ScreenProps } from './Screen.tsx';

export interface PreviewToggle {
  text: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

export interface PreviewPlayerProps {
  /** Height of the bar above the picture, in CSS pixels. */
  barPx: number;
  screen: ScreenProps;
  /** That this is a preview and the export decides. */
  badge: string;
  /** What only the export shows. */
  unsupported?: string;
  /** Instead of the play sign: getting ready, or what is wrong. */
  notice?: string;
  isLoading?: boolean;
  isPlaying: boolean;
  labels: { play: string; pause: string };
  position: string;
  length: string;
  captions: PreviewToggle;
  sound: PreviewToggle;
  timeline: Timeline;
  positionMs: number;
  pictures: Readonly<Record<string, string>>;
  keep: { text: string; onPress: () => void };
  exportVideo: { text: string; onPress: () => void };
  onToggle: () => void;
  onSeek: (ms: number) => void;
}

/** Full-bleed and always dark: stand it in a `Frame` of tone `night`, body `fixed`, full bleed. */
export function PreviewPlayer(props: PreviewPlayerProps): ReactNode {
  const { barPx, screen, badge, unsupported, notice, isLoading = false, isPlaying, labels, onToggle } = props;
  return (
    <View className={styles.player}>
      <View className={styles.picture}>
        <Screen {...screen} />
        <View className={styles.shadeTop} />
        <View className={styles.shadeBottom} />
        <View className={styles.badges} style={{ top: `${barPx + 10}px` }}>
          <View className={styles.badge}>
            <Icon name="eye" size={14} />
            <Text>{badge}</Text>
          </View>
        </View>
        {unsupported === undefined ? null : (
          <View className={styles.unsupported} data-testid="preview.unsupported">
            {unsupported}
          </View>
        )}
        <Pressable className={styles.toggle} label={isPlaying ? labels.pause : labels.play} testId="preview.play" onPress={onToggle}>
          {isLoading ? <View className={styles.spinner} /> : <PlaySign size={64} isPlaying={isPlaying} />}
        </Pressable>
        {notice === undefined ? null : (
          <View className={styles.notice} {...announced}>
            {notice}
          </View>
        )}
      </View>
      <Controls {...props} />
    </View>
  );
}

function Controls(props: PreviewPlayerProps): ReactNode {
  const { position, length, captions, sound, timeline, positionMs, pictures, keep, exportVideo, onSeek } = props;
  const isLarge = useLargeText();
  return (
    <View className={styles.controls}>
      <View className={styles.line}>
        <View className={styles.time}>
          <Text>{position}</Text>
          <Text className={styles.length}> / {length}</Text>
        </View>
        <Toggle {...captions} icon="text" testId="preview.captions" />
        <Toggle {...sound} icon="sound" testId="preview.sound" />
      </View>
      <View className={styles.paper}>
        <Tracks timeline={timeline} positionMs={positionMs} size="preview" pictures={pictures} onSeek={onSeek} />
      </View>
      <View className={classNames(styles.buttons, isLarge && styles.stacked)}>
        <Button
          text={keep.text}
          kind="secondary"
          icon="chat"
          iconSize={19}
          className={classNames(styles.keep, isLarge && styles.alone)}
          testId="preview.keep"
          onPress={keep.onPress}
        />
        <Button
          text={exportVideo.text}
          className={classNames(styles.export, isLarge && styles.alone)}
          testId="preview.export"
          onPress={exportVideo.onPress}
        />
      </View>
    </View>
  );
}

function Toggle({ text, isOn, onChange, icon, testId }: PreviewToggle & { icon: IconName; testId: string }): ReactNode {
  return (
    <Pressable
      className={classNames(styles.switch, !isOn && styles.off)}
      role="switch"
      label={text}
      isChecked={isOn}
      testId={testId}
      onPress={() => onChange(!isOn)}
    >
      <Icon name={icon} size={13} />
      <Text>{text}</Text>
    </Pressable>
  );
}
