import type { ReactNode } from 'react';
import { AiReply } from '../../../../src/app/components/chat/AiReply.tsx';
import { Bubble, ClipBubble } from '../../../../src/app/components/chat/Bubble.tsx';
import { ChangeCard, type ChangeRow } from '../../../../src/app/components/chat/ChangeCard.tsx';
import { ClipCard } from '../../../../src/app/components/chat/ClipCard.tsx';
import { Composer, type ComposerProps } from '../../../../src/app/components/chat/Composer.tsx';
import { ErrorCard } from '../../../../src/app/components/chat/ErrorCard.tsx';
import { RestoreRow } from '../../../../src/app/components/chat/RestoreRow.tsx';
import { StepsCard } from '../../../../src/app/components/chat/StepsCard.tsx';
import { SystemLine } from '../../../../src/app/components/chat/SystemLine.tsx';
import { Transcript } from '../../../../src/app/components/chat/Transcript.tsx';
import { WaitCard } from '../../../../src/app/components/chat/WaitCard.tsx';
import { ExportSheet } from '../../../../src/app/components/export/ExportSheet.tsx';
import { Banner } from '../../../../src/app/components/primitive/Banner.tsx';
import { Chip, ChipRow } from '../../../../src/app/components/primitive/Chip.tsx';
import { Dock } from '../../../../src/app/components/primitive/Dock.tsx';
import { EmptyStage, Stage, type StageProps } from '../../../../src/app/components/timeline/Stage.tsx';
import { TimelineSheet } from '../../../../src/app/components/timeline/TimelineSheet.tsx';
import { back, cut, cutEnglish, look, newIds, nothing, Phone, photos, uncut } from './sample.tsx';

const who = 'AI 剪辑师';
const unfold = '展开';
const nav = { title: '城市夜景 Vlog', back };

function TheStage(props: Partial<StageProps>): ReactNode {
  return (
    <Stage
      timeline={cut}
      positionMs={3200}
      pictureUrl={photos.city}
      pictures={photos}
      length="24 秒"
      folded={{ title: '时间线 · 24 秒', detail: '3 段视频 · 配乐 · 4 条字幕' }}
      exportText="导出"
      labels={{ undo: '撤销', redo: '恢复', play: '播放', unfold: '展开时间线', timeline: '时间线，24 秒' }}
      canUndo
      canRedo={false}
      canExport
      onPlay={nothing}
      onUndo={nothing}
      onRedo={nothing}
      onExport={nothing}
      onSeek={nothing}
      onSegment={nothing}
      onOpen={nothing}
      {...props}
    />
  );
}

const composer = (placeholder: string, extra: Partial<ComposerProps> = {}): ComposerProps => ({
  value: '',
  placeholder,
  action: 'send',
  canSend: false,
  labels: { add: '添加素材', send: '发送', stop: '停止', input: '说说怎么剪' },
  voice: { label: '语音输入', onPress: nothing },
  onAdd: nothing,
  onChange: nothing,
  onSend: nothing,
  onStop: nothing,
  ...extra,
});

function Bottom({
  chips = [],
  ...props
}: {
  chips?: readonly string[];
  placeholder?: string;
  action?: 'send' | 'stop';
  value?: string;
  canSend?: boolean;
}): ReactNode {
  const { placeholder = '还想怎么改？', ...rest } = props;
  return (
    <Dock>
      {chips.length > 0 && look.scale < 1.25 ? (
        <ChipRow place="dock">
          {chips.map((text) => (
            <Chip key={text} text={text} onPress={nothing} />
          ))}
        </ChipRow>
      ) : null}
      <Composer {...composer(placeholder, rest)} />
    </Dock>
  );
}

