import type { ReactNode } from 'react';
import { AiReply } from '../../../../src/app/components/chat/AiReply.tsx';
import { Transcript } from '../../../../src/app/components/chat/Transcript.tsx';
import { ExportSheet } from '../../../../src/app/components/export/ExportSheet.tsx';
import { TimelineSheet } from '../../../../src/app/components/timeline/TimelineSheet.tsx';
import { composer, nav, TheStage, unfold, who } from './editor-parts.tsx';
import { cut, nothing, Phone, photos } from './sample.tsx';

export function ExportOptions(): ReactNode {
  return (
    <Phone
      nav={nav}
      head={<TheStage />}
      body="fixed"
      overlay={
        <ExportSheet
          title="导出视频"
          closeLabel="关闭"
          size={{
            title: '预计大小',
            low: 17,
            high: 20,
            limit: 25,
            limitText: '上限 25 MB',
            verdict: '微信里可直接播放',
            tone: 'ok',
            label: '预计 17 到 20 MB，上限 25 MB',
          }}
          resolution={{
            title: '清晰度',
            value: '1080',
            options: [
              { value: '720', text: '720P' },
              { value: '1080', text: '1080P' },
            ],
            onChange: nothing,
          }}
          fps={{
            title: '帧率',
            value: 30,
            options: [
              { value: 24, text: '24' },
              { value: 30, text: '30' },
              { value: 60, text: '60' },
            ],
            onChange: nothing,
          }}
          hint="通常 30–90 秒，可以先去忙别的"
          start={{ text: '开始导出', onPress: nothing }}
          onClose={nothing}
        />
      }
    >
      <Transcript isFromTop>
        <AiReply who={who} unfold={unfold} text="剪好了，24 秒，正好发朋友圈。" />
      </Transcript>
    </Phone>
  );
}

export function TimelineOpen(): ReactNode {
  const zoom = Number(new URLSearchParams(location.search).get('zoom') ?? 1) as 1 | 2 | 4;
  return (
    <Phone
      nav={nav}
      head={<TheStage isFolded />}
      body="fixed"
      overlay={
        <TimelineSheet
          title="时间线"
          length="24.0 秒"
          closeLabel="关闭"
          timeline={cut}
          positionMs={9000}
          pictures={photos}
          names={Object.fromEntries(cut.tracks.flatMap((track) => track.segments.map((segment) => [segment.id, segment.name])))}
          zoom={{ value: zoom, text: zoom === 1 ? '适应' : `${zoom}×`, smallerLabel: '缩小', largerLabel: '放大', onChange: nothing }}
          selectedId="v2"
          inspector={{
            title: '第 2 段 · 山影',
            range: '0:08.2 – 0:15.6',
            detail: '7.4 秒 · 原素材 0:12.0',
            pictureUrl: photos.dusk,
            play: { label: '播放这段', onPress: nothing },
          }}
          chips={['放慢一点', '再短一点', '挪到最前', '删掉这段'].map((text) => ({ id: text, text }))}
          composer={composer('这段想怎么改？', {
            onAdd: undefined,
            reference: { text: '第 2 段', removeLabel: '不再指定第 2 段', onRemove: nothing },
          })}
          onSeek={nothing}
          onSegment={nothing}
          onChip={nothing}
          onClose={nothing}
        />
      }
    >
      {null}
    </Phone>
  );
}
