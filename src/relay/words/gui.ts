import type { SuggestedAction } from '../../contract/relay/turn.ts';

/** Phrases for someone who has buttons in front of them. Source: the mission document, "Backend Response Translation". */
const FORBIDDEN = [
  /\b(?:double[- ]|right[- ])?click(?:ing|s)?\b(?!\s+(?:sounds?|noises?|tracks?|and pops?|removal))/i,
  /\b(?:tap|press|hit|push|select|use|find)(?:ping|ing)?\s+(?:on\s+)?(?:[\w"'“”◇-]+\s+){0,4}(?:button|icon|menu|tab|panel)s?\b/i,
  /\bexport\s+(?:button|icon|menu|tab|panel)s?\b/i,
  /\b(?:open(?:ing)?|go to|switch to|head to)\s+(?:up\s+)?(?:[\w"'“”◇-]+\s+){0,4}(?:panel|tab|menu|sidebar|toolbar|window|dialog|timeline|editor|library)s?\b/i,
  /\bdrag(?:ging)?\b(?!\s+(?:race|racing|queens?|show))/i,
  /\bdrop\s+(?:it|them|(?:the\s+|your\s+)?(?:files?|clips?|videos?|media))\b/i,
  /\bpreview(?:ing)?\s+(?:\w+\s+){0,4}(?:in|on)\s+(?:the\s+|your\s+)?timeline\b/i,
  /点击|单击|双击|点按|轻触|点选|点一下|按下/,
  /打开/,
  /拖拽|拖动|拖放|拖到|拖入|拖进/,
  /导出/,
  /按钮|面板|工具栏|菜单栏|侧边栏/,
  /(?:在|到|去)时间[线轴](?:中|上|里|里面)?(?:查看|预览|看)/,
];

/** Words that name no panel, told with another one: 打开降噪 switches it on, and in 打开礼物的那段 somebody in the film opens a present. */
const otherWords: [RegExp, string][] = [
  [/((?:已经?|帮[你您]|为[你您]|把.{1,8})(?:成功)?)打开(了)?/g, '$1开启$2'],
  [/打开(?=[^，。；！？\n]{1,10}的(?:那|这|一)*(?:段|片段|镜头|画面|部分))/g, '开'],
];

/** Invitations that need no button: they stay, and the app offers the action beside them. */
const invitations: [SuggestedAction, RegExp][] = [
  ['export', /\b(?:ready to|you can(?: now)?|want to|want me to|like to|shall i|should i) (?:export|download|render)\b/i],
  ['upload', /\b(?:please|you can|need to) upload\b|请(?:先)?上传/i],
];

const actionPatterns: [SuggestedAction, RegExp][] = [
  ['export', /export|download|render|导出|下载|保存/i],
  ['timeline', /timeline|时间线|时间轴|轨道|\btracks?\b|open[^,]*panel|打开[^，]*面板/i],
  ['preview', /preview|\bplay\b|预览|播放/i],
  ['upload', /upload|import|上传|导入|(?:拖|drag|drop).*(?:素材|文件|视频|media|files?|clips?)/i],
  ['credits', /credits?\b|top[- ]?up|积分|余额|充值/i],
];

/** Quoted words belong to the film: a title may say 「点击关注」. They are covered, at the same length, before anything is looked for. */
const coverQuotes = (text: string): string =>
  text.replace(/“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》|"[^"]*"|(?<=^|\s)'[^']*'(?=\s|$|[.,!?])/g, (quoted) => '◇'.repeat(quoted.length));

/** Whether words speak of buttons, panels or dragging. */
export const isForGui = (text: string): boolean => {
  const covered = coverQuotes(text);
  return FORBIDDEN.some((pattern) => pattern.test(covered));
};

/** What the app can do in place of what the words ask for. A preview in the timeline is the timeline. */
function actionsOf(clause: string): SuggestedAction[] {
  const found = actionPatterns.filter(([, pattern]) => pattern.test(clause)).map(([action]) => action);
  return found.includes('timeline') ? found.filter((action) => action !== 'preview') : found;
}

/** Parts of a sentence that can stand alone, each with the mark before it. */
function clausesOf(sentence: string): string[] {
  const covered = coverQuotes(sentence);
  const cuts =
    /[，；;：]|,(?=\s)|:(?=\s)|\s[—–-]+\s|——|(?<!\b(?:and|or|then|so|but))\s(?=(?:and|or|then|so|but)\s+(?:then\s+)?(?:you\b|please\b|just\b|simply\b|click|drag|open|tap|press)|you (?:can|may|could)\b)|(?<=\S)(?=请(?:点|打|拖|在|到)|[你您]可以|(?<![你您])可以(?:点|打|拖|在|导))/gi;
  const places = [0, ...[...covered.matchAll(cuts)].map((found) => found.index ?? 0).filter((at) => at > 0), sentence.length];
  return places.slice(1).map((to, index) => sentence.slice(places[index], to));
}

export type Translated = { text: string; actions: SuggestedAction[] };

/** Takes the parts of a sentence away that are for a user with buttons, and names what the app can do instead. */
export function translateSentence(sentence: string): Translated {
  const told = otherWords.reduce((text, [pattern, word]) => text.replace(pattern, word), sentence);
  if (!isForGui(told))
    return { text: told, actions: invitations.flatMap(([action, pattern]) => (pattern.test(coverQuotes(told)) ? [action] : [])) };

  const clauses = clausesOf(told);
  const dropped = clauses.map((clause, at) => isForGui(clause) || isRestOfIt(clause, clauses[at - 1]));
  const gone = clauses.filter((_, at) => dropped[at]).join('');
  const kept = clauses.filter((_, at) => !dropped[at]).join('');
  const actions = actionsOf(gone);
  return hasWords(kept) && !isForGui(kept) ? { text: closed(kept, told), actions } : { text: lineEnd(told), actions: actionsOf(told) };
}

/** 「点击导出按钮，即可下载」: what the button would do has no meaning without it. */
const isRestOfIt = (clause: string, before: string | undefined): boolean =>
  before !== undefined &&
  isForGui(before) &&
  /^[，,;；\s]*(?:即可|就可以|就能|便可|来|以便|进行|或者?|然后|and then|then|to |or )/i.test(clause);

const hasWords = (text: string): boolean =>
  /[\p{L}\p{N}]/u.test(text) && !/^[\s\p{P}\p{S}]*(?:and|or|then|so|but|you can|您?你?可以|请|或|然后|也|还)?[\s\p{P}\p{S}]*$/iu.test(text);

const lineEnd = (text: string): string => (text.endsWith('\n') ? '\n' : '');

/** What is left begins without the mark of what went before it, and ends with the marks of its sentence. */
function closed(kept: string, sentence: string): string {
  const marks = /[。！？.!?…]+[”’」』》）)"'*`]*\s*$|\n$/.exec(sentence)?.[0] ?? '';
  const body = kept.replace(/^(\s*)[，,；;：:]\s*/, '$1').replace(/[\s，,；;：:]+$/, '');
  return /[。！？.!?…]["”’」』》）)*`]*$/.test(body) ? body + lineEnd(sentence) : body + marks;
}
