import type { ClipWords } from '../edits/context.ts';
import { readColours } from '../ffmpeg/colours.ts';
import { readGrey } from '../ffmpeg/grey.ts';
import { readPcm } from '../ffmpeg/pcm.ts';
import type { Runner } from '../ffmpeg/run.ts';
import { describe } from '../look/describe.ts';
import type { EngineSettings } from '../settings.ts';
import { findSpeech, LISTEN_RATE } from '../speech/activity.ts';
import { readAloud } from '../speech/read-aloud.ts';
import { openRecogniser } from '../speech/recognise.ts';
import { findShaky } from '../speech/shake.ts';
import { transcribe } from '../speech/transcribe.ts';
import { translateLines } from '../speech/translate.ts';
import type { Senses } from './analysis.ts';

type ModelSettings = Pick<EngineSettings, 'transcription' | 'speech' | 'llm' | 'speechModelDir'>;

/** What this machine finds out by itself, and what the models of the settings add. */
export async function createSenses(runner: Runner, settings: ModelSettings): Promise<Senses> {
  const { speech, llm } = settings;
  const recognise = await openRecognition(settings);
  const listen = (path: string, signal: AbortSignal): Promise<Float32Array> => readPcm(runner, path, { sampleRate: LISTEN_RATE, signal });
  return {
    speech: async ({ path }, signal) => findSpeech(await listen(path, signal)),
    shaky: async ({ path, facts }, signal) => {
      if (facts.kind !== 'video') return [];
      // The picture is looked at as it is stored; on its side it shakes as much.
      return findShaky(await readGrey(runner, { path, ...facts }, signal));
    },
    tags: async ({ path, facts }, signal) => (facts.kind === 'video' ? describe(await readColours(runner, path, signal)) : undefined),
    ...(recognise && { words: async ({ path }, signal) => recognise(await listen(path, signal), signal) }),
    ...(speech && {
      speak: async (asked, signal) => {
        const bytes = await readAloud(speech, asked, signal);
        return bytes && { name: 'voice.mp3', bytes };
      },
    }),
    ...(llm && { translate: ({ lines, language }, signal) => translateLines(llm, lines, { language, signal }) }),
  };
}

type Recognise = (samples: Float32Array, signal: AbortSignal) => Promise<ClipWords | undefined>;

/** The endpoint before the folder; nothing where neither is set. */
async function openRecognition({ transcription, speechModelDir }: ModelSettings): Promise<Recognise | undefined> {
  if (transcription) return (samples, signal) => transcribe(transcription, samples, signal);
  return speechModelDir === undefined ? undefined : openRecogniser(speechModelDir);
}
