import type { Language } from '../../contract/relay/text.ts';

/** The language we have that is nearest to what the phone asks for. */
export const nearestLanguage = (tag: string): Language => (/^zh/i.test(tag) ? 'zh-CN' : 'en');
