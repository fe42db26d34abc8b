import type { ReactNode } from 'react';
import { AiReply } from '../../../../src/app/components/chat/AiReply.tsx';
import { Bubble } from '../../../../src/app/components/chat/Bubble.tsx';
import { ClipCard } from '../../../../src/app/components/chat/ClipCard.tsx';
import { ErrorCard } from '../../../../src/app/components/chat/ErrorCard.tsx';
import { SystemLine } from '../../../../src/app/components/chat/SystemLine.tsx';
import { Transcript } from '../../../../src/app/components/chat/Transcript.tsx';
import { EmptyStage } from '../../../../src/app/components/timeline/Stage.tsx';
import { Bottom, nav, TheStage, unfold, who } from './editor-parts.tsx';
import { back, nothing, Phone, photos } from './sample.tsx';

export function Uploading(): ReactNode {
  const row = { cancelLabel: '取消上传' };
  return (
    <Phone
      nav={{ title: '新作品', back }}
      head={<EmptyStage title="时间线" detail="素材传好后会出现在这里" />}
      body="fixed"
      dock={<Bottom placeholder="还可以继续说要求" />}
    >
      <Transcript isFromTop>
        <AiReply who={who} unfold={unfold} text="边传边说就行，不用等。传完我马上开始。" />
        <ClipCard
          title="正在上传 4 个文件"
          percent={62}
          percentText="62%"
          retry="重试"
          rows={[
            { ...row, id: '1', name: '夜景航拍.mp4', pictureUrl: photos.city, state: 'done', note: '已传好 · 48.2 MB' },
            {
              ...row,
              id: '2',
              name: 'IMG_2043.mov',
              pictureUrl: photos.sea,
              state: 'uploading',
              percent: 75,
              note: '31.6 / 42.0 MB · 还要 4 秒',
            },
            { ...row, id: '3', name: '车窗雨景.mp4', pictureUrl: photos.rain, state: 'failed', note: '网络断了，没传完' },
            { ...row, id: '4', name: '拉花特写.mp4', pictureUrl: photos.cafe, state: 'waiting', percent: 4, note: '排队中 · 18.3 MB' },
          ]}
          onCancel={nothing}
          onRetry={nothing}
        />
        <Bubble text="每段留最精彩的 5 秒，配首慢歌" state="queued" note="传完自动发送" />
      </Transcript>
    </Phone>
  );
}

export function ErrorsA(): ReactNode {
  return (
    <Phone
      nav={{ title: '新作品', back }}
      head={<EmptyStage title="时间线" detail="素材传好后会出现在这里" />}
      body="fixed"
      dock={<Bottom placeholder="先聊聊想怎么剪" />}
    >
      <Transcript isFromTop>
        <AiReply who={who} unfold={unfold}>
          <ErrorCard
            kind="type"
            title="「会议录像.wmv」这种格式剪不了"
            detail="换成下面的格式就行，别的文件不受影响。"
            formats={[
              { kind: 'video', text: 'MP4 · MOV · AVI · WebM · MKV' },
              { kind: 'picture', text: 'JPG · PNG · GIF · WebP' },
              { kind: 'audio', text: 'MP3 · WAV · M4A · AAC' },
            ]}
            actions={[{ text: '换一个文件' }, { text: '跳过' }]}
          />
          <ErrorCard
            kind="size"
            title="「毕业典礼.mp4」太大了"
            detail="612 MB，单个文件最大 500 MB。"
            meter={{ size: 612, limit: 500, label: '612 MB，上限 500 MB' }}
            actions={[{ text: '压缩后再传' }, { text: '截一段' }]}
          />
          <ErrorCard
            kind="credits"
            title="积分用完了"
            detail="作品和时间线都在。注册后会有新额度，接着剪就行。"
            actions={[{ text: '复制注册链接' }, { text: '看看积分' }]}
          />
        </AiReply>
      </Transcript>
    </Phone>
  );
}

export function ErrorsB(): ReactNode {
  return (
    <Phone nav={nav} head={<TheStage isFolded />} body="fixed" dock={<Bottom />}>
      <Transcript isFromTop>
        <SystemLine text="正在重新连接…" state="running" />
        <SystemLine text="已接上，素材和时间线都恢复了" state="done" />
        <AiReply who={who} unfold={unfold}>
          <ErrorCard kind="rate" title="用的人有点多" lead="24 秒" detail="后自动再试一次，不用操作。" percent={20} />
          <ErrorCard
            kind="plan"
            title="当前账号暂时不能导出"
            detail="这是账号权限的限制，和积分无关。作品已经存好，权限变了随时能导出。"
            actions={[{ text: '复制账号链接' }, { text: '先看预览' }]}
          />
          <ErrorCard
            kind="render"
            title="这次导出没成功"
            detail="时间线都在，再试一次就好。"
            actions={[{ text: '再导出一次' }, { text: '降到 720P' }]}
          />
        </AiReply>
      </Transcript>
    </Phone>
  );
}
