import type { Edit } from '../../edits/edit.ts';
import { filmOf } from '../../edits/tracks.ts';
import { readClauses } from '../clauses.ts';
import { planEdits } from '../plan.ts';
import type { Plan, PlanContext } from '../scene.ts';
import { type Clause, has, type Token } from '../token.ts';
import { clipsNamed, idsOf, kindOf, type Subject, subjectOf } from './subject.ts';

/** A message read, and the words for it that stand by themselves. */
export type Read = { plan: Plan; said: string };

const PRONOUN =
  /\b(?:that one|this one|that clip|this clip|that part|them|those|it|this|that)\b|那一段|这一段|那段|这段|它们|它|那个|这个/i;
/** Pronouns for a piece of the film, never for the whole of it. */
const PIECE = /\b(?:that|this) (?:one|clip|part)\b|[那这]一?段/i;
/** What is wrong, before what is to be done about it. */
const WRONG = /^(?:(?:不好听|不好看|不太好|不喜欢|不好|不行|i don'?t like (?:it|that|this)|not good|not great)[，,.。\s]+)/i;
const LEAD =
  /^(?:(?:and|ok(?:ay)?|so|now|then|actually|hmm+|oh|also|but|no|嗯|哦|那就|那么|那|就|还是|算了|其实|另外|对了)[，,\s]+|(?:那就|还是|算了)(?=.))*/i;

/**
 * A message that names nothing is about what the turn before was about, if it can be done to that: `make it bigger`, 「再大一点」, 「那段加速」.
 * It is said again in full and read as such. `plain` is how it reads by itself.
 */
export function readLeaning(text: string, context: PlanContext, plain: Plan): Read | undefined {
  const subject = subjectNow(context);
  const [clause, ...others] = readClauses(text.replace(WRONG, ''), context.clips);
  if (!subject || !clause || others.length > 0 || namesItsOwn(clause, subject, text)) return undefined;
  for (const said of inFull(text.replace(WRONG, '').replace(LEAD, ''), subject)) {
    const plan = planEdits(said, context);
    const isOther = has(clause, 'another') || /换/.test(text);
    const fits = (edit: Edit) =>
      isAbout(edit, subject, context) ||
      (subject.kind === 'music' && edit.type === 'add_music' && (edit.another === true ? isOther : has(clause, 'mood')));
    if (plan.kind === 'edits' && plan.edits.length > 0 && plan.edits.every(fits))
      return isBetter(plan.edits, { plain, clause, subject, text }) ? { plan, said } : undefined;
  }
  return undefined;
}

/** The clip that came since the last turn, or what that turn was about. */
export function subjectNow({ draft, clips, memory }: PlanContext): Subject | undefined {
  if (!memory) return undefined;
  const [newest] = clips.slice(memory.clipCount);
  const isNew = memory.clipCount > 0 && newest !== undefined && clips.length === memory.clipCount + 1;
  if (isNew)
    return clipsNamed(
      filmOf(draft).flatMap(({ id, src }) => (src === newest.id ? [id] : [])),
      draft,
    );
  const deed = memory.done.at(-1);
  return deed && subjectOf(deed.edits, draft);
}

/** The message with the name of what it is about: in the place of a pronoun, or in front. */
function inFull(text: string, { zh, en }: Subject): string[] {
  const name = /\p{Script=Han}/u.test(text) ? zh : en;
  const gap = name === zh ? '' : ' ';
  const bare = text.replace(PRONOUN, '').replace(/\s+/g, ' ').trim();
  return PRONOUN.test(text) ? [text.replace(PRONOUN, name), `${name}${gap}${bare}`] : [`${name}${gap}${text}`];
}

const OWN: Token['kind'][] = [
  'nth',
  'clip-name',
  'newest',
  'odd',
  'ratio',
  'mood',
  'link',
  'ask',
  'thanks',
  'except',
  'all',
  'other',
  'quote',
];
/** Sides of a thing that may be named without naming the thing. */
const THINGS: Record<Subject['kind'], string[]> = {
  ...{ title: ['font'], caption: ['font'], music: ['sound'], original: ['sound'] },
  ...{ transition: [], clips: ['sound', 'picture', 'noise'] },
};
/** Words nobody knows that still say nothing of their own. */
const IDLE =
  /^(?:\s|[,，.。!！?？~～]|instead|again|rather|though|after all|now|kind of|kinda|think|feels?|looks?|seems?|something|有点?|感觉|觉得|好像|看着|我|还|是)*$/i;
const IS_COLOUR = /^(?:颜色|色彩|colou?rs?)$/i;

/** Whether the message says itself what it is about, or says more than could be understood of a thing left unsaid. */
function namesItsOwn(clause: Clause, { kind }: Subject, text: string): boolean {
  const isPiece = PIECE.test(text);
  const isPlaced = has(clause, 'head') || has(clause, 'tail') || has(clause, 'place');
  if (has(clause, 'count') && kind !== 'transition') return true;
  if (OWN.some((own) => has(clause, own) && !(own === 'mood' && kind === 'music')) || (isPiece && (kind !== 'clips' || isPlaced)))
    return true;
  if (kind !== 'clips' && has(clause, 'verb', 'delete', 'trim') && (isPlaced || has(clause, 'time') || has(clause, 'half'))) return true;
  const isLoud = has(clause, 'verb', 'louder', 'bigger') || has(clause, 'double');
  if (kind === 'music' && has(clause, 'thing', 'sound') && isLoud) return true;
  return clause.tokens.some(
    (token) =>
      (token.kind === 'thing' &&
        !THINGS[kind].includes(token.value) &&
        !(IS_COLOUR.test(token.raw) && (kind === 'title' || kind === 'caption')) &&
        !(token.value === 'clip' && isPiece)) ||
      (token.kind === 'unknown' && !IDLE.test(token.raw)),
  );
}

/** Nothing new is made of words that lean. */
function isAbout(edit: Edit, { kind, ids }: Subject, { draft }: PlanContext): boolean {
  if (edit.type === 'add_title' || edit.type === 'add_captions' || edit.type === 'add_music') return false;
  if (kind !== 'clips') return kindOf(edit, draft) === kind;
  return edit.type === 'arrange' || (idsOf(edit).length > 0 && idsOf(edit).every((id) => ids.includes(id)));
}

/** What is usually said of a thing, so that it is meant though the film could be. */
const usual: Record<Subject['kind'], string[]> = {
  title: ['bigger', 'smaller', 'higher', 'lower', 'leftward', 'rightward', 'last', 'earlier', 'later', 'animate'],
  caption: ['bigger', 'smaller', 'higher', 'lower', 'leftward', 'rightward', 'earlier', 'later', 'animate'],
  music: ['louder', 'quieter', 'bigger', 'smaller'],
  original: ['louder', 'quieter', 'bigger', 'smaller'],
  transition: ['longer', 'shorter'],
  clips: [],
};

/** Edits to the length or the shape of the film, which `it` more likely means. */
const wholes: Edit['type'][] = ['fit_length', 'keep_ranges', 'delete_ranges', 'set_canvas', 'restore_version', 'remove_added', 'loop'];

type Choice = { plain: Plan; clause: Clause; subject: Subject; text: string };

/** Whether what was read with the subject is meant rather than what stands there by itself. */
function isBetter(edits: Edit[], { plain, clause, subject, text }: Choice): boolean {
  if (plain.kind !== 'edits' || plain.edits.length === 0) return plain.kind !== 'answer';
  if (plain.edits.some(({ type }) => type === 'restore_version')) return false;
  const isUsual =
    clause.tokens.some(({ kind, value }) => kind === 'verb' && usual[subject.kind].includes(value)) ||
    (subject.kind === 'transition' && has(clause, 'only'));
  if (isUsual || JSON.stringify(edits) === JSON.stringify(plain.edits)) return true;
  if (subject.kind === 'music') return PRONOUN.test(text) && plain.edits.every(({ type }) => type === 'set_fade');
  if (subject.kind !== 'clips') return false;
  return PIECE.test(text) || (PRONOUN.test(text) && !plain.edits.some(({ type }) => wholes.includes(type)));
}
