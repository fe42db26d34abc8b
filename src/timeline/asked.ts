/** What the upstream is known to add by itself. */
export type Extra = 'title' | 'music' | 'captions';

const mentions: Record<Extra, RegExp> = {
  title:
    /标题|片头|片名|大字|花字|文字|字样|打上|写上|写着|加上?字(?!幕)|\btitles?\b|\bheading\b|\bheadline\b|\bintro card\b|\btext\b|\bsays?\b/gi,
  music: /音乐|配乐|背景乐|\bbgm\b|bgm|歌|乐曲|曲子|旋律|\bmusic\b|\bsongs?\b|\bsoundtrack\b|\bbeats?\b|\blo-?fi\b|\btunes?\b/gi,
  captions: /字幕|歌词|\bcaption(s|ed)?\b|\bsubtitles?\b|\bsubs\b|\blyrics\b/gi,
};

const clauseEnds = /[，。！？；、,.!?;\n]|但是|但|然后|再(?=[加配放打写给来])|\bbut\b|\bthen\b/i;

const negation =
  /不要|不用|不需要|无需|不加|不放|不配|别|去掉|去除|删掉|删除|删了|移除|取消|关掉|\bno\b|\bwithout\b|\bdon'?t\b|\bdon’t\b|\bdo not\b|\bnot\b|\bremove\b|\bdelete\b|\bdrop\b|\bskip\b|\bget rid of\b/;
const wish = /加|配|放|打上|写|换|用|做|来|\badd\b|\bput\b|\bwith\b|\binclude\b|\buse\b|\bgive\b|\bmake\b|\bwant\b/;
const words = new RegExp(`${negation.source}|${wish.source}`, 'gi');

/** After the thing: 「标题就不用了」. */
const negatedAfter = /^[^，。]{0,6}(不要|不用|不需要|去掉|删掉|删了|别加|别放|取消|关掉)(了|吧|啦|掉)*\s*$/;

/** Whether the last word before the thing that says "with" or "without" says "without"; a wish right after a "not" belongs to it. */
function isNegatedBefore(text: string): boolean {
  let isNegated = false;
  let negationEnd = -1;
  for (const found of text.matchAll(words)) {
    const at = found.index ?? 0;
    if (new RegExp(`^(?:${negation.source})$`, 'i').test(found[0])) {
      isNegated = true;
      negationEnd = at + found[0].length;
    } else if (!isNegated || !/^\s*((要|再|给我|帮我|乱|自动|to|any|ever|please)\s*)*$/i.test(text.slice(negationEnd, at))) {
      isNegated = false;
    } else {
      negationEnd = at + found[0].length;
    }
  }
  return isNegated;
}

/** Whether the person's words ask for a thing; 「不要音乐」 and "without music" name it and do not ask for it. */
export function asksFor(extra: Extra, text: string): boolean {
  return text.split(clauseEnds).some((clause) => {
    const found = [...clause.matchAll(mentions[extra])];
    return found.some(({ index, 0: mention }) => {
      const at = index ?? 0;
      return !isNegatedBefore(clause.slice(0, at)) && !negatedAfter.test(clause.slice(at + mention.length));
    });
  });
}
