import { readGrey } from '../ffmpeg/grey.ts';
import { readPcm } from '../ffmpeg/pcm.ts';
import type { Runner } from '../ffmpeg/run.ts';
import type { EngineSettings } from '../settings.ts';
import { findSpeech, LISTEN_RATE } from '../speech/activity.ts';
import { readAloud } from '../speech/read-aloud.ts';
import { findShaky } from '../speech/shake.ts';
import { transcribe } from '../speech/transcribe.ts';
import { translateLines } from '../speech/translate.ts';
import type { Senses } from './analysis.ts';

type EndpointSettings = Pick<EngineSettings, 'transcription' | 'speech' | 'llm'>;

/** What this machine finds out by itself, and what the endpoints of the settings add. */
export function createSenses(runner: Runner, { transcription, speech, llm }: EndpointSettings): Senses {
  const listen = (path: string, signal: AbortSignal): Promise<Float32Array> => readPcm(runner, path, { sampleRate: LISTEN_RATE, signal });
  return {
    speech: async ({ path }, signal) => findSpeech(await listen(path, signal)),
    shaky: async ({ path, facts }, signal) => {
      if (facts.kind !== 'video') return [];
      // The picture is looked at as it is stored; on its side it shakes as much.
      return findShaky(await readGrey(runner, { path, ...facts }, signal));
    },
    ...(transcription && { words: async ({ path }, signal) => transcribe(transcription, await listen(path, signal), signal) }),
    ...(speech && {
      speak: async (asked, signal) => {
        const bytes = await readAloud(speech, asked, signal);
        return bytes && { name: 'voice.mp3', bytes };
      },
    }),
    ...(llm && { translate: ({ lines, language }, signal) => translateLines(llm, lines, { language, signal }) }),
  };
}
