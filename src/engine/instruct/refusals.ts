import type { EditRefused, RefusalCode } from '../edits/refused.ts';
import type { Language } from './scene.ts';

const seconds = (ms: unknown): string => String(Math.round(Number(ms ?? 0) / 100) / 10);
type Args = Record<string, string | number>;

const sentences: Record<RefusalCode, (args: Args) => { zh: string; en: string }> = {
  nothing_left: () => ({ zh: '这样剪就什么都不剩了，所以没有动。', en: 'That would leave nothing, so I did not do it.' }),
  nothing_there: () => ({ zh: '现在还没有可以这样改的内容。', en: 'There is nothing there to change.' }),
  out_of_range: ({ at, length }) => ({
    zh: `这个时间不在片子里：要的是第 ${seconds(at)} 秒，现在长 ${seconds(length)} 秒。`,
    en: `That time is outside: you asked for ${seconds(at)} s, and it is ${seconds(length)} s long.`,
  }),
  clip_missing: ({ name }) => ({ zh: `没有找到「${name}」。`, en: `I could not find “${name}”.` }),
  no_captions: () => ({ zh: '现在没有字幕可以改。', en: 'There are no captions to change.' }),
  no_title: () => ({ zh: '现在没有标题可以改。', en: 'There is no title to change.' }),
  no_music: () => ({ zh: '现在没有配乐可以改。', en: 'There is no music to change.' }),
  no_photos: () => ({ zh: '还没有照片，先传几张。', en: 'There are no photos yet. Upload some first.' }),
  no_words: () => ({
    zh: '字幕没有加上：这里没有接语音识别，我听不出原话。把要显示的话发给我，一行一句，我会按说话的时间对好。',
    en: 'Captions were not added: no speech recogniser is set up here, so I cannot tell what is said. Send me the lines, one per row, and I will time them to the speech.',
  }),
  no_speech: () => ({
    zh: '没有听到说话声，所以没有停顿可以剪、也没有话可以对。',
    en: 'I heard no speech, so there was nothing to cut or time.',
  }),
  no_silence: ({ over = 600 }) => ({
    zh: `没有找到 ${seconds(over)} 秒以上的停顿，不用剪。`,
    en: `I found no pause longer than ${seconds(over)} s, so nothing was cut.`,
  }),
  no_fillers: () => ({ zh: '没有听到「嗯」「啊」这类语气词，不用剪。', en: 'I heard no filler words, so nothing was cut.' }),
  fillers_unheard: () => ({
    zh: '语气词没有去掉：这里没有接语音识别，我听不出是哪几个字。可以先说「去掉停顿」。',
    en: 'Filler words were not cut: no speech recogniser is set up here, so I cannot tell them. You can say “cut the pauses”.',
  }),
  no_shaky: () => ({
    zh: '没有找到晃动的部分。要剪掉几秒可以直接说，例如「剪掉开头 3 秒」。',
    en: 'I found no shaky part. Say how much to cut, for example “delete the first 3 seconds”.',
  }),
  no_voice_maker: () => ({
    zh: '配音没有加上：这里没有接语音合成。可以自己录一段传上来。',
    en: 'The voice-over was not added: no speech maker is set up here. You can upload a recording instead.',
  }),
  no_translation: () => ({
    zh: '字幕没有翻译：这里没有接翻译。可以把译好的字幕发给我，一行一句；双语的可以发 SRT，每句两行。',
    en: 'The captions were not translated: no translator is set up here. You can send me the translated lines, one per row, or an SRT with two lines each.',
  }),
  text_not_found: ({ text }) => ({ zh: `字里没有「${text}」，所以没有改。`, en: `“${text}” does not appear, so nothing was changed.` }),
  one_segment: () => ({ zh: '只有一段画面，没有可以放转场的地方。', en: 'There is only one clip, so there is no place for a transition.' }),
  no_undo: () => ({ zh: '没有可以撤销的了。', en: 'There is nothing left to undo.' }),
  no_redo: () => ({ zh: '没有可以重做的了。', en: 'There is nothing to redo.' }),
  too_long: ({ length }) => ({
    zh: `这样会有 ${seconds(length)} 秒，太长了，没有动。`,
    en: `That would be ${seconds(length)} s, which is too long, so I did not do it.`,
  }),
  already_so: ({ length }) => ({
    zh: length === undefined ? '已经是这样了，不用改。' : `现在只有 ${seconds(length)} 秒，不用剪短。`,
    en: length === undefined ? 'It is so already.' : `It is only ${seconds(length)} s, so there was nothing to cut.`,
  }),
};

/** Why an edit was not done, for the person. */
export function refusalSentence(refused: EditRefused, language: Language): string {
  const sentence = sentences[refused.code](refused.args);
  return language === 'en' ? sentence.en : sentence.zh;
}
