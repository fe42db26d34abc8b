import type { EngineDraft } from '../../draft.ts';
import { captionsOf, filmOf, musicOf } from '../../edits/tracks.ts';
import { type Clause, has, isSilent, type Token } from '../token.ts';

/** Reads words by the film they are said of: 「第二条」 of clips where there are no captions, `the last 6` of seconds where there is one clip. */
export function inFilm(clause: Clause, draft: EngineDraft): Clause {
  const count = filmOf(draft).length;
  const isOfClips =
    captionsOf(draft).length === 0 && count > 1 && !has(clause, 'thing', 'caption', 'title', 'font') && !has(clause, 'quote');
  const tokens = clause.tokens.map((token, i): Token => {
    if (/^背景[音声]$/.test(token.raw)) return { ...token, value: musicOf(draft).length > 0 ? 'music' : 'original' };
    if (isOfClips && isPiece(token)) return { ...token, value: 'clip' };
    const isOfSeconds =
      token.kind === 'number' && isCut(clause) && (isLength(clause.tokens, i) || (isEnding(clause.tokens, i) && (token.n ?? 0) >= count));
    return isOfSeconds ? { ...token, kind: 'time', n: (token.n ?? 0) * 1_000 } : token;
  });
  return { ...clause, tokens };
}

const isPiece = ({ kind, value, raw }: Token): boolean => (kind === 'nth' || kind === 'count') && value === 'cue' && raw.endsWith('条');

const isCut = (clause: Clause): boolean => has(clause, 'verb', 'delete', 'trim') && !has(clause, 'time') && !has(clause, 'nth');

/** 「剪到 15」: the figure that the film is cut down to. */
function isLength(tokens: Token[], at: number): boolean {
  const [before, verb] = tokens
    .slice(0, at)
    .filter((token) => !isSilent(token))
    .reverse();
  const trim = before?.kind === 'to' ? verb : before;
  const isTo = before?.kind === 'to' || /(?:[到成至]| to)$/i.test(before?.raw ?? '');
  return isTo && trim?.kind === 'verb' && trim.value === 'trim' && tokens.slice(at + 1).every(isSilent);
}

/** A number that ends its clause, right behind a word for an end of the film. */
function isEnding(tokens: Token[], at: number): boolean {
  const before = tokens.slice(0, at).findLast((token) => !isSilent(token));
  const isEdge = before?.kind === 'tail' || before?.kind === 'head';
  return isEdge && tokens.slice(at + 1).every(isSilent);
}
