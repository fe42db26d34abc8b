import type { TokenKind } from './lexicon/row.ts';

/** Kinds that describe words on the film rather than being such words. */
export const describing = new Set<TokenKind>([
  'place',
  'time',
  'range',
  'colour',
  'anim',
  'style',
  'fill',
  'space',
  'bit',
  'head',
  'tail',
  'verb',
  'thing',
  'neg',
  'count',
  'nth',
  'percent',
  'and',
  'conj',
  'size',
  'to',
  'from',
  'before',
  'after',
  'only',
  'all',
  'this',
  'ratio',
  'gender',
  'tongue',
  'quote',
  'link',
  'mark',
  'stop',
  'lot',
  'fit',
  'angle',
  'clip-name',
  'redo-but',
  'another',
  'half',
  'times',
]);

export const connectors =
  /^(叫|叫做|是|为|写|写着|写上|内容|内容是|内容为|文字是|上面写|写的是|saying|says|that says|which says|called|reading|named|say|打上|改成|改为|换成|写成|to|as|reads)$/i;
export const prepositions = /^(at|for|in|on|with|during|from|should|must|needs?|shall|would|could|在|放在)$/i;
/** What shall be with a title is no title. */
export const modal = /^(?:should|must|needs?|shall|has to)$/i;
/** Small words between an order and the words it is about. */
export const articles = /^(the|a|an|please|pls|with|of|for|it|个|一个|一句|一行|一下|下面|上|里|的|了|吧|给|我)$/i;
/** Verbs that take words by themselves; the others need a noun for words beside them. */
export const writing = /^(打上|打个|写上|写个|写|贴上|加一句|加句|加一行|加行|来一句|来句|来行|显示|打字|写字|write|type)$/i;
