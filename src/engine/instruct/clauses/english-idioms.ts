import { isSilent, type Token } from '../token.ts';
import { as, next, type PartReader, rest } from './idiom.ts';

/** `um can you cut …`: a sound made before speaking; `cut the um` names one. */
const hesitation: PartReader = (token, { before, tokens }) => {
  const isAlone = before.every((other) => isSilent(other) || other.kind === 'stop');
  const behind = next(tokens, token);
  return /^(?:um|uh)$/i.test(token.raw) && isAlone && behind !== undefined && behind.kind !== 'and' ? as(token, 'fill') : undefined;
};

/** `please help me cut …`: asks for what stands behind it, not what can be done. */
const helping: PartReader = (token, { tokens }) =>
  token.value === 'help' && /^help$/i.test(token.raw) && rest(tokens, token).some(({ kind, value }) => kind === 'verb' && value !== 'help')
    ? as(token, 'fill')
    : undefined;

/** `light music` is calm, not bright. */
const light: PartReader = (token, { tokens }) => {
  const behind = next(tokens, token);
  return /^light$/i.test(token.raw) && behind?.kind === 'thing' && behind.value === 'music' ? as(token, 'mood', 'calm') : undefined;
};

/** `close the original sound`, `the sound of original close`: as one says it of a tap. */
const closed: PartReader = (token, { before, tokens }) => {
  const isSound = ({ kind, value }: Token) => kind === 'thing' && ['sound', 'original', 'music', 'voice', 'speech'].includes(value);
  const stop = before.findLastIndex(({ kind }) => kind === 'stop' || kind === 'conj');
  const isOfSound = [...before.slice(stop + 1), ...rest(tokens, token)].some(isSound);
  return /^(?:close|closed|shut)$/i.test(token.raw) && token.kind === 'unknown' && isOfSound ? as(token, 'verb', 'mute') : undefined;
};

/** `put the pictures together`: they are joined. */
const together: PartReader = (token, { tokens }) => {
  const isJoined = /^(?:put|bring|place)$/i.test(token.raw) && rest(tokens, token).some(({ raw }) => /^together$/i.test(raw));
  const isOfPhotos = rest(tokens, token).some(({ kind, value }) => kind === 'thing' && value === 'photo');
  const isCut = rest(tokens, token).some(({ kind }) => kind === 'time');
  return isJoined && !isCut ? as(token, 'verb', isOfPhotos ? 'slideshow' : 'join') : undefined;
};

/** `flip 1 and 2`: they change places; a picture alone is flipped. */
const flipped: PartReader = (token, { tokens }) => {
  const [first, and, second] = rest(tokens, token).filter((other) => !isSilent(other));
  const isPair = first?.kind === 'nth' && and?.kind === 'and' && second?.kind === 'nth' && /^\d|^first|^second|^third/i.test(first.raw);
  return isPair && /^flip$/i.test(token.raw) ? as(token, 'verb', 'swap') : undefined;
};

export const englishIdioms: PartReader[] = [flipped, hesitation, helping, light, closed, together];
