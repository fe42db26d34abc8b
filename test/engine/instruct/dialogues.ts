import { readFileSync } from 'node:fs';
import { EngineDraft } from '../../../src/engine/draft.ts';
import { appendClip } from '../../../src/engine/edits/first-draft.ts';
import { captionsOf, filmOf, musicOf, titlesOf } from '../../../src/engine/edits/tracks.ts';
import type { TurnSession } from '../../../src/engine/turn.ts';
import { clip, type Given } from './given.ts';
import { type Ran, say } from './run.ts';
import { missesOf, wantsOf } from './sentences.ts';

export type Turn = { words: string; wanted: string[] };
export type Dialogue = { title: string; state: string; turns: Turn[] };

export const readDialogues = (): Dialogue[] =>
  readFileSync(new URL('../../fixtures/dialogues.txt', import.meta.url), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...turns] = block.split(/\n> /);
      const [title = '', state = ''] = head.trim().split(' | ');
      return { title, state, turns: turns.map(readTurn) };
    });

function readTurn(block: string): Turn {
  const [words = '', ...wanted] = block.trim().split('\n');
  return { words, wanted: wantsOf(wanted.join(' ')) };
}

/** Has a dialogue from its start; what was not as wanted, turn by turn. */
export async function converse({ turns }: Dialogue, { session: start, analyse }: Given): Promise<string[]> {
  let session = start;
  let options: string[] = [];
  const drafts = [EngineDraft.parse(start.draft)];
  const misses: string[] = [];
  for (const { words, wanted } of turns) {
    const ran = await take(words, { session, options, analyse });
    ({ session, options } = ran);
    drafts.push(ran.after);
    misses.push(...missesIn(ran, wanted, drafts).map((miss) => `> ${words}: ${miss}`));
  }
  return misses;
}

type Before = Given & { options: string[] };
const TAP = /^tap (\d)$/;
const UPLOAD = /^upload (\w+) (\d+)$/;

async function take(words: string, { session, options, analyse }: Before): Promise<Ran> {
  const [, id, seconds] = UPLOAD.exec(words) ?? [];
  if (id !== undefined) return upload(clip(id, { durationMs: Number(seconds) * 1_000 }), session);
  const tapped = TAP.exec(words)?.[1];
  return say(tapped === undefined ? words : (options[Number(tapped) - 1] ?? ''), { session, analyse });
}

/** A clip that comes in between two turns, as the server takes it. */
function upload(clip: TurnSession['clips'][number], session: TurnSession): Ran {
  const before = session.draft;
  const after = appendClip(before, clip);
  const history = { past: [...session.history.past, before], future: [] };
  return {
    ...{ before: EngineDraft.parse(before), after: EngineDraft.parse(after), text: '', steps: [], outcome: 'applied', options: [] },
    session: { ...session, draft: after, clips: [...session.clips, clip], history },
  };
}

const COMPARED = /^(\w+)([<>])(\d)$/;

function missesIn(ran: Ran, wanted: string[], drafts: EngineDraft[]): string[] {
  const own = wanted.filter((want) => COMPARED.test(want) || /^(?:like=|titles=|tcolor=|changed$)/.test(want));
  const others = wanted.filter((want) => !own.includes(want));
  return [
    ...own.filter((want) => !isSo(want, ran, drafts)).map((want) => `${want} (${ran.outcome}: ${ran.text})`),
    ...missesOf(ran, others),
  ];
}

function isSo(want: string, { before, after }: Ran, drafts: EngineDraft[]): boolean {
  const isLike = (one: EngineDraft | undefined, other: EngineDraft | undefined) => JSON.stringify(one) === JSON.stringify(other);
  const [, name = '', sign, turn] = COMPARED.exec(want) ?? [];
  const then = turn === undefined ? undefined : drafts[Number(turn)];
  if (then) return sign === '<' ? measure(name, after) < measure(name, then) : measure(name, after) > measure(name, then);
  const [key, value] = want.split('=');
  if (key === 'like') return isLike(after, drafts[Number(value)]);
  if (key === 'titles') return titlesOf(after).length === Number(value);
  if (key === 'tcolor') return titlesOf(after).every(({ color }) => color === value);
  return !isLike(before, after);
}

function measure(name: string, draft: EngineDraft): number {
  if (name === 'mvol') return musicOf(draft)[0]?.vol ?? 0;
  if (name === 'size') return captionsOf(draft)[0]?.size ?? 0.032;
  if (name === 'tsize') return titlesOf(draft)[0]?.size ?? 0.055;
  if (name === 'ty') return titlesOf(draft)[0]?.y ?? 0.22;
  if (name === 'speed') return filmOf(draft)[0]?.speed ?? 1;
  if (name === 'bright') return filmOf(draft)[0]?.brightness ?? 0;
  if (name === 'trms') return draft.transitions?.[0]?.ms ?? 0;
  throw new Error(`no measure ${name}`);
}
