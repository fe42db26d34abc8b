import { TEXT_DEFAULTS } from '../../../contract/upstream/text-look.ts';
import type { Words } from '../../edits/edit.ts';
import { captionsOf, titlesOf } from '../../edits/tracks.ts';
import { firstOf } from '../first-of.ts';
import { edits, nothing, type Outcome, type Scene } from '../scene.ts';
import { all, type Clause, has, isUnwanted } from '../token.ts';
import { lookMeant, placeMeant, restyleMeant } from './look.ts';

/** Captions: taken away, given word for word, restyled, made from speech. */
export function caption(clause: Clause, scene: Scene, words: Words): Outcome | undefined {
  return (
    firstOf([captionsOff, theseOnly, captionLines, captionsRestyled], clause, scene, words) ??
    (isNew(clause, scene) && isOfCaptions(clause, scene) ? captionsFromSpeech(clause, scene, words) : undefined)
  );
}

/** A counted line alone (「这条」, 「两句」) names no captions where there are none: they are not made for it. */
const isOfCaptions = (clause: Clause, { draft }: Scene): boolean =>
  captionsOf(draft).length > 0 || has(clause, 'thing', 'caption') || has(clause, 'tongue') || /识别/.test(clause.text);

/** Captions that are there are only made anew when someone asks for that. */
const isNew = (clause: Clause, { draft }: Scene): boolean =>
  captionsOf(draft).length === 0 ||
  has(clause, 'verb', 'add', 'translate', 'restore') ||
  has(clause, 'tongue') ||
  /识别|重新|重做|again|redo/i.test(clause.text);

type CaptionReader = (clause: Clause, scene: Scene, words: Words) => Outcome | undefined;

const captionsOff: CaptionReader = (clause, { draft }, words) => {
  const isLook = Object.keys(lookMeant(clause)).length > 0;
  const isRefused = has(clause, 'neg') && !has(clause, 'verb', 'delete', 'keep');
  if (isRefused && !(isLook && captionsOf(draft).length > 0))
    return captionsOf(draft).length > 0 && isUnwanted(clause) ? edits({ type: 'remove_text', words }) : nothing;
  const isDelete = has(clause, 'verb', 'delete') && !has(clause, 'verb', 'add', 'translate');
  const isNotAdded = captionsOf(draft).length === 0 && clause.tokens.some(({ kind, raw }) => kind === 'verb' && raw.startsWith('不'));
  if (isNotAdded) return nothing;
  return isDelete && !isLook ? edits({ type: 'remove_text', words }) : undefined;
};

/** 「字幕只留第一句」: the others go. */
const theseOnly: CaptionReader = (clause, { draft }, words) => {
  const others = Array.isArray(words) ? captionsOf(draft).filter(({ id }) => !words.includes(id)) : [];
  const isOnly = has(clause, 'verb', 'keep') && /只|only|just/i.test(clause.text);
  return isOnly && others.length > 0 ? edits({ type: 'remove_text', words: others.map(({ id }) => id) }) : undefined;
};

/** Words in quotes are the captions themselves, or what one of them shall say. */
const captionLines: CaptionReader = (clause, { draft }, words) => {
  const lines = all(clause, 'quote').map((token) => token.value);
  const [first] = lines;
  if (first === undefined) return undefined;
  if (Array.isArray(words)) return edits({ type: 'correct_text', words, to: first });
  const isNew = has(clause, 'verb', 'add', 'translate') || captionsOf(draft).length === 0;
  return isNew ? edits({ type: 'add_captions', from: 'lines', lines, look: { ...lookMeant(clause), ...placeMeant(clause) } }) : undefined;
};

const captionsRestyled: CaptionReader = (clause, scene, words) => {
  if (captionsOf(scene.draft).length === 0) return undefined;
  const restyle = restyleMeant(clause, words);
  if (restyle && !languagesMeant(clause)) return edits(restyle);
  return has(clause, 'verb', 'keep') ? only(clause, scene) : undefined;
};

function captionsFromSpeech(clause: Clause, scene: Scene, words: Words): Outcome {
  const restyle = restyleMeant(clause, words);
  const style = restyle?.type === 'style_text' ? restyle : undefined;
  const size = style?.sizeTimes === undefined ? {} : { size: Math.round(TEXT_DEFAULTS.caption.size * style.sizeTimes * 10_000) / 10_000 };
  const languages = languagesMeant(clause);
  const isOfThese = languages && captionsOf(scene.draft).length > 0 && !/识别|重新/.test(clause.text);
  if (isOfThese) return edits({ type: 'add_captions', from: 'captions', languages });
  const look = { ...style?.look, ...size };
  return edits(
    { type: 'add_captions', from: 'words', ...(languages && { languages }), look },
    ...(has(clause, 'verb', 'keep') ? onlyEdits(scene) : []),
  );
}

/** `只要字幕`: the captions stay, what else was laid over the film goes. */
function only(clause: Clause, scene: Scene): Outcome {
  return /只|only|just/i.test(clause.text) ? edits(...onlyEdits(scene)) : nothing;
}

function onlyEdits(scene: Scene) {
  const hasMusic = scene.draft.t.some((track) => track.tt === 1 && track.sg.some((sound) => sound.role === 'bgm'));
  return [
    ...(titlesOf(scene.draft).length > 0 ? [{ type: 'remove_text' as const, words: 'titles' as const }] : []),
    ...(hasMusic ? [{ type: 'remove_sound' as const, of: 'music' as const }] : []),
  ];
}

function languagesMeant(clause: Clause): ('zh' | 'en')[] | undefined {
  const named = all(clause, 'tongue').map((token) => token.value);
  if (named.includes('both')) return ['zh', 'en'];
  const list = named.filter((name): name is 'zh' | 'en' => name === 'zh' || name === 'en');
  return list.length > 0 ? [...new Set(list)] : undefined;
}
