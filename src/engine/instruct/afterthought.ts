/** What a person said, and what they said instead. */
export type Afterthought = { before: string; after: string };

/** Words by which people take back what they have just said. */
const MARK =
  /(?:[，,。.…!?！？\s]|^)(?:哦不对|啊不对|哦不是|啊不|不对不对|不对|哦不|说错了|错了|等等|等下|算了还是|还是算了|(?:oh |umm? )?no,? wait|wait,? no|actually,? no|wait,? actually|scratch that|i mean|oops|sorry,? i meant|or rather)(?:[，,。.…!！\s]+|(?=[\d一二三四五六七八九十改加剪做换用是]))/gi;

/** The last taking back in a message that has something on both sides. */
export function readAfterthought(text: string): Afterthought | undefined {
  const match = [...text.matchAll(MARK)].at(-1);
  if (!match) return undefined;
  const before = text.slice(0, match.index).trim();
  const after = text.slice(match.index + match[0].length).trim();
  const isSaid = (words: string) => /[\p{L}\d]/u.test(words);
  return isSaid(before) && isSaid(after) ? { before, after: after.replace(/^(?:是|应该是|改成)(?=.)/, '') } : undefined;
}
