import { Video, View } from '@tarojs/components';
import { type CSSProperties, type ReactNode, useContext } from 'react';
import type { Segment } from '../../../contract/relay/timeline.ts';
import { LINE_HEIGHT, LINE_SHARE } from '../../../contract/upstream/text-look.ts';
import type { Frame } from '../../../timeline/frame.ts';
import { textBlockOf } from '../../../timeline/text-block.ts';
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
  /** Where its picture lies on the film. */
  frame: Frame;
  isShown: boolean;
  isMuted: boolean;
}

export interface ScreenProps {
  /** Of the draft, in any unit. */
  canvas: { width: number; height: number };
  /** The still of the clip on the screen, and where it lies. */
  picture?: { url: string; frame?: Frame };
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

/** What the controls below take at most: the whole film shows above them. */
const CONTROLS_PX = 240;
const LARGE_CONTROLS_PX = 350;
const LEAST_PX = 160;

/** The film as the export will show it: the whole canvas, in it the clip where it lies, over it the draft's words. */
export function Screen({ canvas, picture, videos, texts, onTime, onEnd, onReady, onFail }: ScreenProps): ReactNode {
  const { widthPx, heightPx } = useContext(LookContext);
  const roomPx = Math.max(LEAST_PX, heightPx - (useLargeText() ? LARGE_CONTROLS_PX : CONTROLS_PX));
  const scale = Math.min(Math.min(widthPx, COLUMN_PX) / canvas.width, roomPx / canvas.height);
  const { fill } = picture?.frame ?? {};
  return (
    <View className={styles.screen}>
      <View className={styles.box} style={boxStyle({ canvas, scale, roomPx, fill })}>
        {picture && fill === 'blur' ? (
          <View className={styles.blur}>
            <Photo source={picture.url} />
          </View>
        ) : null}
        {picture ? (
          <View className={styles.layer} style={frameStyle(picture.frame)}>
            <Photo source={picture.url} />
          </View>
        ) : null}
        {videos.map((video) => (
          <Video
            key={video.id}
            id={video.id}
            className={classNames(styles.layer, !video.isShown && styles.hidden)}
            style={frameStyle(video.frame)}
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
          <View key={segment.id} className={styles.words} style={wordsStyle(segment, canvas, scale)}>
            {segment.text ?? ''}
          </View>
        ))}
      </View>
    </View>
  );
}

const px = (value: number): string => `${value.toFixed(1)}px`;
const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

type Box = { canvas: ScreenProps['canvas']; scale: number; roomPx: number; fill: string | undefined };

const boxStyle = ({ canvas, scale, roomPx, fill = 'blur' }: Box): CSSProperties => ({
  width: px(canvas.width * scale),
  height: px(canvas.height * scale),
  top: px((roomPx - canvas.height * scale) / 2),
  marginLeft: px((-canvas.width * scale) / 2),
  backgroundColor: fill === 'blur' ? '#000000' : fill,
});

const frameStyle = (frame: Frame = { left: 0, top: 0, width: 1, height: 1 }): CSSProperties => ({
  left: percent(frame.left),
  top: percent(frame.top),
  width: percent(frame.width),
  height: percent(frame.height),
});

/** The draft's own look, sized and placed as the export draws it. */
function wordsStyle(segment: Segment, canvas: ScreenProps['canvas'], scale: number): CSSProperties {
  const { color = '#ffffff', box, bold = false, outline = box === undefined ? '#000000' : 'none' } = segment.style ?? {};
  const { fontSize, x, y, outlineWidth, padding } = textBlockOf(segment, canvas);
  return {
    left: percent(x / canvas.width),
    top: percent(y / canvas.height),
    maxWidth: px((canvas.width * LINE_SHARE + padding * 2) * scale),
    padding: px(padding * scale),
    color,
    fontSize: px(fontSize * scale),
    lineHeight: LINE_HEIGHT,
    fontWeight: bold ? 700 : 400,
    ...(outline === 'none' ? {} : { textShadow: outlineOf(outline, outlineWidth * scale) }),
    ...(box === undefined ? {} : { backgroundColor: `${box}d9`, borderRadius: px(fontSize * scale * 0.3) }),
  };
}

/** An outline of shadows all around: WeChat has no stroke under the letters. */
const outlineOf = (colour: string, width: number): string =>
  Array.from({ length: 12 }, (_, index) => {
    const angle = (index / 12) * 2 * Math.PI;
    return `${(Math.cos(angle) * width).toFixed(2)}px ${(Math.sin(angle) * width).toFixed(2)}px 0 ${colour}`;
  }).join(', ');