export function Streaming(): ReactNode {
  return (
    <Phone
      nav={nav}
      head={<TheStage timeline={uncut} positionMs={0} length="41 秒 · 3 段" canUndo={false} />}
      body="fixed"
      dock={<Bottom placeholder="想补充什么，可以接着说" action="stop" />}
    >
      <Transcript>
        <ClipBubble
          clips={[
            { id: '1', pictureUrl: photos.city, length: '0:15' },
            { id: '2', pictureUrl: photos.dusk, length: '0:12' },
            { id: '3', pictureUrl: photos.cafe, length: '0:14' },
          ]}
        />
        <Bubble text={'剪到 30 秒以内，去掉停顿，\n配上字幕和轻快的音乐'} />
        <AiReply who={who} unfold={unfold} isStreaming text="好，开头那段夜景最稳，我把它放在最前面，山影留一点呼吸感，结尾落在拉花上">
          <StepsCard
            title="正在剪辑"
            elapsed="已用 0:18"
            steps={[
              { id: '1', text: '看完 3 段素材', state: 'done' },
              { id: '2', text: '去掉停顿，缩短到 24 秒', state: 'done' },
              { id: '3', text: '正在听写字幕', state: 'running' },
              { id: '4', text: '选配乐', state: 'todo' },
            ]}
          />
        </AiReply>
      </Transcript>
    </Phone>
  );
}

const rows: ChangeRow[] = [
  { id: '1', tone: 'video', text: '总时长', value: '41 秒 → 24 秒' },
  { id: '2', tone: 'text', text: '新增字幕', value: '4 条' },
  { id: '3', tone: 'audio', text: '配乐「午后散步」', value: '音量 35%' },
];
const preview = { text: '预览', onPress: nothing };
const undo = { text: '撤销', onPress: nothing };

export function Applied(): ReactNode {
  return (
    <Phone
      nav={nav}
      head={<TheStage touched={newIds} />}
      body="fixed"
      dock={<Bottom chips={['再短一点', '字幕大一些', '换首音乐', '去掉字幕']} />}
    >
      <Transcript>
        <Bubble text={'剪到 30 秒以内，去掉停顿，\n配上字幕和轻快的音乐'} />
        <AiReply who={who} unfold={unfold} text="剪好了，24 秒，正好发朋友圈。字幕放在画面下三分之一，不挡拉花。">
          <ChangeCard title="改了 3 处" version="第 2 版" rows={rows} preview={preview} undo={undo} testId="editor.card-2" />
        </AiReply>
      </Transcript>
    </Phone>
  );
}

export function AppliedEnglish(): ReactNode {
  return (
    <Phone
      nav={{ title: 'City night vlog', back }}
      head={
        <TheStage
          timeline={cutEnglish}
          touched={newIds}
          length="24 s"
          folded={{ title: 'Timeline · 24 s', detail: '3 clips · Music · 4 subtitles' }}
          exportText="Export"
          labels={{ undo: 'Undo', redo: 'Redo', play: 'Play', unfold: 'Open timeline', timeline: 'Timeline, 24 seconds' }}
        />
      }
      body="fixed"
      dock={<Bottom chips={['Shorter', 'Bigger text', 'Other music']} placeholder="What else?" />}
    >
      <Transcript>
        <Bubble text="Under 30 s, cut the pauses, add subtitles and upbeat music" />
        <AiReply who="AI editor" unfold="More" text="Done — 24 s, ready for Moments. Subtitles sit in the lower third.">
          <ChangeCard
            title="3 changes"
            version="Version 2"
            rows={[
              { id: '1', tone: 'video', text: 'Length', value: '41 s → 24 s' },
              { id: '2', tone: 'text', text: 'Subtitles', value: '4 lines' },
              { id: '3', tone: 'audio', text: 'Music “Afternoon”', value: 'vol. 35%' },
            ]}
            preview={{ text: 'Preview', onPress: nothing }}
            undo={{ text: 'Undo', onPress: nothing }}
            testId="editor.card-2"
          />
        </AiReply>
      </Transcript>
    </Phone>
  );
}

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

