import type { ReactNode } from 'react';
import { BatchBoard } from '../../../../src/app/components/batch/BatchBoard.tsx';
import { ResultView } from '../../../../src/app/components/export/ResultView.tsx';
import { AlbumSheet } from '../../../../src/app/components/more/AlbumSheet.tsx';
import { CreditsView } from '../../../../src/app/components/more/CreditsView.tsx';
import { SettingsView } from '../../../../src/app/components/more/SettingsView.tsx';
import { ShareLanding } from '../../../../src/app/components/more/ShareLanding.tsx';
import { Button } from '../../../../src/app/components/primitive/Button.tsx';
import { Dock } from '../../../../src/app/components/primitive/Dock.tsx';
import { result } from './film.tsx';
import { back, nothing, Phone, photos } from './sample.tsx';

export function Batch(): ReactNode {
  const row = { placeholder: '这一段想怎么剪？', editLabel: '修改', doneText: '完成', canEdit: true };
  return (
    <Phone
      nav={{ title: '分别剪 · 4 个视频', back }}
      dock={
        <Dock kind="buttons">
          <Button text="开始剪剩下的 1 个" isWide />
        </Dock>
      }
    >
      <BatchBoard
        mode={{
          label: '怎么出片',
          value: 'each',
          options: [
            { value: 'one', text: '合成一条' },
            { value: 'each', text: '每个单独出片' },
          ],
          onChange: nothing,
        }}
        summary="完成 1 个，剪辑中 2 个"
        applyAll={{ text: '同一句话用到全部', onPress: nothing }}
        rows={[
          {
            ...row,
            id: '1',
            name: '夜景航拍',
            pictureUrl: photos.city,
            length: '0:15',
            status: { text: '14.2 MB', tone: 'ok', icon: 'check' },
            instruction: '剪成 15 秒，加速，配电子乐',
            result: { save: '保存', share: '发给朋友' },
          },
          {
            ...row,
            id: '2',
            name: 'IMG_2043',
            pictureUrl: photos.sea,
            length: '0:12',
            status: { text: '导出中', tone: 'info' },
            instruction: '保留海浪声，加一句标题「周末的海」',
            progress: { percent: 64, text: '正在合成画面 · 约 30 秒' },
          },
          {
            ...row,
            id: '3',
            name: '车窗雨景',
            pictureUrl: photos.rain,
            length: '0:21',
            status: { text: '剪辑中' },
            instruction: '调暗一点，做成 9:16 竖版',
            progress: { percent: 26, text: '正在裁成竖版' },
          },
          {
            ...row,
            id: '4',
            name: '拉花特写',
            pictureUrl: photos.cafe,
            length: '0:14',
            status: { text: '待说明' },
            chips: [
              { id: 'a', text: '去停顿加字幕' },
              { id: 'b', text: '只配乐' },
            ],
          },
        ]}
        onEdit={nothing}
        onInstruct={nothing}
        onChip={nothing}
        onSave={nothing}
        onShare={nothing}
        onRetry={nothing}
      />
    </Phone>
  );
}

export function Credits(): ReactNode {
  return (
    <Phone nav={{ title: '积分', back }}>
      <CreditsView
        title="现在可用"
        unit="积分"
        balance={{ available: 86, frozen: 6, total: 100 }}
        legend={{ available: '可用 86', frozen: '冻结 6', used: '已用 8', total: '共 100' }}
        loadingLabel="加载中…"
        expiry="体验额度还剩 5 天"
        note="冻结的 6 积分正被导出中的作品占用，导出结束后会更新。"
        link={{
          title: '想要更多额度',
          detail: '用这个链接注册，会绑定当前的体验账号',
          address: '…/register?bind=9f2c',
          copy: '复制链接',
          steps: ['复制上面的链接', '用手机浏览器打开，完成注册', '回到这里，点「刷新」'],
          onCopy: nothing,
        }}
        refresh={{ text: '刷新积分', value: '刚刚更新', onPress: nothing }}
        how={{ text: '积分是怎么算的', onPress: nothing }}
      />
    </Phone>
  );
}

export function AlbumDenied(): ReactNode {
  return (
    <Phone
      nav={{ title: '导出好了', back }}
      overlay={
        <AlbumSheet
          title="还不能存到相册"
          detail="相册权限是关着的。打开后回到这里，会自动接着保存。"
          setting={{ row: '添加到相册', hint: '在下一页打开这个开关就行' }}
          open={{ text: '去打开', native: { openType: 'openSetting' } }}
          instead={{ text: '不存了，直接发给朋友' }}
          later={{ text: '以后再说' }}
          closeLabel="关闭"
        />
      }
    >
      <ResultView {...result} />
    </Phone>
  );
}

export function Settings(): ReactNode {
  return (
    <Phone nav={{ title: '设置', back }}>
      <SettingsView
        theme={{
          title: '外观',
          value: 'auto',
          options: [
            { value: 'auto', text: '跟随系统' },
            { value: 'light', text: '浅色' },
            { value: 'dark', text: '深色' },
          ],
          onChange: nothing,
        }}
        groups={[
          {
            id: 'look',
            rows: [
              { id: 'language', icon: 'globe', text: '语言', value: '简体中文', sign: 'forward', onPress: nothing },
              { id: 'font', icon: 'letters', text: '文字大小', value: '跟随微信', onPress: nothing },
              { id: 'motion', icon: 'spark', text: '减少动画', toggle: { isOn: false, onChange: nothing } },
            ],
          },
          {
            id: 'privacy',
            title: '隐私与存储',
            rows: [
              { id: 'guide', icon: 'shield', text: '隐私保护指引', sign: 'forward', onPress: nothing },
              { id: 'permissions', icon: 'picture', text: '相册与通知权限', sign: 'forward', onPress: nothing },
              { id: 'cache', icon: 'retry', text: '清理缓存', value: '128 MB', onPress: nothing },
              { id: 'wipe', icon: 'trash', text: '清除全部作品记录', isDanger: true, onPress: nothing },
            ],
          },
          {
            id: 'about',
            rows: [
              { id: 'help', icon: 'chat', text: '帮助与反馈', sign: 'forward', onPress: nothing },
              { id: 'about', icon: 'info', text: '关于说剪', value: '1.0.0' },
            ],
          },
        ]}
      />
    </Phone>
  );
}

export function Share(): ReactNode {
  return (
    <Phone nav={{ back: { label: '首页', onPress: nothing }, isOverPicture: true }} body="fixed" tone="night" isFullBleed>
      <ShareLanding
        title="城市夜景 Vlog"
        detail="朋友用「说剪」剪的 · 24 秒 · AI 辅助剪辑"
        pictureUrl={photos.city}
        caption="入夜的城"
        playLabel="播放"
        start={{ text: '用我的视频剪一条', onPress: nothing }}
        onPlay={nothing}
      />
    </Phone>
  );
}
