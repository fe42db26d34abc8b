import type { Words } from '../../edits/edit.ts';
import { captionsOf, textsOf, titlesOf } from '../../edits/tracks.ts';
import { edits, type Frame, type Outcome, type Scene, say } from '../scene.ts';
import { type Clause, find, has, isSilent } from '../token.ts';
import { caption } from './caption.ts';
import { coloursBeside } from './look.ts';
import { title } from './title.ts';
import { timed } from './when-words.ts';
import { kindMeant, wordsMeant } from './which-words.ts';

/** Words on the film: captions, titles, how they look, when they stand. */
export const wordsFrame: Frame = (clause, scene) => {
  const kind = isExcepted(clause) ? undefined : kindMeant(clause, scene);
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

/** 「除了标题都调亮」: named to be left alone. */
const isExcepted = ({ tokens }: Clause): boolean =>
  tokens.some(
    ({ kind }, i) =>
      kind === 'except' && ['title', 'caption', 'font'].includes(tokens.slice(i + 1).find((token) => !isSilent(token))?.value ?? ''),
  );

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
