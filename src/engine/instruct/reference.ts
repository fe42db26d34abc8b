import { captionsOf, filmOf, musicOf } from '../edits/tracks.ts';
import type { PlanContext } from './scene.ts';

/** The same pointer as the app draws it, with the cross that takes it off. */
const drawn = /^\s*((?:第\s*\d+\s*(?:段|条字幕|句字幕|张照片))|(?:clip|caption|photo) \d+|配乐|music)\s*[×✕]\s*/i;
const prefix = /^\s*[[【［]\s*([^\]】］]{1,80}?)\s*[\]】］]\s*/;

/** Takes the app's pointer off the front of a message: `[第 2 段] …`, `[Clip 2 #v2] …`, `[第 3 条字幕] …`, `[配乐] …`. */
export function readReference(message: string, context: PlanContext): { text: string; reference?: { id: string } } {
  const match = prefix.exec(message) ?? drawn.exec(message);
  const label = match?.[1];
  if (!match || label === undefined) return { text: message, ...(context.reference && { reference: context.reference }) };
  const id = segmentOf(label, context) ?? context.reference?.id;
  return { text: message.slice(match[0].length), ...(id !== undefined && { reference: { id } }) };
}

function segmentOf(label: string, { draft }: PlanContext): string | undefined {
  const named = /#([\w-]+)/.exec(label)?.[1];
  if (named !== undefined && draft.t.some((track) => track.sg.some((segment) => segment.id === named))) return named;
  const n = Number(/\d+/.exec(label)?.[0] ?? Number.NaN);
  if (/配乐|音乐|music/i.test(label)) return musicOf(draft)[0]?.id;
  if (/字幕|subtitle|caption/i.test(label)) return captionsOf(draft)[n - 1]?.id;
  return filmOf(draft)[n - 1]?.id;
}
