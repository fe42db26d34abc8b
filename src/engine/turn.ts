import type { ClipFacts, EngineDraft } from './draft.ts';
import { applyEdit } from './edits/apply.ts';
import type { DraftHistory, EditContext } from './edits/context.ts';
import type { Edit } from './edits/edit.ts';
import { EditRefused } from './edits/refused.ts';
import { filmOf } from './edits/tracks.ts';
import { type Memory, noMemory } from './instruct/dialogue/memory.ts';
import { remember } from './instruct/dialogue/remember.ts';
import { planTurn } from './instruct/dialogue.ts';
import type { Plan, PlanContext } from './instruct/plan.ts';
import { readReceipt } from './instruct/receipt.ts';
import { refusalSentence } from './instruct/refusals.ts';
import type { Language, Pending } from './instruct/scene.ts';
import { writeSummary } from './instruct/summary.ts';
import { editTools, lookTools } from './instruct/tools.ts';
import { type Analyse, type Facts, learn, prepare } from './learn.ts';

export type { Analyse } from './learn.ts';

export type TurnSession = {
  draft: EngineDraft;
  clips: ClipFacts[];
  history: DraftHistory;
  language: Language;
  pending?: Pending;
  /** What the turns before leave for words that lean on them. */
  memory?: Memory;
};

/** A planner beside the rules; `undefined` when it has no plan, and the rules plan. */
export type Planner = (text: string, context: PlanContext, signal: AbortSignal) => Promise<Plan | undefined>;

export type TurnStep =
  | { type: 'text'; text: string }
  | { type: 'call'; name: string; args: Record<string, unknown> }
  /** With a draft, the timeline is this from now on. */
  | { type: 'result'; name: string; response: Record<string, unknown>; draft?: EngineDraft }
  | { type: 'choices'; options: string[] }
  /** The last step: what the server keeps for the next turn. */
  | { type: 'done'; outcome: 'applied' | 'unchanged' | 'answered' | 'asked' | 'stopped'; session: TurnSession };

export type TurnInput = { text: string; session: TurnSession; analyse: Analyse; planner?: Planner; signal: AbortSignal };

/** One message of a person: planned, done step by step, and answered from what the draft was before and is after. */
export async function* runTurn(input: TurnInput): AsyncGenerator<TurnStep, void, undefined> {
  const { text, session, signal } = input;
  yield { type: 'call', name: lookTools.read.name, args: {} };
  const language = languageOf(text, session.language);
  const facts: Facts = { clips: session.clips, words: {}, spoken: {}, translations: new Map() };
  let read = await planWith(input, facts, language);
  yield {
    type: 'result',
    name: lookTools.read.name,
    response: { status: 'success', segments: filmOf(session.draft).length, duration_ms: session.draft.d },
  };
  if (read.plan.kind === 'edits' && read.plan.needs.includes('tags')) {
    yield* learn('tags', { analyse: input.analyse, facts });
    read = planTurn(text, contextOf(session, facts, language));
  }
  const { plan, said } = read;
  if (plan.kind === 'edits') yield* doEdits({ plan, said }, { input, facts, language });
  else yield* reply({ plan, said }, { ...session, clips: facts.clips });
  if (signal.aborted) return;
}

/** Chinese characters make it Chinese, letters alone English; a message without either keeps the session's. */
function languageOf(text: string, usual: Language): Language {
  const words = text
    .replace(/^\s*[[【][^\]】]*[\]】]/, '')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/["“'‘「『][^"”'’」』]*["”'’」』]/g, '');
  if (/\p{Script=Han}/u.test(words)) return 'zh-CN';
  return /[a-z]{2}/i.test(words) ? 'en' : usual;
}

const contextOf = (session: TurnSession, facts: Facts, language: Language): PlanContext => ({ ...session, clips: facts.clips, language });

async function planWith({ text, session, planner, signal }: TurnInput, facts: Facts, language: Language): Promise<Planned> {
  const context = contextOf(session, facts, language);
  const plan = await planner?.(text, context, signal).catch(() => undefined);
  return plan ? { plan, said: text } : planTurn(text, context);
}

