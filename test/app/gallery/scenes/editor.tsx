import type { ReactNode } from 'react';
import { AiReply } from '../../../../src/app/components/chat/AiReply.tsx';
import { Bubble, ClipBubble } from '../../../../src/app/components/chat/Bubble.tsx';
import { ChangeCard, type ChangeRow } from '../../../../src/app/components/chat/ChangeCard.tsx';
import { RestoreRow } from '../../../../src/app/components/chat/RestoreRow.tsx';
import { StepsCard } from '../../../../src/app/components/chat/StepsCard.tsx';
import { Transcript } from '../../../../src/app/components/chat/Transcript.tsx';
import { WaitCard } from '../../../../src/app/components/chat/WaitCard.tsx';
import { Banner } from '../../../../src/app/components/primitive/Banner.tsx';
import { Bottom, nav, TheStage, unfold, who } from './editor-parts.tsx';
import { back, cutEnglish, newIds, nothing, Phone, photos, uncut } from './sample.tsx';

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
