import type { ReactNode } from 'react';
import { RenderProgress } from '../../../../src/app/components/export/RenderProgress.tsx';
import { ResultView, type ResultViewProps } from '../../../../src/app/components/export/ResultView.tsx';
import { PreviewPlayer } from '../../../../src/app/components/preview/PreviewPlayer.tsx';
import { Button } from '../../../../src/app/components/primitive/Button.tsx';
import { Dock } from '../../../../src/app/components/primitive/Dock.tsx';
import { back, nothing, Phone, photos, seaside } from './sample.tsx';

export function Preview(): ReactNode {
  const words = (text: string, size: number, y: number) => ({
    id: text,
    name: text,
    text,
    startMs: 0,
    durationMs: 1,
    speed: 1,
    volume: 100,
    effects: [],
    style: { size, y },
  });
  return (
    <Phone
      nav={{ back: { label: '关闭预览', icon: 'close', onPress: nothing }, isOverPicture: true }}
      body="fixed"
      tone="night"
      isFullBleed
    >
      <PreviewPlayer
        barPx={88}
        screen={{
          canvas: { width: 1080, height: 1920 },
          picture: { url: photos.sea },
          videos: [],
          texts: [words('周末的海', 0.0465, 0.37), words('海风把一周的忙碌都吹散了', 0.0285, 0.79)],
          onTime: nothing,
          onEnd: nothing,
          onReady: nothing,
          onFail: nothing,
        }}
        badge="效果预览，以导出为准"
        isPlaying
        labels={{ play: '播放', pause: '暂停' }}
        position="0:09"
        length="0:24"
        captions={{ text: '字幕', isOn: true, onChange: nothing }}
        sound={{ text: '原声', isOn: true, onChange: nothing }}
        timeline={seaside}
        positionMs={9000}
        pictures={photos}
        keep={{ text: '继续改', onPress: nothing }}
        exportVideo={{ text: '导出视频', onPress: nothing }}
        onToggle={nothing}
        onSeek={nothing}
      />
    </Phone>
  );
}

export function Rendering(): ReactNode {
  return (
    <Phone
      nav={{ title: '正在导出', back }}
      dock={
        <Dock kind="buttons">
          <Button text="取消" kind="dismiss" isWide />
          <Button text="好了通知我" icon="bell" isWide="double" />
        </Dock>
      }
    >
      <RenderProgress
        percent={62}
        label="进度 62%"
        eta="约 30 秒后完成"
        pictureUrl={photos.city}
        steps={[
          { id: '1', text: '排队', state: 'done' },
          { id: '2', text: '合成画面和字幕', state: 'running' },
          { id: '3', text: '压到 25 MB 以内', state: 'todo' },
        ]}
        leave="退出也会继续导出，回来就能看到"
      />
    </Phone>
  );
}

export const result: ResultViewProps = {
  title: '可以发了',
  name: '城市夜景 Vlog',
  pictureUrl: photos.city,
  length: '0:24',
  caption: '入夜的城',
  playLabel: '播放',
  size: { megabytes: 18.6, text: '18.6', limit: 25, verdict: '小于 25 MB，发微信更清晰', isOver: false, label: '18.6 MB，上限 25 MB' },
  spec: '1080 × 1920 · 30 帧 · MP4',
  save: { text: '保存到相册' },
  friend: { text: '发给朋友' },
  moments: { text: '发朋友圈' },
  steps: {
    title: '发朋友圈只要三步',
    steps: [
      { title: '保存到相册', detail: '已自动压到合适大小' },
      { title: '朋友圈右上角点相机', detail: '选「从手机相册选择」' },
      { title: '选最新的一条，发表', detail: '含 AI 生成内容时，记得按提示声明' },
    ],
  },
  again: { text: '再改改' },
  fresh: { text: '再剪一条' },
  onPlay: nothing,
};

export function Result(): ReactNode {
  return (
    <Phone nav={{ title: '导出好了', back }}>
      <ResultView {...result} />
    </Phone>
  );
}

export function ResultPreparing(): ReactNode {
  return (
    <Phone nav={{ title: '导出好了', back }}>
      <ResultView
        {...result}
        size={{ ...result.size, megabytes: 31.4, text: '31.4', isOver: true, verdict: '31.4 MB，超过 25 MB，发微信会被压缩' }}
        shrink={{ text: '压到 25 MB 以内' }}
        save={{ text: '正在准备文件 40%', isDisabled: true }}
        friend={{ text: '发给朋友', isDisabled: true }}
        moments={{ text: '发朋友圈', isDisabled: true }}
        steps={undefined}
      />
    </Phone>
  );
}
