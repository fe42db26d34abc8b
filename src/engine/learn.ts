import type { ClipFacts, EngineDraft } from './draft.ts';
import type { ClipWords, SpokenText } from './edits/context.ts';
import type { Edit } from './edits/edit.ts';
import { captionsOf, filmOf } from './edits/tracks.ts';
import { needsOf } from './instruct/needs.ts';
import type { Need } from './instruct/scene.ts';
import { lookTools } from './instruct/tools.ts';
import { cuesOfWords } from './speech/cues.ts';

/** What the engine can find out about clips; `undefined` where it cannot (no recogniser, no sound). */
export type Analyse = {
  speech(clipId: string): Promise<{ startMs: number; endMs: number }[] | undefined>;
  shaky(clipId: string): Promise<{ startMs: number; endMs: number }[] | undefined>;
  words(clipId: string): Promise<ClipWords | undefined>;
  speak(text: string, voice?: 'female' | 'male'): Promise<SpokenText | undefined>;
  tags?(clipId: string): Promise<string[] | undefined>;
  translate?(lines: string[], language: 'zh' | 'en'): Promise<string[] | undefined>;
};

/** What is known in a turn so far; grows as edits need it. */
export type Facts = {
  clips: ClipFacts[];
  words: Record<string, ClipWords>;
  spoken: Record<string, SpokenText>;
  translations: Map<string, string>;
};

type Knowing = { analyse: Analyse; facts: Facts };

/** A look or a listen, as a call and its result. */
export type LookStep =
  | { type: 'call'; name: string; args: Record<string, unknown> }
  | { type: 'result'; name: string; response: Record<string, unknown> };

/** What an edit must know first, found out clip by clip; what is known already is not asked again. */
export async function* prepare(edit: Edit, { analyse, facts, draft }: Knowing & { draft: EngineDraft }): AsyncGenerator<LookStep> {
  const used = new Set(filmOf(draft).map((segment) => segment.src));
  for (const need of needsOf(edit)) yield* learn(need, { analyse, facts }, used);
  if (edit.type === 'add_voice' && !facts.spoken[edit.text]) {
    yield { type: 'call', name: lookTools.speak.name, args: { characters: edit.text.length } };
    const speech = await analyse.speak(edit.text, edit.voice);
    if (speech) facts.spoken[edit.text] = speech;
    yield { type: 'result', name: lookTools.speak.name, response: { status: speech ? 'success' : 'unavailable' } };
  }
  if (edit.type === 'add_captions' && edit.languages && (edit.from === 'words' || edit.from === 'captions')) {
    const isThere = edit.from === 'captions';
    const lines = isThere
      ? captionsOf(draft).map(({ tx }) => tx.split('\n')[0] ?? '')
      : cuesOfWords(draft, facts.words).map(({ text }) => text);
    await translateLines(lines, edit.languages, { analyse, facts });
  }
}

/** Finds one kind of fact about the clips used, where it is not known yet. */
export async function* learn(need: Need, { analyse, facts }: Knowing, used?: Set<string>): AsyncGenerator<LookStep> {
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

async function learnOne(need: Need, clip: ClipFacts, { analyse, facts }: Knowing): Promise<void> {
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

async function translateLines(lines: string[], languages: ('zh' | 'en')[], { analyse, facts }: Knowing): Promise<void> {
  for (const language of languages) {
    const foreign = lines.filter((line) => /\p{Script=Han}/u.test(line) !== (language === 'zh'));
    const translated = foreign.length > 0 ? await analyse.translate?.(foreign, language) : [];
    for (const [i, line] of (translated ?? []).entries()) facts.translations.set(`${language}:${foreign[i] ?? ''}`, line);
  }
}
