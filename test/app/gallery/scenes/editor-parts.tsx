import type { ReactNode } from 'react';
import { Composer, type ComposerProps } from '../../../../src/app/components/chat/Composer.tsx';
import { Chip, ChipRow } from '../../../../src/app/components/primitive/Chip.tsx';
import { Dock } from '../../../../src/app/components/primitive/Dock.tsx';
import { Stage, type StageProps } from '../../../../src/app/components/timeline/Stage.tsx';
import { back, cut, look, nothing, photos } from './sample.tsx';

export const who = 'AI 剪辑师';
export const unfold = '展开';
export const nav = { title: '城市夜景 Vlog', back };

export function TheStage(props: Partial<StageProps>): ReactNode {
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

export const composer = (placeholder: string, extra: Partial<ComposerProps> = {}): ComposerProps => ({
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

export function Bottom({
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
