import type { SuggestedAction, TurnEvent } from '../../contract/relay/turn.ts';
import { isForGui, translateSentence } from './gui.ts';
import { scrub } from './scrub.ts';
import { createSentenceCutter } from './sentence.ts';

type Said = Extract<TurnEvent, { type: 'text' | 'action' }>;

export type Translator = {
  /** Takes words of the upstream cut anywhere; gives those of the sentences that are complete. */
  push: (delta: string) => Said[];
  /** A pause or the end: gives what was held back. The translator may be used on. */
  flush: () => Said[];
};

/**
 * Turns what the upstream says to a user with buttons into what this app can show: sentences about buttons, panels and dragging become
 * actions, each once; ids, tokens and marks of Markdown go; everything else is handed on as it was. A sentence is held back until it is
 * complete, so that no half of such a phrase is ever shown.
 */
export function createTranslator(): Translator {
  const cutter = createSentenceCutter();
  const suggested = new Set<SuggestedAction>();
  /** A line that announces others: it goes when what it announces does. */
  let heading = '';

  const suggest = (actions: SuggestedAction[]): Said[] => {
    const fresh = actions.filter((action) => !suggested.has(action));
    for (const action of fresh) suggested.add(action);
    return fresh.map((action) => ({ type: 'action', action }));
  };
  const say = (text: string): Said[] => (text === '' ? [] : [{ type: 'text', delta: text }]);

  const read = (sentence: string): Said[] => {
    const { text, actions } = translateSentence(scrub(sentence));
    const before = heading;
    heading = '';
    if (text.trim() === '' && actions.length > 0) return suggest(actions);
    if (/[:：]\s*$/.test(text) && !isForGui(text)) {
      heading = text;
      return [...say(before), ...suggest(actions)];
    }
    return [...say(before + text), ...suggest(actions)];
  };

  return {
    push: (delta) => cutter.push(delta).flatMap(read),
    flush: () => {
      const rest = cutter.flush().flatMap(read);
      const last = heading;
      heading = '';
      return [...rest, ...say(last)];
    },
  };
}
