import type { Edit } from '../../edits/edit.ts';
import { captionsOf, musicOf, textsOf, titlesOf } from '../../edits/tracks.ts';
import { writeCues } from '../../speech/write-cues.ts';
import { answer, ask, edits, type Frame, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { type Clause, find, has } from '../token.ts';

const seconds = (ms: number): string => String(Math.round(ms / 100) / 10);

const countOf = { title: titlesOf, music: musicOf, caption: captionsOf };

/** `title back`: what the version before had, and this one has not. */
function isWantedBack(clause: Clause, { draft, history }: Scene): boolean {
  const gone = find(clause, 'thing', 'title', 'music', 'caption')?.value;
  const last = history.past.at(-1);
  if ((gone !== 'title' && gone !== 'music' && gone !== 'caption') || !last || has(clause, 'quote')) return false;
  return /\bback\b|回来/i.test(clause.text) && countOf[gone](draft).length === 0 && countOf[gone](last).length > 0;
}

/** Going back and forth in the history. */
export const historyFrame: Frame = (clause, scene) => {
  if (isWantedBack(clause, scene)) return edits({ type: 'restore_version', to: 'previous' });
  const version = clause.tokens.find((token) => token.kind === 'nth' && token.value === 'version') ?? versionAfterWord(clause);
  if (version?.n !== undefined && (has(clause, 'verb', 'restore', 'undo', 'reset', 'change') || /回到|version/i.test(clause.text)))
    return edits({ type: 'restore_version', to: version.n });
  if (has(clause, 'verb', 'restore') && /[删去][掉了]?的|没有了|不见了|没了|deleted|removed/i.test(clause.text))
    return edits({ type: 'restore_version', to: 'previous' });
  if (has(clause, 'verb', 'redo') && !has(clause, 'nth')) return edits({ type: 'restore_version', to: 'next' });
  if (has(clause, 'thing', 'added') && !has(clause, 'time') && has(clause, 'verb', 'delete', 'undo', 'mute'))
    return edits({ type: 'remove_added' });
  if (
    has(clause, 'verb', 'reset') &&
    !has(clause, 'time') &&
    !has(clause, 'verb', 'keep', 'trim', 'delete') &&
    !has(clause, 'thing', 'caption', 'title', 'music')
  )
    return edits({ type: 'restore_version', to: 'first' });
  if (has(clause, 'verb', 'undo')) {
    const isNamed = has(clause, 'thing', 'caption', 'title', 'music', 'transition', 'logo');
    return isNamed && !/撤|undo|上一|恢复.*删/i.test(clause.text) ? undefined : edits({ type: 'restore_version', to: 'previous' });
  }
  const bare = clause.tokens.filter((token) => !['fill', 'space', 'this', 'all'].includes(token.kind));
  if (bare.length === 1 && bare[0]?.kind === 'verb' && bare[0].value === 'delete' && /取消/.test(bare[0].raw))
    return edits({ type: 'restore_version', to: 'previous' });
  return undefined;
};

function versionAfterWord(clause: Clause) {
  if (!/version|版本/i.test(clause.text)) return undefined;
  return clause.tokens.find((token) => token.kind === 'number');
}

/** A song that belongs to someone. */
export const copyrightFrame: Frame = (clause, scene) => {
  const named = find(clause, 'copyright');
  const song = find(clause, 'quote');
  const isAboutWords = has(clause, 'thing', 'title', 'caption', 'font') || has(clause, 'verb', 'delete', 'speak', 'mark');
  const isSong =
    song &&
    !isAboutWords &&
    ((song.raw.startsWith('《') && !has(clause, 'place', 'start', 'end')) ||
      (has(clause, 'thing', 'music') && /歌|song|track/i.test(clause.text)));
  if ((!named && !isSong) || !(named ? /歌|song|音乐|music|曲|track|bgm/i.test(clause.text) || has(clause, 'verb', 'add', 'change') : true))
    return undefined;
  return {
    kind: 'decline',
    reason: say(scene, '这首歌有版权，我不能加，时间线没有动。', 'That song is under copyright, so I did not add it. Nothing was changed.'),
    alternative: say(
      scene,
      '我可以配一段风格相近、没有版权问题的音乐：轻快、温馨、舒缓、Lo-fi 或大气。也可以把你有权使用的音乐文件传上来。',
      'I can lay a bed in a similar style with no rights attached: upbeat, warm, calm, lo-fi or cinematic. Or upload a music file you may use.',
    ),
  };
};

const beyond =
  /ai ?生成|(?<!模糊|虚化|色|[黑白])背景(?!音乐|乐|声|模糊|虚化)[^，。 ]{0,3}(?:换|改|变)成|脸[^，。 ]{0,3}换|换[^，。 ]{0,8}脸|生成.{0,8}(片段|画面|视频|图)|换张?个?[脸头]|换衣|衣服|美颜|瘦脸|磨皮|抠图|抠像|去背景|换(个|一下|掉)?背景(?!音乐|乐|声)|换(个|掉)?天空|绿幕|p(瘦|掉|图|个|一下)|显瘦|变瘦|瘦一点|长腿|大眼|去痘|变美|变帅|变年轻|修复画质|(清晰度|画质).{0,4}(提高|提升|增强|变)|(提高|提升|增强).{0,3}(清晰度|画质)|高清修复|变(得更)?(清晰|高清)|马赛克|打码|路人|slimmer|thinner|skinny|look younger|mosaic|pixelate|upscale|blur (my|the|her|his|their) face|去水印|数字人|对口型|倒计时|卡点|踩点|beat ?sync|表情包|分屏|弹幕|音效|变声|蒙版|关键帧|countdown|split ?screen|sound effects?|voice changer|generate|deepfake|face ?swap|beautify|green ?screen|remove (the )?(background|person|object)|clothes|lip ?sync|3d/i;

/** What this editor has no way to do: it cuts what it is given, and makes no new pictures. */
export const beyondFrame: Frame = (clause, scene) => {
  if (!beyond.test(clause.text) || /字幕|subtitle|caption|noise|噪/i.test(clause.text)) return undefined;
  return {
    kind: 'decline',
    reason: say(
      scene,
      '这个我做不到：我只剪你给的素材，不会生成或改动画面里的人和物，时间线没有动。',
      'I cannot do that: I edit the clips you give me and cannot create or alter what is in the picture. Nothing was changed.',
    ),
    alternative: say(
      scene,
      '可以剪短、拼接、加字和音乐、调色、裁成竖版。',
      'I can cut, join, add words and music, adjust colours and reframe.',
    ),
  };
};

/** Several things taken away in one breath: 「标题和音乐都不要」, 「除了标题都去掉」. */
export const removeManyFrame: Frame = (clause, scene) => {
  const things = [...new Set(clause.tokens.filter((token) => token.kind === 'thing').map((token) => token.value))].filter(
    (thing) => thing === 'caption' || thing === 'title' || thing === 'music',
  );
  const isDelete = has(clause, 'verb', 'delete') || (has(clause, 'neg') && !clause.tokens.some((token) => token.kind === 'verb'));
  const others = overlays.filter((thing) => !things.some((named) => named === thing));
  if (isDelete && has(clause, 'except') && things.length > 0) return without(others, scene);
  if (things.length < 2 || !isDelete || (has(clause, 'neg') && has(clause, 'verb', 'delete') && !/不要了/.test(clause.text)))
    return undefined;
  return without(things, scene);
};

const overlays = ['caption', 'title', 'music'];

function without(things: string[], { draft }: Scene): Outcome {
  const list: Edit[] = [];
  if (things.includes('caption') && captionsOf(draft).length > 0) list.push({ type: 'remove_text', words: 'captions' });
  if (things.includes('title') && titlesOf(draft).length > 0) list.push({ type: 'remove_text', words: 'titles' });
  if (things.includes('music') && musicOf(draft).length > 0) list.push({ type: 'remove_sound', of: 'music' });
  return list.length > 0 ? edits(...list) : nothing;
}

/** 「字幕和音乐都要」: several things wanted in one breath, with no words for how. */
export const addManyFrame: Frame = (clause, scene) => {
  const things = clause.tokens.flatMap(({ kind, value }) => (kind === 'thing' ? [value] : []));
  const isPlain = clause.tokens.every(
    ({ kind, value }) => ['thing', 'fill', 'space', 'and', 'all', 'unknown'].includes(kind) || (kind === 'verb' && value === 'add'),
  );
  const isBoth = things.length === 2 && things.includes('caption') && things.includes('music');
  const isWanted = has(clause, 'verb', 'add') || /都?要[有啊的吧]?\s*$/.test(clause.text);
  if (!isPlain || !isBoth || !isWanted) return undefined;
  const isCaptioned = captionsOf(scene.draft).length > 0;
  return edits(...(isCaptioned ? [] : [{ type: 'add_captions' as const, from: 'words' as const }]), { type: 'add_music' });
};

/** Questions and small talk: answered from the draft, and nothing is changed. */
export const talkFrame: Frame = (clause, scene) => {
  if (has(clause, 'thing', 'credits') && !has(clause, 'thing', 'caption', 'title')) {
    return answer(
      say(
        scene,
        '积分在首页右上角的积分页里看。这次没有改动时间线。',
        'Your credits are on the credits page. I did not change the timeline.',
      ),
    );
  }
  if (/srt|字幕文件|vtt|subtitle file|caption file/i.test(clause.text) && !/导入|import/i.test(clause.text))
    return answer(captionFile(scene));
  if (isAboutSize(clause)) return answer(aboutDraft('size', scene));
  if (isQuestion(clause)) return answer(aboutDraft('state', scene));
  if ((has(clause, 'verb', 'export') || isSharing(clause, scene)) && !has(clause, 'neg') && !has(clause, 'before')) {
    return answer(
      say(scene, '现在的版本可以直接导出成 MP4，不需要再改动。', 'This version is ready to export as an MP4. I changed nothing.'),
    );
  }
  if (has(clause, 'verb', 'export')) return has(clause, 'quote') || has(clause, 'verb', 'add', 'delete', 'trim') ? undefined : nothing;
  if (has(clause, 'verb', 'help')) return answer(abilities(scene));
  const question = find(clause, 'ask');
  const isAbility = /(?:能|可以|会)[^，。]*(?:几|多少)/.test(clause.text);
  if (question && (isAbility || !doesSomething(clause))) return answer(aboutDraft(question.value, scene));
  return undefined;
};

/** 「帮我发朋友圈」, 「保存到相册」: what the person does with the finished film. */
const isSharing = (clause: Clause, scene: Scene): boolean =>
  /(?:发|分享|转发|传|保存|存|share|send|post|save)[^，。]{0,6}(?:朋友圈|相册|抖音|快手|微信|手机|小红书|视频号|好友|朋友|群|moments|wechat|album|gallery|camera roll|phone)/i.test(
    clause.text,
  ) &&
  scene.clauses.length === 1 &&
  clause.tokens.every(({ kind, value }) => kind !== 'verb' || idle.has(value) || value === 'slideshow') &&
  !/做成|做个|make/.test(clause.text) &&
  !has(clause, 'time') &&
  !has(clause, 'ratio');

/** 「压缩到 10M 以内」: the size of the file, not the length of the film. */
const isAboutSize = ({ text }: Clause): boolean =>
  /\d\s*(?:mb|兆|m(?![a-z]))/i.test(text) &&
  /压缩|大小|文件|体积|以内|以下|compress|size|under|smaller/i.test(text) &&
  !/[秒分]|\bsec|\bmin/i.test(text);

/** `现在有音乐吗`, `is there a title`: whether something is there. */
const isQuestion = (clause: Clause): boolean =>
  isOpenQuestion(clause) ||
  isWhetherThere(clause) ||
  (/^(现在|这个?|视频|片子|里面?|目前)*(有没有|有).{1,8}[吗么嘛没]?$|^(is|are) there |^do (i|we) have |^does (it|this) have /i.test(
    clause.text.trim(),
  ) &&
    /吗|么|嘛|没|有没有|^(is|are|do|does) /i.test(clause.text) &&
    !/更|别的|另|办法/.test(clause.text) &&
    !doesSomething(clause));

/** 「字幕都不见了吗」, 「标题还在不在」: whether something is still there. */
const isWhetherThere = (clause: Clause): boolean =>
  has(clause, 'thing') &&
  /(?:不见|没有|没|丢|消失|少)了?(?:吗|么|嘛|吧)$|还(?:在|有)(?:不在|没有)?(?:吗|么|嘛|没)$|还在不在$/.test(clause.text.trim()) &&
  !doesSomething(clause);

/** `what music is in there?`, 「现在配的是什么音乐」: asks what there is, and orders nothing. */
const isOpenQuestion = (clause: Clause): boolean =>
  /(?:不见|没有?|消失|丢|还在|变)[^，。]{0,4}[吗么][?？]?$/.test(clause.text.trim()) ||
  (/^(?:what|which|who|where|how (?:many|much|long))\b|(?:是什么|是啥|是哪|哪首|哪一首|有哪些|有啥|用的?什么|用的?哪|放的?什么|配的?什么|加的?什么|什么音乐|什么歌|什么字幕|什么标题)[^，。]{0,6}[?？吗呢啊呀]*$/i.test(
    clause.text.trim(),
  ) &&
    !doesSomething(clause));

/** The captions as a file in words that can be copied; a film without any says so. */
function captionFile(scene: Scene): string {
  const captions = captionsOf(scene.draft);
  if (captions.length === 0) return say(scene, '现在没有字幕，先说「加字幕」。', 'There are no captions yet. Say “add captions” first.');
  const head = say(
    scene,
    '字幕文件在下面，复制存成 .srt 就能用；时间线没有动。',
    'Here are the captions; copy them into a .srt file. The timeline is as it was.',
  );
  return `${head}\n\n${writeCues(captions.map(({ s, d, tx }) => ({ startMs: s, endMs: s + d, text: tx })))}`;
}

/** 「剪得真好」: praise for what was done, not an order to do it. */
export const PRAISE =
  /(?:剪|做|弄|配|改|加)得?(?:真|很|太|挺|超|好)?(?:好|棒|赞|不错|厉害|完美)(?:了|啊|呀|！|!|\p{Extended_Pictographic})*\s*$/u;

export const politeFrame: Frame = (clause, scene) => {
  if (has(clause, 'redo-but')) return nothing;
  if ((has(clause, 'thanks') && !doesSomething(clause)) || PRAISE.test(clause.text))
    return answer(say(scene, '不客气。还想改哪里，直接说就行。', 'You are welcome. Tell me what to change next.'));
  if (has(clause, 'hello') && !doesSomething(clause)) return answer(abilities(scene));
  if (has(clause, 'verb', 'see') && !doesSomething(clause)) return answer(aboutDraft('state', scene));
  return undefined;
};

const idle = new Set(['see', 'help', 'undo', 'keep']);
const doesSomething = (clause: Clause): boolean => clause.tokens.some((token) => token.kind === 'verb' && !idle.has(token.value));

const abilities = (scene: Scene): string =>
  say(
    scene,
    '说一句话就能剪，比如：「剪到前 10 秒」「删掉第 2 段」「去掉停顿」「加标题“周末”」「配一段轻快的音乐」「做成竖版」「加速 2 倍」「撤回」。',
    'Say it in a sentence, for example: “trim to the first 10 seconds”, “delete clip 2”, “cut the pauses”, “add the title ‘Weekend’”, “add upbeat music”, “make it vertical”, “speed up 2x”, “undo”.',
  );

/** What the film is like now. */
export function aboutDraft(what: string, scene: Scene): string {
  const { draft, film } = scene;
  const words = textsOf(draft).length;
  const music = musicOf(draft)[0];
  if (what === 'length')
    return say(
      scene,
      `现在总长 ${seconds(draft.d)} 秒，共 ${film.length} 段。`,
      `It is ${seconds(draft.d)} s long, in ${film.length} clip${film.length === 1 ? '' : 's'}.`,
    );
  if (what === 'size' || what === 'limit')
    return say(scene, '导出的文件会小于 25 MB，方便在微信里发。', 'The exported file will be under 25 MB, so it can be sent in WeChat.');
  if (what === 'where')
    return say(
      scene,
      '点右上角的导出，渲染完就能存到相册或发给朋友。',
      'Tap Export; when it is rendered you can save it or send it to friends.',
    );
  return say(
    scene,
    `现在有 ${film.length} 段画面，总长 ${seconds(draft.d)} 秒，${draft.m.width}×${draft.m.height}；文字 ${words} 条，${music ? `配乐「${music.n}」音量 ${music.vol}%` : '没有配乐'}。`,
    `There ${film.length === 1 ? 'is 1 clip' : `are ${film.length} clips`}, ${seconds(draft.d)} s, ${draft.m.width}×${draft.m.height}; ${words} text${words === 1 ? '' : 's'}, ${music ? `music “${music.n}” at ${music.vol}%` : 'no music'}.`,
  );
}

/** Which clip is meant: one choice for each, as a sentence that can be sent. */
export function askWhich(scene: Scene, verb: { zh: string; en: string }) {
  const options = scene.film.slice(0, 4).map((_, i) => say(scene, `${verb.zh}第 ${i + 1} 段`, `${verb.en} clip ${i + 1}`));
  return ask(say(scene, '你说的是哪一段？', 'Which clip do you mean?'), options);
}
