import { Readable } from 'node:stream';
import type { ClipWords } from '../edits/context.ts';
import type { ClipSource } from '../ffmpeg/graph/film.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { probeClip } from '../probe.ts';
import type { ClipRecord } from '../store/clips.ts';
import type { Stores } from '../store/open.ts';
import type { Session } from '../store/sessions.ts';
import type { Analyse } from '../turn.ts';
import { withUploads } from './message.ts';

type Stretch = { startMs: number; endMs: number };

/** What can listen, look and speak on this machine, as the settings allow; each answers `undefined` where it cannot. */
export type Senses = {
  speech?: (clip: ClipSource, signal: AbortSignal) => Promise<Stretch[] | undefined>;
  shaky?: (clip: ClipSource, signal: AbortSignal) => Promise<Stretch[] | undefined>;
  /** What a clip most plainly shows. */
  tags?: (clip: ClipSource, signal: AbortSignal) => Promise<string[] | undefined>;
  words?: (clip: ClipSource, signal: AbortSignal) => Promise<ClipWords | undefined>;
  /** A sound file of the text read aloud. */
  speak?: (asked: { text: string; voice?: 'female' | 'male' }, signal: AbortSignal) => Promise<{ name: string; bytes: Buffer } | undefined>;
  /** Each line in another language. */
  translate?: (asked: { lines: string[]; language: 'zh' | 'en' }, signal: AbortSignal) => Promise<string[] | undefined>;
};

export type AnalysisParts = { stores: Stores; senses: Senses; runner: Runner };

/** Finds out about the clips of a session when a turn asks, once: what was found is kept with the clip, for every session that has it. */
export function createAnalysis({ stores, senses, runner }: AnalysisParts, session: Session, signal: AbortSignal): Analyse {
  const { clips } = stores;
  const recordOf = async (clipId: string): Promise<ClipRecord | undefined> => {
    const named = session.clips.find(({ id }) => id === clipId);
    return named && clips.find(named.hash);
  };
  const learn = async <Field extends 'speech' | 'shaky' | 'words' | 'tags'>(field: Field, clipId: string): Promise<ClipRecord[Field]> => {
    const clip = await recordOf(clipId);
    const sense = senses[field];
    if (!clip || clip[field] || !sense) return clip?.[field];
    // Looking costs the decoding of every picture: the small copy serves, once it is made.
    const looksAtCopy = (field === 'shaky' || field === 'tags') && clips.hasCopy(clip.hash, 'proxy');
    const path = looksAtCopy ? clips.copyPath(clip.hash, 'proxy') : clips.pathOf(clip);
    const found = await sense({ path, facts: clip.facts }, signal);
    if (found === undefined) return undefined;
    return (await clips.update(clip.hash, (current) => ({ ...current, [field]: found })))[field];
  };
  return {
    speech: (clipId) => learn('speech', clipId),
    shaky: (clipId) => learn('shaky', clipId),
    words: (clipId) => learn('words', clipId),
    tags: (clipId) => learn('tags', clipId),
    async translate(lines, language) {
      return senses.translate?.({ lines, language }, signal);
    },
    async speak(text, voice) {
      const file = await senses.speak?.({ text, ...(voice && { voice }) }, signal);
      return file && keepSpoken({ stores, runner, signal }, session.id, file);
    },
  };
}

type Keeping = { stores: Stores; runner: Runner; signal: AbortSignal };

/** Keeps speech as a clip of the session, like a sound the person had sent: the render finds it under its name. */
async function keepSpoken({ stores, runner, signal }: Keeping, sessionId: string, file: { name: string; bytes: Buffer }) {
  const { incoming, clips, sessions } = stores;
  const received = await incoming.receive(file.name, Readable.from([file.bytes]), signal);
  try {
    const facts = await probeClip(runner, received, signal);
    const clip = await clips.naming(async () => {
      const { hash } = await clips.adopt(received, facts);
      const session = await sessions.update(sessionId, (current) => withUploads(current, [{ name: file.name, hash, made: true }], clips));
      return session.clips.findLast((one) => one.hash === hash);
    });
    return clip && { clip: clip.id, durationMs: facts.durationMs };
  } catch (cause) {
    await incoming.discard([received]);
    throw cause;
  }
}
