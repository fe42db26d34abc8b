import type { TextSegment } from '../../draft.ts';
import type { Words } from '../../edits/edit.ts';
import { captionsOf, textsOf, titlesOf } from '../../edits/tracks.ts';
import { TEXT_DEFAULT } from '../../edits/words.ts';
import { firstOf } from '../first-of.ts';
import { edits, type Frame, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { all, type Clause, find, has, isUnwanted } from '../token.ts';
import { coloursBeside, lookMeant, placeMeant, restyleMeant } from './look.ts';
import { comingAndGoing, title } from './title.ts';

/** Words on the film: captions, titles, how they look, when they stand. */
export const wordsFrame: Frame = (clause, scene) => {
  const kind = kindMeant(clause, scene);
  if (!kind) return undefined;
  if (kind === 'title' && has(clause, 'thing', 'caption') && has(clause, 'verb', 'delete')) return removed(clause, scene, 'all');
  scene.thing = kind;
  const words = wordsMeant(clause, scene, kind);
  if (words === 'missing')
    return {
      kind: 'answer',
      text: say(
        scene,
        `没有这一条：现在有 ${captionsOf(scene.draft).length} 条字幕。`,
        `There is no such line: there are ${captionsOf(scene.draft).length} captions.`,
      ),
    };
  const marked = highlighted(clause, scene, kind);
  if (marked) return marked;
  const moved = timed(clause, scene, words);
  if (moved) return moved.kind === 'edits' ? edits(...moved.edits, ...coloursBeside(clause, words)) : moved;
  return kind === 'caption' ? caption(clause, scene, words) : title(clause, scene, words);
};

type Kind = 'caption' | 'title';
type KindReader = (clause: Clause, scene: Scene) => Kind | 'neither' | undefined;

function kindMeant(clause: Clause, scene: Scene): Kind | undefined {
  const kind = firstOf([byName, byReference, byWriting, byFont, byLook], clause, scene);
  return kind === 'neither' ? undefined : kind;
}

const usualKind = ({ draft }: Scene): Kind => (captionsOf(draft).length > 0 ? 'caption' : 'title');
const lastKind = ({ thing }: Scene): Kind | undefined => (thing === 'caption' || thing === 'title' ? thing : undefined);

const byName: KindReader = (clause, { draft }) => {
  if (has(clause, 'thing', 'title')) return has(clause, 'thing', 'caption') && has(clause, 'verb', 'delete') ? 'caption' : 'title';
  if (has(clause, 'thing', 'font') && has(clause, 'verb', 'add')) return 'title';
  const isCue = !has(clause, 'verb', 'speak') && [...all(clause, 'nth'), ...all(clause, 'count')].some((token) => token.value === 'cue');
  // A line is only one of the captions where there are any, or where they are spoken of: 「整条」, 「一行」 may count anything.
  const isOfCaptions = captionsOf(draft).length > 0 || has(clause, 'quote') || has(clause, 'thing', 'caption');
  return (isOfCaptions && (isCue || has(clause, 'thing', 'cue'))) ||
    has(clause, 'thing', 'caption') ||
    (has(clause, 'tongue') && !has(clause, 'verb', 'speak'))
    ? 'caption'
    : undefined;
};

const byReference: KindReader = (_, { draft, reference }) => textsOf(draft).find((text) => text.id === reference?.id)?.role;

/** The texts on the film that say what a clause quotes. */
const quotedTexts = (clause: Clause, { draft }: Scene) => {
  const quote = find(clause, 'quote')?.value;
  return quote === undefined ? [] : textsOf(draft).filter((text) => text.tx.includes(quote));
};

/** Words in quotes to be put on the film; words to be read aloud are none. */
const byWriting: KindReader = (clause, scene) => {
  if (has(clause, 'verb', 'speak')) return 'neither';
  const quoted = quotedTexts(clause, scene)[0];
  if (quoted && pointsAt(clause)) return quoted.role;
  const isShown =
    has(clause, 'verb', 'add', 'mark', 'change', 'last') || has(clause, 'anim') || (has(clause, 'verb', 'move') && has(clause, 'time'));
  const isWritten = has(clause, 'quote') && isShown && !has(clause, 'thing', 'music');
  if (isWritten) return has(clause, 'verb', 'mark') ? usualKind(scene) : 'title';
  const isCredits = has(clause, 'verb', 'add') && /片头|片尾|intro|outro/i.test(clause.text) && !has(clause, 'thing');
  return isCredits ? 'title' : undefined;
};

/** Words that are quoted because something is done to them: taken away, moved in time. */
const pointsAt = (clause: Clause): boolean =>
  has(clause, 'verb', 'delete', 'earlier', 'later', 'longer') ||
  (has(clause, 'time') && /[晚早]\s*[\d零一二两三半]|[晚早]一?点/.test(clause.text));

const byFont: KindReader = (clause, scene) => (has(clause, 'thing', 'font') ? (lastKind(scene) ?? usualKind(scene)) : undefined);

const LOOK_VERBS = ['bigger', 'smaller', 'higher', 'lower', 'leftward', 'rightward', 'fade-in', 'animate', 'earlier', 'later', 'longer'];

/** A look or a move that names nothing is of the words spoken of last, or of the words there are. */
const byLook: KindReader = (clause, scene) => {
  const isColoured = has(clause, 'colour') || has(clause, 'style');
  const last = lastKind(scene);
  if (last && has(clause, 'colour') && /颜色|colou?r/i.test(clause.text)) return last;
  if (has(clause, 'thing', 'music', 'original', 'sound', 'clip', 'picture', 'photo', 'logo', 'canvas', 'transition', 'video'))
    return undefined;
  const isMoved = has(clause, 'place') && !has(clause, 'nth') && !has(clause, 'verb', 'delete', 'trim', 'keep', 'mute');
  if (last && (isMoved || /^加?[黑白红黄蓝]边$/.test(clause.text.trim()))) return last;
  if (/重新识别/.test(clause.text)) return 'caption';
  if (last && (isColoured || has(clause, 'anim') || has(clause, 'verb', ...LOOK_VERBS))) return last;
  const isOfWords = (isColoured || has(clause, 'verb', 'higher', 'lower')) && !has(clause, 'fit') && textsOf(scene.draft).length > 0;
  return isOfWords ? usualKind(scene) : undefined;
};

function wordsMeant(clause: Clause, scene: Scene, kind: 'caption' | 'title'): Words | 'missing' {
  const list = kind === 'caption' ? captionsOf(scene.draft) : titlesOf(scene.draft);
  const quoted = pointsAt(clause) ? quotedTexts(clause, scene).filter((text) => text.role === kind) : [];
  if (quoted.length > 0) return quoted.map(({ id }) => id);
  const pointed = textsOf(scene.draft).find((text) => text.id === scene.reference?.id);
  const ordinals = all(clause, 'nth').filter((token) => token.value === 'cue' || (kind === 'caption' && token.value === ''));
  if (ordinals.length > 0 && list.length > 0) {
    const ids = ordinals.flatMap(({ n = 0 }) => (n < 0 ? list.at(n) : list[n - 1])?.id ?? []);
    return ids.length > 0 ? ids : 'missing';
  }
  if (pointed) return [pointed.id];
  const some = atAnEnd(clause, list);
  if (some) return some.map(({ id }) => id);
  return kind === 'caption' ? 'captions' : 'titles';
}

/** 「前两条字幕」, `the last caption`: those at an end. */
function atAnEnd(clause: Clause, list: TextSegment[]): TextSegment[] | undefined {
  const count = all(clause, 'count').find(({ value }) => value === 'cue')?.n;
  const isTail = has(clause, 'tail') || has(clause, 'place', 'end');
  if (count !== undefined && count > 1 && (isTail || has(clause, 'head'))) return isTail ? list.slice(-count) : list.slice(0, count);
  const isLast =
    /最后.{0,2}[句条行]|(last|final) (caption|subtitle|line|sub)\b/i.test(clause.text) ||
    (isTail && (has(clause, 'thing', 'cue') || count !== undefined));
  return isLast && list.length > 0 ? list.slice(-1) : undefined;
}

function removed(_clause: Clause, scene: Scene, words: Words): Outcome {
  const count = textsOf(scene.draft).length;
  if (count === 0) return { kind: 'answer', text: say(scene, '现在没有文字，不用去掉。', 'There are no words on the film to remove.') };
  return edits({ type: 'remove_text', words });
}

/** `“X”标红`: some words inside the text in another colour. */
function highlighted(clause: Clause, scene: Scene, kind: 'caption' | 'title'): Outcome | undefined {
  const quote = find(clause, 'quote');
  if (!quote || !(has(clause, 'verb', 'mark') || (has(clause, 'colour') && /字|词|word/i.test(clause.text) && !has(clause, 'verb', 'add'))))
    return undefined;
  const color = find(clause, 'colour')?.value ?? (/红|red/i.test(clause.text) ? '#ff3b30' : '#ffd60a');
  const isIn = (texts: { tx: string }[]) => texts.some((text) => text.tx.includes(quote.value));
  const words =
    kind === 'caption' && !isIn(captionsOf(scene.draft)) && isIn(titlesOf(scene.draft))
      ? 'titles'
      : kind === 'caption'
        ? 'captions'
        : 'titles';
  return edits({ type: 'highlight_words', text: quote.value, color, words });
}

/** Earlier, later, at another moment, for longer. */
function timed(clause: Clause, scene: Scene, words: Words): Outcome | undefined {
  const isThere = textsOf(scene.draft).some((text) => isOf(text, words));
  const isNew = has(clause, 'quote') && !(pointsAt(clause) && quotedTexts(clause, scene).length > 0);
  return isThere && !isNew ? firstOf([comingAndGoing, until, shifted, movedTo, longerBy, lasting], clause, words, scene) : undefined;
}

const shifted = (clause: Clause, words: Words): Outcome | undefined => {
  const moment = find(clause, 'time', 'at');
  const isTo = moment && clause.tokens.some(({ kind, end }) => kind === 'to' && end <= moment.start);
  if (isTo && /结束|消失|\bends?\b/i.test(clause.text)) return undefined;
  if (isTo && words !== 'captions' && has(clause, 'verb', 'earlier', 'later'))
    return edits({ type: 'time_text', words, at: moment.n ?? 0 });
  const time = find(clause, 'time')?.n;
  const isSaid = (pattern: RegExp) => time !== undefined && pattern.test(clause.text);
  const isEarlier = has(clause, 'verb', 'earlier') || isSaid(/[早前]\s*[\d零一二两三半]/);
  const isLater = has(clause, 'verb', 'later') || isSaid(/(?<!最)[晚后]\s*[\d零一二两三半]/);
  return isEarlier || isLater ? edits({ type: 'shift_text', words, byMs: (isEarlier ? -1 : 1) * (time ?? 500) }) : undefined;
};

const movedTo = (clause: Clause, words: Words): Outcome | undefined => {
  const moment = find(clause, 'time');
  const isAt = moment?.value === 'at' || (moment && /\bat $/i.test(clause.text.slice(0, moment.start - (clause.tokens[0]?.start ?? 0))));
  const isFrom = moment !== undefined && clause.tokens.some(({ kind, end }) => kind === 'from' && end <= moment.start);
  const isMoment = (isAt || isFrom) && /改到|出现|开始|放|移|挪|come|appear|start|show|begin/i.test(clause.text) && words !== 'captions';
  if (isMoment) return edits({ type: 'time_text', words, at: moment?.n ?? 0 });
  const isWhole = has(clause, 'place', 'whole') && has(clause, 'verb', 'change', 'last', 'keep', 'longer') && words !== 'captions';
  if (isWhole) return edits({ type: 'time_text', words, at: 'whole' });
  if (!has(clause, 'verb', 'move') && !(has(clause, 'verb', 'change') && has(clause, 'place', 'start', 'end'))) return undefined;
  const edge = (['start', 'end', 'whole'] as const).find((place) => has(clause, 'place', place));
  if (edge) return edits({ type: 'time_text', words, at: edge });
  const time = find(clause, 'time')?.n;
  if (time === undefined) return undefined;
  return edits(words === 'captions' ? { type: 'shift_text', words, byMs: time } : { type: 'time_text', words, at: time });
};

/** `标题留到第 5 秒`: until then, from where it begins. */
const until = (clause: Clause, words: Words, { draft }: Scene): Outcome | undefined => {
  const moment = find(clause, 'time', 'at');
  const isUntil = moment && clause.tokens.some((token) => token.kind === 'to' && token.end <= moment.start);
  const start = textsOf(draft).find((text) => isOf(text, words))?.s ?? 0;
  const isEnd = !has(clause, 'verb', 'earlier', 'later', 'move', 'change') || /结束|消失|\bends?\b/i.test(clause.text);
  if (!isUntil || !isEnd || words === 'captions' || (moment.n ?? 0) <= start) return undefined;
  return edits({ type: 'time_text', words, forMs: (moment.n ?? 0) - start });
};

const isOf = ({ id, role }: { id: string; role?: string }, words: Words): boolean =>
  Array.isArray(words) ? words.includes(id) : words === 'all' || role === (words === 'captions' ? 'caption' : 'title');

/** 「标题多停两秒」: so much longer than now; without a figure half as long again. */
const longerBy = (clause: Clause, words: Words, { draft }: Scene): Outcome | undefined => {
  const time = find(clause, 'time')?.n;
  const isMore = time === undefined || /[多再]|more|extra|another|by/i.test(clause.text);
  const now = textsOf(draft).find((text) => isOf(text, words))?.d ?? 0;
  if (words === 'captions' || !has(clause, 'verb', 'longer') || !isMore) return undefined;
  return edits({ type: 'time_text', words, forMs: now + (time ?? Math.round(now / 2)) });
};

const lasting = (clause: Clause, words: Words): Outcome | undefined => {
  const time = find(clause, 'time')?.n;
  const lasts = has(clause, 'verb', 'longer', 'shorter', 'change', 'trim', 'keep', 'last') || /show|stay|duration|时长/i.test(clause.text);
  return words !== 'captions' && lasts && time !== undefined ? edits({ type: 'time_text', words, forMs: time }) : undefined;
};

function caption(clause: Clause, scene: Scene, words: Words): Outcome | undefined {
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
  const isRefused = has(clause, 'neg') && !has(clause, 'verb', 'delete', 'keep');
  if (isRefused) return captionsOf(draft).length > 0 && isUnwanted(clause) ? edits({ type: 'remove_text', words }) : nothing;
  const isDelete = has(clause, 'verb', 'delete') && !has(clause, 'verb', 'add', 'translate');
  return isDelete && Object.keys(lookMeant(clause)).length === 0 ? edits({ type: 'remove_text', words }) : undefined;
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
  const size = style?.sizeTimes === undefined ? {} : { size: Math.round(TEXT_DEFAULT.caption.size * style.sizeTimes * 10_000) / 10_000 };
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
