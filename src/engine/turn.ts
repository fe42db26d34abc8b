import type { ClipFacts, EngineDraft } from './draft.ts';
import { applyEdit } from './edits/apply.ts';
import type { ClipWords, DraftHistory, EditContext, SpokenText } from './edits/context.ts';
import type { Edit } from './edits/edit.ts';
import { EditRefused } from './edits/refused.ts';
import { filmOf } from './edits/tracks.ts';
import { needsOf } from './instruct/needs.ts';
import { type Need, type Plan, type PlanContext, planEdits } from './instruct/plan.ts';
import { readReceipt } from './instruct/receipt.ts';
import { refusalSentence } from './instruct/refusals.ts';
import type { Language, Pending } from './instruct/scene.ts';
import { editTools, lookTools } from './instruct/tools.ts';

export type TurnSession = { draft: EngineDraft; clips: ClipFacts[]; history: DraftHistory; language: Language; pending?: Pending };

/** What the engine can find out about clips; `undefined` where it cannot (no recogniser, no sound). */
export type Analyse = {
  speech(clipId: string): Promise<{ startMs: number; endMs: number }[] | undefined>;
  shaky(clipId: string): Promise<{ startMs: number; endMs: number }[] | undefined>;
  words(clipId: string): Promise<ClipWords | undefined>;
  speak(text: string, voice?: 'female' | 'male'): Promise<SpokenText | undefined>;
  tags?(clipId: string): Promise<string[] | undefined>;
  translate?(lines: string[], language: 'zh' | 'en'): Promise<string[] | undefined>;
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
  let plan = await planWith(input, facts, language);
  yield {
    type: 'result',
    name: lookTools.read.name,
    response: { status: 'success', segments: filmOf(session.draft).length, duration_ms: session.draft.d },
  };
  if (plan.kind === 'edits' && plan.needs.includes('tags')) {
    yield* learn('tags', input, facts);
    plan = planEdits(text, contextOf(session, facts, language));
  }
  if (plan.kind === 'edits') yield* doEdits(plan, { input, facts, language });
  else yield* reply(plan, { ...session, clips: facts.clips });
  if (signal.aborted) return;
}

type Facts = {
  clips: ClipFacts[];
  words: Record<string, ClipWords>;
  spoken: Record<string, SpokenText>;
  translations: Map<string, string>;
};

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

async function planWith({ text, session, planner, signal }: TurnInput, facts: Facts, language: Language): Promise<Plan> {
  const context = contextOf(session, facts, language);
  const planned = await planner?.(text, context, signal).catch(() => undefined);
  return planned ?? planEdits(text, context);
}

