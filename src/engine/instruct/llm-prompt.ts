import * as z from '../../contract/schema.ts';
import { Edit } from '../edits/edit.ts';
import { filmOf, soundsOf, textsOf } from '../edits/tracks.ts';
import type { PlanContext } from './scene.ts';

export const INSTRUCTIONS = `You plan edits of a short video timeline. Call exactly one tool.
- edit_timeline: the edits, in the order in which they are done; each sees the timeline that the one before left. Times are ms on the timeline, ids as given.
- Do what was asked and nothing more: no music, title or captions unasked. Words for the screen exactly as written, without their quotes.
- ask: one short question with up to four choices, each a complete message, when it is not clear what is meant.
- answer: for questions that need no edit. Never say that something was changed.
- decline: for what these edits cannot do, and for songs under copyright; offer an alternative.
Questions, answers and reasons are in the language of the message.`;

const tool = (name: string, description: string, parameters: unknown) => ({
  type: 'function',
  function: { name, description, parameters },
});
const text = { type: 'string' };

export const chatTools = [
  tool('edit_timeline', 'Edits the timeline.', z.toJSONSchema(z.object({ edits: z.array(Edit) }), { io: 'input' })),
  tool('ask', 'Asks one short question.', {
    type: 'object',
    properties: { question: text, options: { type: 'array', items: text } },
    required: ['question'],
  }),
  tool('answer', 'Answers without an edit.', { type: 'object', properties: { text }, required: ['text'] }),
  tool('decline', 'Says no.', { type: 'object', properties: { reason: text, alternative: text }, required: ['reason'] }),
];

/** The timeline and the clips as a model reads them. */
export function sceneFor({ draft, clips, reference, language }: PlanContext): string {
  const scene = {
    language,
    lengthMs: draft.d,
    canvas: { width: draft.m.width, height: draft.m.height },
    film: filmOf(draft).map(({ id, n, src, s, d, in: from, out, speed, vol }) => ({
      id,
      name: n,
      clip: src,
      startMs: s,
      lengthMs: d,
      in: from,
      out,
      speed,
      volume: vol,
    })),
    words: textsOf(draft).map(({ id, role, s, d, tx }) => ({ id, role, startMs: s, lengthMs: d, text: tx })),
    sounds: soundsOf(draft).map(({ id, role, n, s, d, vol }) => ({ id, role, name: n, startMs: s, lengthMs: d, volume: vol })),
    clips: clips.map(({ id, name, kind, durationMs, width, height }) => ({ id, name, kind, durationMs, width, height })),
    ...(reference && { pointedAt: reference.id }),
  };
  return `Timeline:\n${JSON.stringify(scene)}`;
}
