import { firstOf } from '../first-of.ts';
import { normalise } from '../normalise.ts';
import { answer, type Frame, type Outcome, type Scene, say } from '../scene.ts';
import { all, type Clause } from '../token.ts';

/** What is asked about the editor itself, and what is outside of it: posting, saving, file sizes, cuts on the beat. */
export const metaFrame: Frame = (clause, scene) => {
  const text = normalise(clause.text).trim();
  return firstOf([fileSize, onTheBeat, posting, shapes, howManyFilms], clause, { scene, text });
};

type Reader = (clause: Clause, about: { scene: Scene; text: string }) => Outcome | undefined;

/** 「压缩到 10M 以内」, `keep it under 8 MB`: the size of the file, not the length of the film. */
const fileSize: Reader = (_, { scene, text }) =>
  /\d\s*(?:mb?|兆|g|gb)(?![a-z])\s*(?:以内|以下|之内|左右|内|大小)|(?:压缩|小于|低于|不超过|under|below|less than|smaller than)[^，,\d]{0,8}\d+\s*(?:mb|兆|m(?![a-z]|in))/.test(
    text,
  )
    ? answer(
        say(
          scene,
          '导出的文件会小于 25 MB；导出时选 720P，或把片子剪短，文件更小。时间线没有动。',
          'The exported file stays under 25 MB; choose 720P on export, or a shorter cut, for a smaller one. I left the timeline as it is.',
        ),
      )
    : undefined;

const BEAT =
  /(?<!别|不要|不用)(?:卡点|踩点|对上?节拍|合着节拍)|(?:跟着|随着|按照?|合着|对着)[^，,。]{0,4}(?:鼓点|节奏|节拍|拍子|音乐|歌)[^，,。]{0,4}(?:切|剪|换|走|动|变)|\bbeat[ -]?(?:sync|match|cut)|\bsync\w*\b.{0,24}\b(?:beats?|music|song)|\b(?:cut|cuts|edit|clips?|change)\b.{0,12}\b(?:to|on|with) (?:the|every|each) beats?\b|\bmusic\b.{0,24}\b(?:exactly|in time|in sync|match\w*|sync\w*|follows?)\b.{0,24}\b(?:movements?|motion|cuts?|actions?)/;

/** Music made for the pictures. */
const FOLLOWING =
  /\bmusic (?:that|which|to)? ?(?:goes|go|fits?|match(?:es)?|follows?|syncs?)\b[^.,]{0,16}\b(?:exactly|perfectly|in time|in sync)?[^.,]{0,10}\b(?:movements?|motion|actions?|cuts)\b/;

/** Cuts on the beat of a song. */
const onTheBeat: Reader = (clause, { scene, text }) =>
  BEAT.test(text) || (FOLLOWING.test(normalise(scene.text)) && all(clause, 'thing').some(({ value }) => value === 'music'))
    ? {
        kind: 'decline',
        reason: say(
          scene,
          '卡点我做不到：我听不出音乐的拍子，时间线没有动。',
          'I cannot cut on the beat: I do not hear where the beats of a song are. Nothing was changed.',
        ),
        alternative: say(
          scene,
          '可以配一段有节奏的音乐，再说「每 2 秒切一段」或「每段 2 秒」，看起来会接近。',
          'I can add upbeat music and cut at an even pace: say “make each clip 2 seconds”.',
        ),
      }
    : undefined;

const PLACE = '(?:朋友圈|微信群?|群里?|抖音号?|快手|视频号|小红书|微博|b站|相册|手机|本地|朋友|家人|网上)';
const POSTING = new RegExp(
  `^(?:我?(?:想|要|准备)?(?:请|麻烦)?你?(?:能不能|可不可以|能|可以)?(?:直接|自动)?(?:帮我|给我|替我|帮忙)?(?:把)?(?:它|这个|这条|视频|片子)*)?(?:直接|自动)?(?:(?:发|发布|分享|传|上传|转发|保存|存|下载|导出)(?:到|去|给|进|在)?(?:我的?)?${PLACE}(?:里|上)?|(?:保存|发布|分享))(?:一下|去|里|了|上)?[吧啊呀吗嘛呗]?$|^(?:(?:can|could|will) you |please |pls )?(?:post|share|upload|send|save|publish) (?:it|this|the video|my video)(?: (?:to|on|in|onto) .{2,30})?(?: (?:for me|please))?$`,
);

/** To post, send or save is done with the export; said only when nothing else is. */
const posting: Reader = (_, { scene, text }) => {
  if (!POSTING.test(text)) return undefined;
  const said = say(
    scene,
    '发布和保存要你自己来：点右上角的导出，渲染完就能存到相册，再发朋友圈、抖音或群里。时间线没有动。',
    'Posting and saving are yours to do: tap Export, and when it is rendered you can save it and post it anywhere. The timeline is as it was.',
  );
  return { kind: 'answer', text: said, isTalk: true };
};

/** `what formats do you have?`, 「支持哪些比例」. */
const shapes: Reader = (clause, { scene, text }) =>
  /^(?:what|which) (?:formats?|ratios?|aspect ratios?|sizes?|shapes?)\b.*\b(?:have|support|offer|available|there|can you|do you|possible)\b|(?:哪些|什么|哪几种|几种)(?:比例|尺寸|格式|画幅)[^，,。]{0,6}$/.test(
    text,
  ) && !all(clause, 'verb').some(({ value }) => value === 'change' || value === 'trim')
    ? answer(
        say(
          scene,
          '可以做竖屏 9:16、横屏 16:9、方形 1:1，也可以 3:4、4:3 等比例，导出是 MP4。说「做成竖屏」就行；时间线没有动。',
          'Vertical 9:16, landscape 16:9, square 1:1, and others such as 3:4 or 4:3; the export is an MP4. Say “make it vertical”. I changed nothing.',
        ),
      )
    : undefined;

/** 「这个能剪成几个视频」. */
const howManyFilms: Reader = (_, { scene, text }) =>
  /(?:能|可以|会)(?:剪|做|分|切|拆|出)(?:成|出)?(?:几|多少)(?:个|条|段|支|集)|how many (?:videos|clips|films|parts) (?:can|could|will)/.test(
    text,
  )
    ? answer(
        say(
          scene,
          '一个项目导出一条成片。想分开的话，可以说「每 10 秒切一段」再删掉不要的；时间线没有动。',
          'One project makes one film. To take it apart, say “split at 10 s” and delete what you do not want. I changed nothing.',
        ),
      )
    : undefined;
