import type { Words } from '../../edits/edit.ts';
import { captionsOf, textsOf, titlesOf } from '../../edits/tracks.ts';
import { edits, type Frame, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { all, type Clause, find, has } from '../token.ts';
import { lookMeant, placeMeant, restyleMeant } from './look.ts';
import { title } from './title.ts';

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
  if (moved) return moved;
  return kind === 'caption' ? caption(clause, scene, words) : title(clause, scene, words);
};

function kindMeant(clause: Clause, scene: Scene): 'caption' | 'title' | undefined {
  if (has(clause, 'thing', 'title') && !has(clause, 'thing', 'caption')) return 'title';
  if (has(clause, 'thing', 'caption')) return has(clause, 'thing', 'title') && !has(clause, 'verb', 'delete') ? 'title' : 'caption';
  if (all(clause, 'nth').some((token) => token.value === 'cue') || has(clause, 'thing', 'cue')) return 'caption';
  if (has(clause, 'tongue') && !has(clause, 'verb', 'speak')) return 'caption';
  const pointed = textsOf(scene.draft).find((text) => text.id === scene.reference?.id)?.role;
  if (pointed) return pointed;
  if (has(clause, 'verb', 'speak')) return undefined;
  if (find(clause, 'quote') && has(clause, 'verb', 'add', 'mark', 'change', 'last') && !has(clause, 'thing', 'music'))
    return has(clause, 'verb', 'mark') && captionsOf(scene.draft).length > 0 ? 'caption' : 'title';
  if (has(clause, 'verb', 'add') && /片头|片尾|intro|outro/i.test(clause.text) && !clause.tokens.some((token) => token.kind === 'thing'))
    return 'title';
  const last = scene.thing === 'caption' || scene.thing === 'title' ? scene.thing : undefined;
  if (has(clause, 'thing', 'font')) return last ?? (captionsOf(scene.draft).length > 0 ? 'caption' : 'title');
  const isAboutLook =
    has(
      clause,
      'verb',
      'bigger',
      'smaller',
      'higher',
      'lower',
      'leftward',
      'rightward',
      'fade-in',
      'animate',
      'earlier',
      'later',
      'longer',
    ) ||
    has(clause, 'colour') ||
    has(clause, 'style') ||
    has(clause, 'anim');
  const names = has(clause, 'thing', 'music', 'original', 'sound', 'clip', 'picture', 'photo', 'logo', 'canvas', 'transition', 'video');
  if (isAboutLook && !names && last) return last;
  if (
    (has(clause, 'colour') || has(clause, 'style') || has(clause, 'verb', 'higher', 'lower')) &&
    !names &&
    !has(clause, 'fit') &&
    textsOf(scene.draft).length > 0
  )
    return captionsOf(scene.draft).length > 0 ? 'caption' : 'title';
  return undefined;
}

function wordsMeant(clause: Clause, scene: Scene, kind: 'caption' | 'title'): Words | 'missing' {
  const list = kind === 'caption' ? captionsOf(scene.draft) : titlesOf(scene.draft);
  const pointed = textsOf(scene.draft).find((text) => text.id === scene.reference?.id);
  const ordinals = all(clause, 'nth').filter((token) => token.value === 'cue' || (kind === 'caption' && token.value === ''));
  if (ordinals.length > 0 && list.length > 0) {
    const ids = ordinals.flatMap(({ n = 0 }) => (n < 0 ? list.at(n) : list[n - 1])?.id ?? []);
    return ids.length > 0 ? ids : 'missing';
  }
  if (pointed) return [pointed.id];
  const isLast =
    (has(clause, 'tail') || has(clause, 'place', 'end')) &&
    (has(clause, 'thing', 'cue') || all(clause, 'count').some((count) => count.value === 'cue'));
  const last = list.at(-1);
  if (isLast && last) return [last.id];
  return kind === 'caption' ? 'captions' : 'titles';
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
  const texts = textsOf(scene.draft).filter((text) =>
    Array.isArray(words) ? words.includes(text.id) : words === 'all' || text.role === (words === 'captions' ? 'caption' : 'title'),
  );
  const time = find(clause, 'time')?.n;
  if (texts.length === 0 || find(clause, 'quote')) return undefined;
  const isEarlier = has(clause, 'verb', 'earlier') || (time !== undefined && /[早前]\s*[\d零一二两三半]/.test(clause.text));
  const isLater = time !== undefined && /[晚后]\s*[\d零一二两三半]/.test(clause.text);
  if (isEarlier || isLater || has(clause, 'verb', 'later'))
    return edits({ type: 'shift_text', words, byMs: (isEarlier ? -1 : 1) * (time ?? 500) });
  if (has(clause, 'verb', 'move') || (has(clause, 'verb', 'change') && has(clause, 'place', 'start', 'end'))) {
    const edge = find(clause, 'place', 'start', 'end', 'whole')?.value;
    if (edge === 'start' || edge === 'end' || edge === 'whole') return edits({ type: 'time_text', words, at: edge });
    if (time !== undefined) return edits({ type: 'time_text', words, at: time });
  }
  const lasts =
    has(clause, 'verb', 'longer', 'shorter', 'change', 'trim', 'keep', 'last') || /显示|持续|停留|show|last|stay/i.test(clause.text);
  if (words !== 'captions' && lasts && time !== undefined) return edits({ type: 'time_text', words, forMs: time });
  return undefined;
}

function caption(clause: Clause, scene: Scene, words: Words): Outcome | undefined {
  const count = captionsOf(scene.draft).length;
  const isAdd = has(clause, 'verb', 'add', 'translate');
  if (has(clause, 'neg') && !has(clause, 'verb', 'delete', 'keep'))
    return count > 0 && !has(clause, 'verb', 'add') ? edits({ type: 'remove_text', words }) : nothing;
  if (has(clause, 'verb', 'delete') && !isAdd && Object.keys(lookMeant(clause)).length === 0) return edits({ type: 'remove_text', words });
  const lines = all(clause, 'quote').map((token) => token.value);
  if (lines.length > 0 && !Array.isArray(words) && (isAdd || count === 0))
    return edits({ type: 'add_captions', from: 'lines', lines, look: { ...lookMeant(clause), ...placeMeant(clause) } });
  if (lines[0] !== undefined && Array.isArray(words)) return edits({ type: 'correct_text', words, to: lines[0] });
  const restyle = restyleMeant(clause, words);
  const languages = languagesMeant(clause);
  if (restyle && !languages && count > 0) return edits(restyle);
  if (has(clause, 'verb', 'keep') && count > 0) return only(clause, scene);
  const look = restyle?.type === 'style_text' ? restyle.look : {};
  const size =
    restyle?.type === 'style_text' && restyle.sizeTimes !== undefined
      ? { size: Math.round(0.032 * restyle.sizeTimes * 10_000) / 10_000 }
      : {};
  const add = { type: 'add_captions' as const, from: 'words' as const, ...(languages && { languages }), look: { ...look, ...size } };
  const extra = has(clause, 'verb', 'keep') ? onlyEdits(scene) : [];
  return edits(add, ...extra);
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
