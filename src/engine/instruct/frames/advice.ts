import { answer, ask, type Frame, type Outcome, type Scene, say } from '../scene.ts';
import { type Clause, has } from '../token.ts';
import { aboutDraft } from './meaning.ts';

/** 「弄好看点」: a wish with no order in it. */
const WISH =
  /(?:弄|搞|整|做|剪|变|改|修|调)(?:得|的|成)?(?:更|再|稍微)?(?:好看|高级|高大上|漂亮|精致|精美|洋气|酷炫|酷|炫|有感觉|有质感|有氛围|专业|惊艳|吸引人|美)|(?:更|再)(?:好看|高级|漂亮|精致|酷|有感觉|有质感|有氛围|专业|吸引人)|(?:高级|有质感|有氛围|有感觉)一?[点些]|\b(?:make|edit|fix)\b.{0,20}\b(?:better|nicer|cooler|cool|nice|pretty|professional|amazing|awesome|good|fancy)\b/i;

/** 「配什么音乐好」: advice is asked for, nothing else. */
const ADVICE =
  /(?:什么|哪种|哪个|哪首|啥)[^，,。]{0,8}(?:好|合适|搭)(?:呢|啊|呀|点|些|看|听)?[?？]?$|(?:你觉得|推荐|建议|给点意见).{0,12}[?？吗呢]|\b(?:what|which)\b.{0,20}\b(?:should i|would you|do you (?:think|recommend|suggest))|any (?:ideas|suggestions)/i;

/** 「音乐怎么没了」: why something is as it is. */
const WHY = /为什么|为啥|怎么(?:没|不见|回事|变成|会)|咋(?:没|不|回事)|^\s*(?:why|how come)\b/i;

/** Wishes and questions that name no edit: answered with what could be done; nothing is changed. */
export const adviceFrame: Frame = (clause, scene) => {
  if (has(clause, 'verb', 'restore', 'undo', 'speak') || has(clause, 'quote')) return undefined;
  if (/封面|cover image|thumbnail/i.test(clause.text)) return askForCover(scene);
  if (WHY.test(clause.text)) return answer(aboutDraft('state', scene));
  if (ADVICE.test(clause.text)) return has(clause, 'thing', 'music') ? askForMood(scene) : askWhatFor(scene);
  return isBareWish(clause) ? askWhatFor(scene) : undefined;
};

const isBareWish = (clause: Clause): boolean =>
  WISH.test(clause.text) &&
  !(['time', 'range', 'ratio', 'mood', 'look', 'colour', 'percent', 'times'] as const).some((kind) => has(clause, kind)) &&
  !clause.tokens.some(({ kind, value }) => kind === 'thing' && !['video', 'picture', 'clip', 'sound'].includes(value));

/** There is no cover of its own; a title over the first pictures does what a cover does. */
const askForCover = (scene: Scene): Outcome =>
  ask(
    say(
      scene,
      '封面单独做不了，可以在开头放一个标题。标题写什么？直接发给我就行。',
      'I cannot make a cover picture, but I can put a title over the start. What shall it say?',
    ),
    [say(scene, '开头加标题「周末」', 'Add the title “Weekend” at the start')],
    { for: 'title', at: 'start' },
  );

function askForMood(scene: Scene): Outcome {
  return ask(say(scene, '想要哪种感觉？', 'Which mood would you like?'), [
    say(scene, '配轻快的音乐', 'Add upbeat music'),
    say(scene, '配温馨的音乐', 'Add warm music'),
    say(scene, '配舒缓的音乐', 'Add calm music'),
    say(scene, '配大气的音乐', 'Add cinematic music'),
  ]);
}

/** What could be done to a film, for someone who has not said what. */
export function askWhatFor(scene: Scene): Outcome {
  return ask(say(scene, '可以这样改，想要哪一种？', 'Here is what I could do. Which would you like?'), [
    say(scene, '去掉停顿，加上字幕', 'Cut the pauses, add subtitles'),
    say(scene, '用电影感滤镜', 'Use a film look'),
    say(scene, '配一段轻快的音乐', 'Add upbeat music'),
    say(scene, '画面亮一点', 'Make it a bit brighter'),
  ]);
}
