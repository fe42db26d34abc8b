/** Things of the machine that mean nothing to a person, or must not be seen by one. Most telling first. */
const machineWords: RegExp[] = [
  /!\[[^\]]*\]\([^)]*\)/g,
  /\bBearer\s+[\w.~+/=-]{8,}/gi,
  /\b(?:nmv_usr|clm|anon|render|sess(?:ion)?|task|user|adk|tok(?:en)?|sk|call|toolu|seg)[_-](?=[\w-]*\d)[\w-]{6,}/gi,
  /\beyJ[\w-]{10,}\.[\w-]+(?:\.[\w-]+)?/g,
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{20,}\b/gi,
  /(?<![\d.])\d{15,}(?![\d.])/g,
];

/** An address with a question mark or a name and password in it may carry a key. */
const KEYED_URL = /\bhttps?:\/\/(?:[^\s/?#)（），。]*@\S*|[^\s?#<>"'）」”，。！；]+[?#][^\s<>"'）」”，。！；]*)/gi;
const MARKED_LINK = /\[([^\]]*)\]\(\s*(?:https?:\/\/|\/)[^)\s]*(?:\s+"[^"]*")?\s*\)/gi;
const LABEL_OF_NOTHING =
  /[（(]\s*(?:(?:session|task|render|user|job|clip|segment|request)?[ _-]?(?:id|token|url|link)|编号|链接|令牌|会话)?\s*[:：=#]*\s*[)）]|\b(?:session|task|render|user|job|request)[ _-]?id\s*[:：=#]\s*(?=\s|$|[，。,.;；])/gi;
const SERVER_PATH = /(?:\/mnt\/userdata|\/tmp|\/home\/\w+|\/var)\/(?:[\w.-]+\/)*/g;

/** Takes ids, tokens, keyed addresses and paths of the server out of words; words without any come back as they were. */
function withoutMachineWords(text: string): string {
  const unlinked = text.replace(MARKED_LINK, '$1').replace(KEYED_URL, '');
  const clean = machineWords.reduce((words, pattern) => words.replace(pattern, ''), unlinked).replace(SERVER_PATH, '');
  if (clean === text) return text;
  return clean
    .replace(LABEL_OF_NOTHING, '')
    .replace(/(\S)[ \t]{2,}/g, '$1 ')
    .replace(/[ \t]+([，。！？；：,.!?;:]|$)/g, '$1');
}

/** Takes the marks of Markdown off; lists keep a dot. */
function withoutMarks(text: string): string {
  return text
    .replace(/^([ \t]*\n*[ \t]*)(?:#{1,6}\s+|>\s+)/gm, '$1')
    .replace(/^([ \t]*)[-*+]\s+(?=\S)/gm, '$1• ')
    .replace(/^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$/gm, '')
    .replace(/^[ \t]*```\w*[ \t]*$/gm, '')
    .replace(/\*\*|__(?=\S)|(?<=\S)__|~~|`+/g, '')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g, '$1');
}

/** Words as a person should read them. */
export const scrub = (text: string): string => withoutMarks(withoutMachineWords(text));
