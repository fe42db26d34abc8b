import * as z from '../../contract/schema.ts';
import type { ClipWords, Word } from '../edits/context.ts';
import type { ModelEndpoint } from '../settings.ts';
import { LISTEN_RATE } from './activity.ts';
import { callEndpoint } from './endpoint.ts';

/** Longest sound of one call, s: sixteen bit at `LISTEN_RATE` stay under the 25 MB that such endpoints take. */
const CALL_SECONDS = 600;

const Timed = { start: z.number(), end: z.number() };

/** `verbose_json` of the transcription call; servers leave out what they cannot. */
const Transcript = z.looseObject({
  language: z.string().optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  words: z
    .array(z.looseObject({ word: z.string(), ...Timed }))
    .nullish()
    .catch(undefined),
  segments: z
    .array(z.looseObject({ text: z.string(), ...Timed }))
    .nullish()
    .catch(undefined),
});
type Transcript = z.infer<typeof Transcript>;

/** The words said in a sound, by an endpoint. `undefined` when it does not answer. Samples at `LISTEN_RATE`. */
export async function transcribe(endpoint: ModelEndpoint, samples: Float32Array, signal: AbortSignal): Promise<ClipWords | undefined> {
  const words: Word[] = [];
  let language = '';
  for (let from = 0; from < samples.length; from += CALL_SECONDS * LISTEN_RATE) {
    const piece = samples.subarray(from, from + CALL_SECONDS * LISTEN_RATE);
    const transcript = await ask(endpoint, piece, signal);
    if (!transcript) return undefined;
    language ||= transcript.language ?? '';
    const offsetMs = Math.round((from / LISTEN_RATE) * 1_000);
    const found = readWords(transcript, Math.round((piece.length / LISTEN_RATE) * 1_000));
    words.push(...found.map(({ text, startMs, endMs }) => ({ text, startMs: startMs + offsetMs, endMs: endMs + offsetMs })));
  }
  return { language, words };
}

async function ask(endpoint: ModelEndpoint, samples: Float32Array, signal: AbortSignal): Promise<Transcript | undefined> {
  const body = new FormData();
  body.append('file', new Blob([writeSound(samples)], { type: 'audio/wav' }), 'speech.wav');
  body.append('model', endpoint.model);
  body.append('response_format', 'verbose_json');
  body.append('timestamp_granularities[]', 'word');
  body.append('timestamp_granularities[]', 'segment');
  const answer = await callEndpoint(endpoint, { path: '/audio/transcriptions', body }, signal);
  return Transcript.safeParse(await answer?.json().catch(() => undefined)).data;
}

/** Words with their times; where only sentences have times, or nothing has, the time is shared by the length of the words. */
function readWords({ words, segments, text }: Transcript, durationMs: number): Word[] {
  const toMs = (seconds: number): number => Math.max(0, Math.round(seconds * 1_000));
  if (words && words.length > 0)
    return withMarks(
      words.map(({ word, start, end }) => ({ text: word.trim(), startMs: toMs(start), endMs: toMs(end) })).filter(isSaid),
      text ?? '',
    );
  if (segments && segments.length > 0) return segments.flatMap((segment) => share(segment.text, toMs(segment.start), toMs(segment.end)));
  return text ? share(text, 0, durationMs) : [];
}

/** Recognisers leave the marks out of the words: they are put back from the whole text, as captions break at them. */
function withMarks(words: Word[], text: string): Word[] {
  let at = 0;
  return words.map((word) => {
    const found = text.indexOf(word.text, at);
    if (found === -1) return word;
    at = found + word.text.length;
    return { ...word, text: word.text + (/^[，。！？、；：,.!?;:]+/.exec(text.slice(at))?.[0] ?? '') };
  });
}

const isSaid = ({ text, startMs, endMs }: Word): boolean => text !== '' && endMs > startMs;

/** Splits a sentence into characters of Chinese and words of other scripts, each with its share of the time. */
function share(text: string, startMs: number, endMs: number): Word[] {
  const parts = text.match(/\p{Script=Han}\p{P}*|[^\s\p{Script=Han}]+/gu) ?? [];
  const total = parts.reduce((sum, part) => sum + weigh(part), 0);
  let before = 0;
  return parts.map((part) => {
    const from = before;
    before += weigh(part);
    const at = (weight: number): number => Math.round(startMs + ((endMs - startMs) * weight) / total);
    return { text: part, startMs: at(from), endMs: at(before) };
  });
}

/** A character of Chinese takes about as long as a syllable of three letters. */
const weigh = (part: string): number => (/\p{Script=Han}/u.test(part) ? 3 : part.length);

/** Sixteen-bit WAV, one channel. */
function writeSound(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const mark = (at: number, text: string): void =>
    bytes.set(
      [...text].map((letter) => letter.charCodeAt(0)),
      at,
    );
  mark(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  mark(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, LISTEN_RATE, true);
  view.setUint32(28, LISTEN_RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  mark(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (const [index, sample] of samples.entries())
    view.setInt16(44 + index * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true);
  return bytes;
}