/** A plan, and the words it is for, said in full where the person leaned on the turns before. */
type Planned = { plan: Plan; said: string };

/** The memory of a turn that leaves this draft. */
const remembered = (session: TurnSession, { plan, said }: Planned, draft = session.draft): Memory =>
  remember(session.memory ?? noMemory, {
    ...{ text: said, plan, draft },
    isChanged: JSON.stringify(draft) !== JSON.stringify(session.draft),
    clipCount: session.clips.length,
  });

type Replied = { plan: Exclude<Plan, { kind: 'edits' }>; said: string };

function* reply({ plan, said }: Replied, session: TurnSession): Generator<TurnStep> {
  const { pending: _, ...known } = session;
  const rest = { ...known, memory: remembered(session, { plan, said }) };
  if (plan.kind === 'ask') {
    yield { type: 'text', text: plan.question };
    if (plan.options.length > 0) yield { type: 'choices', options: plan.options };
    yield { type: 'done', outcome: 'asked', session: { ...rest, ...(plan.pending && { pending: plan.pending }) } };
    return;
  }
  yield { type: 'text', text: plan.kind === 'answer' ? plan.text : `${plan.reason}${plan.alternative}` };
  yield { type: 'done', outcome: plan.kind === 'answer' ? 'answered' : 'unchanged', session: rest };
}

type Doing = { input: TurnInput; facts: Facts; language: Language };

type Ordered = { plan: Extract<Plan, { kind: 'edits' }>; said: string };

async function* doEdits({ plan, said }: Ordered, { input, facts, language }: Doing): AsyncGenerator<TurnStep> {
  const { session, signal } = input;
  let draft = session.draft;
  const refused: EditRefused[] = [];
  for (const edit of plan.edits) {
    if (signal.aborted) break;
    const { type, ...args } = edit;
    const { name } = editTools[type];
    yield* prepare(edit, { analyse: input.analyse, facts, draft });
    yield { type: 'call', name, args };
    try {
      draft = applyEdit(draft, edit, editContext(session, facts, language));
      yield { type: 'result', name, response: { status: 'success' }, draft };
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error;
      refused.push(error);
      yield { type: 'result', name, response: { status: 'refused', reason: error.code } };
    }
  }
  const changes = readReceipt(session.draft, draft, language);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(session.draft);
  const reasons = [...new Set(refused.map((one) => refusalSentence(one, language)))];
  yield { type: 'text', text: writeSummary({ changes, reasons, notes: plan.notes ?? [], isChanged, edits: plan.edits, language }) };
  const { pending: _, ...rest } = session;
  const pending: Pending | undefined = refused.some((one) => one.code === 'no_words') ? { for: 'lines' } : undefined;
  const next = {
    ...rest,
    draft,
    clips: facts.clips,
    memory: remembered(session, { plan, said }, draft),
    history: isChanged ? nextHistory(session, plan.edits, draft) : session.history,
    ...(pending && { pending }),
  };
  yield { type: 'done', outcome: signal.aborted ? 'stopped' : isChanged ? 'applied' : 'unchanged', session: next };
}

const editContext = (session: TurnSession, facts: Facts, language: Language): EditContext => ({
  language,
  clips: facts.clips,
  history: session.history,
  words: facts.words,
  spoken: facts.spoken,
  translate: (line, language) => facts.translations.get(`${language}:${line}`),
});

/** Undo and redo walk through the history; any other change opens a new branch of it. */
function nextHistory({ draft: before, history }: TurnSession, edits: Edit[], after: EngineDraft): DraftHistory {
  const [only] = edits;
  const walked = edits.length === 1 && only?.type === 'restore_version' ? only.to : undefined;
  if (walked === 'previous') return { past: history.past.slice(0, -1), future: [before, ...history.future] };
  if (walked === 'next') return { past: [...history.past, before], future: history.future.slice(1) };
  return { past: [...history.past, before].slice(-50), future: after === before ? history.future : [] };
}