function* reply(plan: Exclude<Plan, { kind: 'edits' }>, session: TurnSession): Generator<TurnStep> {
  const { pending: _, ...rest } = session;
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

async function* doEdits(plan: Extract<Plan, { kind: 'edits' }>, { input, facts, language }: Doing): AsyncGenerator<TurnStep> {
  const { session, signal } = input;
  let draft = session.draft;
  const refused: EditRefused[] = [];
  for (const edit of plan.edits) {
    if (signal.aborted) break;
    const { type, ...args } = edit;
    const { name } = editTools[type];
    yield* prepare(edit, { input, facts, draft });
    yield { type: 'call', name, args };
    try {
      draft = applyEdit(draft, edit, editContext(session, facts));
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
  yield { type: 'text', text: summary({ changes, reasons, notes: plan.notes ?? [], isChanged, edits: plan.edits, language }) };
  const { pending: _, ...rest } = session;
  const pending: Pending | undefined = refused.some((one) => one.code === 'no_words') ? { for: 'lines' } : undefined;
  const next = {
    ...rest,
    draft,
    clips: facts.clips,
    history: isChanged ? nextHistory(session, plan.edits, draft) : session.history,
    ...(pending && { pending }),
  };
  yield { type: 'done', outcome: signal.aborted ? 'stopped' : isChanged ? 'applied' : 'unchanged', session: next };
}

const editContext = (session: TurnSession, facts: Facts): EditContext => ({
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

type Summary = { changes: string[]; reasons: string[]; notes: string[]; isChanged: boolean; edits: Edit[]; language: Language };

/** What was done, then what was not, then what is still open. */
function summary({ changes, reasons, notes, isChanged, edits, language }: Summary): string {
  const zh = language !== 'en';
  const back = edits.find((edit) => edit.type === 'restore_version');
  const lead = !isChanged
    ? ''
    : back?.type === 'restore_version'
      ? zh
        ? back.to === 'next'
          ? '已重做，和刚才比：'
          : '已回到之前的版本，和刚才比：'
        : back.to === 'next'
          ? 'Redone. Compared with before: '
          : 'Back to the earlier version. Compared with before: '
      : zh
        ? '改好了：'
        : 'Done: ';
  const listed = changes.length > 0 ? changes.join(zh ? '；' : '; ') : zh ? '有些细节变了' : 'some details changed';
  const done = isChanged ? `${lead}${listed}${zh ? '。' : '.'}` : '';
  const unchanged =
    !isChanged && reasons.length === 0 ? (zh ? '已经是这样了，时间线没有变。' : 'It is so already; the timeline did not change.') : '';
  return [done, unchanged, ...reasons, ...notes].filter((part) => part !== '').join(zh ? '' : ' ');
}

/** What an edit must know first, found out clip by clip; what is known already is not asked again. */
async function* prepare(
  edit: Edit,
  { input, facts, draft }: { input: TurnInput; facts: Facts; draft: EngineDraft },
): AsyncGenerator<TurnStep> {
  const used = new Set(filmOf(draft).map((segment) => segment.src));
  for (const need of needsOf(edit)) yield* learn(need, input, facts, used);
  if (edit.type === 'add_voice' && !facts.spoken[edit.text]) {
    yield { type: 'call', name: lookTools.speak.name, args: { characters: edit.text.length } };
    const speech = await input.analyse.speak(edit.text, edit.voice);
    if (speech) facts.spoken[edit.text] = speech;
    yield { type: 'result', name: lookTools.speak.name, response: { status: speech ? 'success' : 'unavailable' } };
  }
  if (edit.type === 'add_captions' && edit.from === 'words' && edit.languages) await translateCues(edit.languages, { input, facts, draft });
}

async function* learn(need: Need, { analyse }: TurnInput, facts: Facts, used?: Set<string>): AsyncGenerator<TurnStep> {
  const unknown = facts.clips.filter(
    (clip) => (used === undefined || used.has(clip.id)) && clip.kind !== 'audio' && !isKnown(need, clip, facts),
  );
  if (unknown.length === 0) return;
  yield { type: 'call', name: lookTools[need].name, args: { clips: unknown.map((clip) => clip.name) } };
  for (const clip of unknown) await learnOne(need, clip, { analyse, facts });
  yield {
    type: 'result',
    name: lookTools[need].name,
    response: {
      status: unknown.some((clip) => isKnown(need, facts.clips.find(({ id }) => id === clip.id) ?? clip, facts))
        ? 'success'
        : 'unavailable',
    },
  };
}

function isKnown(need: Need, clip: ClipFacts, facts: Facts): boolean {
  if (need === 'words') return facts.words[clip.id] !== undefined;
  if (need === 'tags') return clip.tags !== undefined;
  return need === 'shaky' ? clip.shaky !== undefined : clip.speech !== undefined;
}

async function learnOne(need: Need, clip: ClipFacts, { analyse, facts }: { analyse: Analyse; facts: Facts }): Promise<void> {
  const put = (found: Partial<ClipFacts>) => {
    facts.clips = facts.clips.map((other) => (other.id === clip.id ? { ...other, ...found } : other));
  };
  switch (need) {
    case 'speech': {
      const speech = clip.hasAudio ? await analyse.speech(clip.id) : [];
      if (speech) put({ speech });
      return;
    }
    case 'shaky': {
      const shaky = await analyse.shaky(clip.id);
      if (shaky) put({ shaky });
      return;
    }
    case 'tags':
      put({ tags: (await analyse.tags?.(clip.id)) ?? [] });
      return;
    case 'words': {
      const words = clip.hasAudio ? await analyse.words(clip.id) : undefined;
      if (words) facts.words[clip.id] = words;
    }
  }
}

async function translateCues(
  languages: ('zh' | 'en')[],
  { input, facts, draft }: { input: TurnInput; facts: Facts; draft: EngineDraft },
): Promise<void> {
  const { cuesOfWords } = await import('./speech/cues.ts');
  const lines = cuesOfWords(draft, facts.words).map((cue) => cue.text);
  for (const language of languages) {
    const foreign = lines.filter((line) => /\p{Script=Han}/u.test(line) !== (language === 'zh'));
    const translated = foreign.length > 0 ? await input.analyse.translate?.(foreign, language) : [];
    translated?.forEach((line, i) => facts.translations.set(`${language}:${foreign[i] ?? ''}`, line));
  }
}
