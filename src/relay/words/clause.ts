/** Words in quotes are what is to be shown, not what is to be done: they are taken out. Apostrophes stay. */
export function withoutQuotes(text: string): string {
  return text
    .replace(/“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》|‘[^’]*’|"[^"]*"|`[^`]*`/g, ' ◇ ')
    .replace(/(^|[\s(（:：,，])'[^']*'(?=$|[\s)）,.，。!?])/g, '$1◇');
}

/** What is said one after the other: at marks, and where a sentence goes on without one. */
export function clausesOf(text: string): string[] {
  return text
    .split(/[，。！？；、,!?;\n]|\.(?=\s|$)|\bthen\b|\bbut\b|\band\b|然后|但是|再(?=帮|给|把|加|导|传)/i)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
}

/** Words of courtesy around a wish, which change nothing. */
const COURTESY =
  /^(?:(?:please|pls|plz|ok|okay|hi|hey|hello|now|just|so|well|yes|yeah|great|thanks|can you|could you|would you|can i|could i|i want to|i'd like to|i wanna|let's|lets)\b|请|麻烦|帮我|帮忙|给我|你|我想要?|我要|可以了?|能不能|能|那就|那|现在|直接|就|好的|好了|好|行|嗯|哦|啊|快点|快|先|我|把|\s)+/i;
const ENDING = /(?:\b(?:please|pls|plz|now|for me|thanks|thank you)|吧|了|啦|呀|啊|呢|吗|么|谢谢|哦|喔|嘛|给我|\s)+$/i;

/** A clause without courtesy, in lower case. */
export function bareOf(clause: string): string {
  let bare = clause
    .toLowerCase()
    .replace(/一下/g, '')
    .replace(/[~～…\s]+/g, ' ')
    .trim();
  for (let before = ''; before !== bare; ) {
    before = bare;
    bare = bare.replace(COURTESY, '').replace(ENDING, '').trim();
  }
  return bare;
}
