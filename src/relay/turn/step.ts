import type { StepKey } from '../../contract/relay/turn.ts';
import { readTimeline } from '../../timeline/read.ts';

/** Tool names are published nowhere: their words tell what is going on. The first that matches counts. */
const words: [StepKey, RegExp][] = [
  ['subs', /subtitle|caption|transcri|asr|srt|cue/],
  ['music', /music|bgm|audio|sound|volume|song/],
  ['title', /title|text|sticker|overlay/],
  ['voice', /voice|tts|speech|narrat|dub/],
  ['frame', /canvas|aspect|ratio|resize|crop|frame|vertical/],
  ['trim', /trim|cut|split|clip|edit|merge|concat|reorder|speed|multitrack/],
  ['check', /check|verify|validate|review|render|preview/],
  ['read', /read|get|list|state|analy|probe|inspect|describe|understand/],
];

/** What a call of a tool looks like to a person: never its name. */
export function readStep(name: string, args: Record<string, unknown>): { key: StepKey; args?: Record<string, string | number> } {
  const [own] = [args.op, args.action, firstOperation(args)].filter((word): word is string => typeof word === 'string');
  const known = keyOf(own ?? '') ?? keyOf(name);
  return { key: known ?? 'generic' };
}

/** What a finished step counts, where its result brought the draft: captions written. */
export function countStep(key: StepKey, draft: unknown): { args?: { n: number } } {
  if (key !== 'subs' || draft === undefined) return {};
  const texts = readTimeline(draft)
    .tracks.filter((track) => track.kind === 'text')
    .flatMap((track) => track.segments);
  const n = texts.filter((segment) => segment.role !== 'title').length;
  return n > 0 ? { args: { n } } : {};
}

const keyOf = (word: string): StepKey | undefined => words.find(([, pattern]) => pattern.test(word.toLowerCase()))?.[0];

function firstOperation(args: Record<string, unknown>): unknown {
  const [first] = Array.isArray(args.ops) ? (args.ops as unknown[]) : [];
  return typeof first === 'object' && first !== null && 'op' in first ? first.op : undefined;
}
