import type { Edit } from '../edits/edit.ts';
import { scan } from './scan.ts';
import { edits, type Outcome, type Scene } from './scene.ts';

/** `label each clip: "Step 1", "Step 2"`: as many words as clips, each over its own. */
export function readLabels(text: string, { film }: Scene): Outcome | undefined {
  if (
    film.length < 2 ||
    !/\b(?:each|every|all|the) (?:of the )?(?:clips?|segments?|shots?|ones?|parts?)\b|每一?[段个]|各段|分别/i.test(text)
  )
    return undefined;
  if (!/\b(?:label|title|name|caption|tag|text|write|add|put)\w*\b|标题|文字|写|标|字/i.test(text)) return undefined;
  const labels = scan(text).flatMap(({ kind, value }) => (kind === 'quote' ? [value] : []));
  if (labels.length !== film.length) return undefined;
  return edits(...film.map(({ s, d }, i): Edit => ({ type: 'add_title', text: labels[i] ?? '', at: s, forMs: d })));
}