export function LongWait(): ReactNode {
  return (
    <Phone
      nav={nav}
      head={
        <>
          <Banner text="网络不太稳，正在重连…" note="改动都已保存" />
          <TheStage timeline={uncut} positionMs={0} length="41 秒 · 3 段" canUndo={false} />
        </>
      }
      body="fixed"
      dock={<Bottom placeholder="想补充什么，可以接着说" action="stop" />}
    >
      <Transcript>
        <Bubble text={'给每句话配上字幕，再做一个\n开头标题'} />
        <AiReply who={who} unfold={unfold}>
          <WaitCard
            title="还在处理，比平时久一点"
            elapsed="2:06"
            steps={[
              { id: '1', text: '听完 3 段对白', state: 'done' },
              { id: '2', text: '校对字幕（语速快的地方多听一遍）', state: 'running' },
              { id: '3', text: '制作开头标题', state: 'todo' },
            ]}
            hint="可以先离开，进度不会丢。回来打开这个作品就能接着看。"
            notify={{ text: '好了通知我', onPress: nothing }}
            stop={{ text: '停止', onPress: nothing }}
          />
        </AiReply>
      </Transcript>
    </Phone>
  );
}

export function Undone(): ReactNode {
  return (
    <Phone nav={nav} head={<TheStage positionMs={9000} pictureUrl={photos.dusk} canRedo />} body="fixed" dock={<Bottom />}>
      <Transcript anchor="end-a">
        <Bubble text="音乐换成钢琴，再轻一点" />
        <AiReply who={who} unfold={unfold}>
          <ChangeCard
            title="换了配乐"
            undone="已撤销"
            rows={[
              {
                id: '1',
                tone: 'audio',
                text: '午后散步，音量 35%',
                second: '→ 雨后钢琴，音量 20%',
                listen: { label: '试听', onPress: nothing },
              },
            ]}
            preview={preview}
            testId="editor.card-3"
          />
        </AiReply>
        <RestoreRow text="已回到第 2 版" restore="恢复第 3 版" onRestore={nothing} />
        <Bubble text="还是原来那首好，把字幕放大" />
        <AiReply who={who} unfold={unfold}>
          <ChangeCard
            title="改了 1 处"
            version="第 4 版"
            rows={[{ id: '1', tone: 'text', text: '4 条字幕放大', value: '中号 → 大号' }]}
            preview={preview}
            undo={undo}
            testId="editor.card-4"
          />
        </AiReply>
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

export function Care(): ReactNode {
  return (
    <Phone
      nav={nav}
      head={<TheStage folded={{ title: '时间线', detail: '视频 · 配乐 · 字幕' }} />}
      body="fixed"
      dock={<Bottom chips={['再短一点']} />}
    >
      <Transcript>
        <Bubble text="去掉停顿，配上字幕" />
        <AiReply who={who} unfold={unfold} text="剪好了，24 秒，正好发朋友圈。">
          <ChangeCard
            title="改了 2 处"
            rows={[
              { id: '1', tone: 'video', text: '变短了', value: '41 → 24 秒' },
              { id: '2', tone: 'text', text: '加了字幕', value: '4 条' },
            ]}
            preview={{ text: '看看效果', onPress: nothing }}
            undo={undo}
            testId="editor.card-2"
          />
        </AiReply>
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

/** Not drawn in the design: long words, unasked offers, a failed bubble, the way back to the end, a cue being put right. */
export function EditorStates(): ReactNode {
  const long = '先把每段开头的晃动去掉。'.repeat(20);
  return (
    <Phone nav={nav} head={<TheStage />} body="fixed" dock={<Bottom value={'把第二段放慢一点，\n再配一段轻快的音乐'} canSend />}>
      <Transcript isFromTop jump={{ text: '回到最新', onPress: nothing }}>
        <Bubble text="把这段缩短到 5 秒" reference="第 2 段" state="failed" note="没发出去，点一下重发" onResend={nothing} />
        <AiReply who={who} unfold={unfold} text={long}>
          <ChangeCard
            title="改了 2 处"
            version="第 5 版"
            rows={[...rows.slice(0, 1), { id: '9', tone: 'other', text: '还调整了一些细节' }]}
            offers={[{ id: 't', text: '去掉开头标题', onPress: nothing }]}
            preview={preview}
            undo={{ ...undo, isDisabled: true }}
            testId="editor.card-5"
          />
          <StepsCard
            title="正在剪辑"
            elapsed="已用 0:31"
            steps={[{ id: '1', text: '正在看素材', state: 'running' }]}
            note="还在处理，一般 1 分钟内好"
          />
        </AiReply>
      </Transcript>
    </Phone>
  );
}
