import type { Language } from '../../contract/relay/text.ts';
import { en } from './en.ts';
import { type StringKey, zhCN } from './zh-CN.ts';

export type StringArgs = Record<string, string | number>;

/** Text for people by key, with its gaps filled. */
export type Translate = (key: StringKey, args?: StringArgs) => string;

const languages: Record<Language, Record<StringKey, string>> = { 'zh-CN': zhCN, en };

/** `{n}` is the value; `{n|clip|clips}` the first word where the value is one, else the second. A gap without its value stays visible as
 * `{name}`: a test finds it, a person can still read the rest. */
export const createTranslate =
  (language: Language): Translate =>
  (key, args = {}) =>
    languages[language][key]
      .replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_gap, name: string, ...words: string[]) => words[Number(args[name]) === 1 ? 0 : 1] ?? '')
      .replace(/\{(\w+)\}/g, (gap, name: string) => String(args[name] ?? gap));
