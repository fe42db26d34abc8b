import type { ReactNode } from 'react';
import { Hero } from '../../../../src/app/components/home/Hero.tsx';
import { HowTo } from '../../../../src/app/components/home/HowTo.tsx';
import { ProjectList, ProjectRow } from '../../../../src/app/components/home/ProjectRow.tsx';
import { ResumeCard } from '../../../../src/app/components/home/ResumeCard.tsx';
import { CreditsPill, SectionTitle } from '../../../../src/app/components/home/SectionTitle.tsx';
import { PrivacySheet } from '../../../../src/app/components/more/PrivacySheet.tsx';
import { Banner } from '../../../../src/app/components/primitive/Banner.tsx';
import { Chip, ChipRow } from '../../../../src/app/components/primitive/Chip.tsx';
import { IconButton } from '../../../../src/app/components/primitive/IconButton.tsx';
import type { NavBarProps } from '../../../../src/app/components/primitive/NavBar.tsx';
import { Skeleton } from '../../../../src/app/components/primitive/Skeleton.tsx';
import { nothing, Phone, photos } from './sample.tsx';

const nav = (credits: string, brand = '说剪'): NavBarProps => ({
  brand,
  actions: (
    <>
      <CreditsPill text={credits} label={`积分 ${credits}`} onPress={nothing} />
      <IconButton icon="sliders" iconSize={22} label="设置" onPress={nothing} />
    </>
  ),
});

const hero = (
  <Hero
    title={['说一句话，', '视频就剪好']}
    detail={['选素材，说想法', '剩下的交给我']}
    caption="周末的海"
    pick={{ text: '选视频', onPress: nothing }}
    fromChat={{ text: '聊天文件', onPress: nothing }}
  />
);

export function Home(): ReactNode {
  return (
    <Phone nav={nav('86')}>
      {hero}
      <SectionTitle kind="quiet" text="试试这样说" />
      <ChipRow place="page">
        <Chip shape="square" icon="scissors" iconTone="video" text="去掉停顿，加上字幕" onPress={nothing} />
        <Chip shape="square" icon="clock" iconTone="text" text="剪成 30 秒发朋友圈" onPress={nothing} />
        <Chip shape="square" icon="music" iconTone="audio" text="配一段轻快的音乐" onPress={nothing} />
      </ChipRow>
      <SectionTitle text="最近的作品" more={{ text: '全部', onPress: nothing }} />
      <ProjectList>
        <ProjectRow
          title="城市夜景 Vlog"
          detail="24 秒 · 今天 14:20"
          pictureUrl={photos.city}
          status={{ text: '已导出 18.6 MB', tone: 'ok', icon: 'check' }}
          onPress={nothing}
        />
        <ProjectRow
          title="海边的周末"
          detail="38 秒 · 今天 11:05"
          pictureUrl={photos.sea}
          status={{ text: '正在导出', tone: 'info', icon: 'clock' }}
          onPress={nothing}
        />
        <ProjectRow
          title="新店拉花教程"
          detail="3 段素材 · 昨天"
          pictureUrl={photos.cafe}
          status={{ text: '剪辑中', icon: 'scissors' }}
          onPress={nothing}
        />
      </ProjectList>
    </Phone>
  );
}

export function HomeEnglish(): ReactNode {
  return (
    <Phone nav={nav('86', 'Saycut')}>
      <Hero
        title={['Say it.', 'It’s edited.']}
        detail={['Pick your clips and tell', 'me what you want']}
        caption="By the sea"
        pick={{ text: 'Pick clips', onPress: nothing }}
        fromChat={{ text: 'From chat', onPress: nothing }}
      />
      <SectionTitle kind="quiet" text="Try saying" />
      <ChipRow place="page">
        <Chip shape="square" icon="scissors" iconTone="video" text="Cut pauses, add subtitles" onPress={nothing} />
        <Chip shape="square" icon="clock" iconTone="text" text="30 s for Moments" onPress={nothing} />
        <Chip shape="square" icon="music" iconTone="audio" text="Add upbeat music" onPress={nothing} />
      </ChipRow>
      <SectionTitle text="Recent" more={{ text: 'All', onPress: nothing }} />
      <ProjectList>
        <ProjectRow
          title="City night vlog"
          detail="24 s · 14:20"
          pictureUrl={photos.city}
          status={{ text: '18.6 MB', tone: 'ok', icon: 'check' }}
          onPress={nothing}
        />
        <ProjectRow
          title="Weekend by the sea"
          detail="38 s · 11:05"
          pictureUrl={photos.sea}
          status={{ text: 'Exporting', tone: 'info', icon: 'clock' }}
          onPress={nothing}
        />
        <ProjectRow
          title="Latte art how-to"
          detail="3 clips · Yesterday"
          pictureUrl={photos.cafe}
          status={{ text: 'Editing', icon: 'scissors' }}
          onPress={nothing}
        />
      </ProjectList>
    </Phone>
  );
}

export function HomeEmpty(): ReactNode {
  return (
    <Phone nav={nav('100')}>
      {hero}
      <SectionTitle text="怎么用" />
      <HowTo
        steps={[
          { icon: 'picture', title: '选几段视频', detail: '手机相册或微信聊天里的都行' },
          { icon: 'chat', title: '说出你想要的', detail: '比如「去掉停顿，配上字幕」' },
          { icon: 'moments', title: '发出去', detail: '自动压到 25 MB 以内，发微信更清晰' },
        ]}
        gift="送你 100 积分，7 天内都能用，不用注册"
      />
    </Phone>
  );
}

/** Not drawn in the design: what comes back, what is on its way, no network. */
export function HomeStates(): ReactNode {
  return (
    <Phone nav={nav('–')} head={<Banner text="没有网络，先看看本机上的作品" note="重试" onPress={nothing} />}>
      {hero}
      <ResumeCard title="接着上次的" detail="「海边的周末」还在导出" pictureUrl={photos.sea} action="看看" onPress={nothing} />
      <SectionTitle text="最近的作品" />
      <ProjectList>
        <Skeleton shape="project" label="加载中…" />
        <Skeleton shape="project" label="加载中…" />
        <ProjectRow
          title="没有画面的作品"
          detail="1 段素材 · 昨天"
          status={{ text: '没完成，点开看看', tone: 'bad', icon: 'alert' }}
          onPress={nothing}
        />
      </ProjectList>
    </Phone>
  );
}

export function Privacy(): ReactNode {
  return (
    <Phone
      nav={{ brand: '说剪' }}
      overlay={
        <PrivacySheet
          title="选视频前，先说清楚"
          detail="只有你选中的文件会上传，用来剪这条视频。"
          rows={[
            { icon: 'picture', title: '你选中的照片和视频', detail: '上传到剪辑服务器处理' },
            { icon: 'save', title: '相册写入', detail: '只在你点「保存到相册」时使用' },
            { icon: 'copy', title: '剪贴板', detail: '只在你点「复制链接」时写入，不读取' },
          ]}
          guide={{ before: '详见', name: '《说剪隐私保护指引》', onPress: nothing }}
          agree={{ text: '同意并选视频' }}
          onClose={nothing}
          decline={{ text: '暂不同意' }}
          closeLabel="关闭"
        />
      }
    >
      {hero}
    </Phone>
  );
}
