import { Video, View } from '@tarojs/components';
import { type CSSProperties, type ReactNode, useContext } from 'react';
import type { Segment } from '../../../contract/relay/timeline.ts';
import { classNames } from '../class-names.ts';
import { LookContext, useLargeText } from '../primitive/look.ts';
import { Photo } from '../primitive/Photo.tsx';
import styles from './Screen.module.css';

/** One of the two players that take turns: while one shows a segment, the other has the next one ready. */
export interface PreviewVideo {
  /** Of the node, for the page's video context. */
  id: string;
  source: string;
  startS: number;
  isShown: boolean;
  isMuted: boolean;
}

export interface ScreenProps {
  /** Of the draft, in any unit. */
  canvas: { width: number; height: number };
  pictureUrl?: string;
  videos: readonly PreviewVideo[];
  /** Cues and titles at this moment. */
  texts: readonly Segment[];
  onTime: (id: string, seconds: number) => void;
  onEnd: (id: string) => void;
  onReady: (id: string) => void;
  onFail: (id: string) => void;
}

/** No wider than the column of `Frame`. */
const COLUMN_PX = 480;

/** What the controls below leave the picture less, at most. */
const CONTROLS_PX = 240;
const LARGE_CONTROLS_PX = 350;
/** Share of the film's height that must be in sight: captions stand in its lower tenths. */
const SHOWN = 0.8;

/** Source video with the draft's words laid over it, in a box of the draft's shape: as wide as the screen, or less where that hid too much. */
export function Screen({ canvas, pictureUrl, videos, texts, onTime, onEnd, onReady, onFail }: ScreenProps): ReactNode {
  const { widthPx, heightPx: windowPx } = useContext(LookContext);
  const areaPx = windowPx - (useLargeText() ? LARGE_CONTROLS_PX : CONTROLS_PX);
  const heightPx = Math.min((Math.min(widthPx, COLUMN_PX) * canvas.height) / canvas.width, areaPx / SHOWN);
  const boxPx = (heightPx * canvas.width) / canvas.height;
  return (
    <View className={styles.screen}>
      <View
        className={styles.box}
        style={{ width: `${boxPx}px`, height: `${heightPx}px`, margin: `${-heightPx / 2}px 0 0 ${-boxPx / 2}px` }}
      >
        {pictureUrl === undefined ? null : <Photo source={pictureUrl} />}
        {videos.map((video) => (
          <Video
            key={video.id}
            id={video.id}
            className={classNames(styles.layer, !video.isShown && styles.hidden)}
            src={video.source}
            initialTime={video.startS}
            muted={video.isMuted}
            controls={false}
            showCenterPlayBtn={false}
            showPlayBtn={false}
            showFullscreenBtn={false}
            enableProgressGesture={false}
            objectFit="cover"
            onTimeUpdate={(event) => onTime(video.id, event.detail.currentTime)}
            onLoadedMetaData={() => onReady(video.id)}
            onEnded={() => onEnd(video.id)}
            onError={() => onFail(video.id)}
          />
        ))}
        {texts.map((segment) => (
          <View key={segment.id} className={styles.words} style={wordsStyle(segment, heightPx)}>
            {segment.text ?? ''}
          </View>
        ))}
      </View>
    </View>
  );
}

const CAPTION_SIZE = 0.032;
const CAPTION_Y = 0.8;

/** The draft's own look: sizes are shares of the canvas height, places shares of the canvas. */
function wordsStyle({ style = {} }: Segment, heightPx: number): CSSProperties {
  const { size = CAPTION_SIZE, x = 0.5, y = CAPTION_Y, color = '#ffffff', outline, box, bold = true } = style;
  return {
    left: `${x * 100}%`,
    top: `${y * 100}%`,
    color,
    fontSize: `${Math.max(9, size * heightPx).toFixed(1)}px`,
    fontWeight: bold ? 700 : 400,
    ...(outline === undefined
      ? {}
      : { textShadow: `-1px 0 1px ${outline}, 1px 0 1px ${outline}, 0 -1px 1px ${outline}, 0 1px 1px ${outline}` }),
    ...(box === undefined ? {} : { backgroundColor: box }),
  };
}
