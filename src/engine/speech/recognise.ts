import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from '../../contract/schema.ts';
import type { ClipWords, Word } from '../edits/context.ts';
import { StartError } from '../start-error.ts';
import { findSpeech, LISTEN_RATE } from './activity.ts';

/** Installed by whoever wants it: with its run-time it is larger than all of us. A name in a variable is not looked for by the build. */
const PACKAGE: string = 'sherpa-onnx-node';

/** Longest sound heard at once, ms. Source: SenseVoice is trained on pieces of up to 30 s. */
const PIECE_MS = 20_000;

/** A word without a word behind it ends after this, ms. */
const WORD_MS = 500;

type Stream = { acceptWaveform: (sound: { sampleRate: number; samples: Float32Array }) => void };
type Recogniser = { createStream: () => Stream; decodeAsync: (stream: Stream) => Promise<unknown> };
type Module = { OfflineRecognizer: { createAsync: (config: unknown) => Promise<Recogniser> } };

const isModule = (value: unknown): value is Module =>
  typeof value === 'object' && value !== null && 'OfflineRecognizer' in value && typeof value.OfflineRecognizer === 'function';

/** Times in seconds, one for each token. */
const Heard = z.looseObject({ lang: z.string().catch(''), tokens: z.array(z.string()), timestamps: z.array(z.number()) });

export type LocalRecogniser = (samples: Float32Array, signal: AbortSignal) => Promise<ClipWords>;

/**
 * A recogniser on this machine: a folder with SenseVoice's `model.int8.onnx` (or `model.onnx`) and `tokens.txt`. Fails at once, and says
 * what to do, when the package or a file is missing; the model itself is read when someone first speaks.
 */
export async function openRecogniser(dir: string, load: (name: string) => Promise<unknown> = loadPackage): Promise<LocalRecogniser> {
  const model = ['model.int8.onnx', 'model.onnx'].map((name) => join(dir, name)).find(existsSync);
  const tokens = join(dir, 'tokens.txt');
  if (model === undefined || !existsSync(tokens)) throw new StartError(`SPEECH_MODEL_DIR: ${dir} has no model.int8.onnx and tokens.txt`);
  const { OfflineRecognizer } = await loadModule(load);
  const modelConfig = { senseVoice: { model, useInverseTextNormalization: 1 }, tokens, numThreads: 2, provider: 'cpu', debug: 0 };
  let opened: Promise<Recogniser> | undefined;
  return async (samples, signal) => {
    opened ??= OfflineRecognizer.createAsync({ featConfig: { sampleRate: LISTEN_RATE, featureDim: 80 }, modelConfig });
    const recogniser = await opened;
    const words: Word[] = [];
    let language = '';
    for (const piece of piecesOf(samples)) {
      signal.throwIfAborted();
      const heard = await hear(recogniser, samples, piece);
      language ||= heard.lang.replace(/[<>|]/g, '');
      words.push(...readTokens(heard, piece));
    }
    return { language, words };
  };
}

const loadPackage = (name: string): Promise<unknown> => import(name);

async function loadModule(load: (name: string) => Promise<unknown>): Promise<Module> {
  const loaded = await load(PACKAGE).catch((cause: unknown) => {
    throw new StartError(`SPEECH_MODEL_DIR needs a package that is not installed: npm install --no-save ${PACKAGE}`, { cause });
  });
  const found = [loaded, (loaded as { default?: unknown }).default].find(isModule);
  if (!found) throw new StartError(`${PACKAGE} is not the package that is known here`);
  return found;
}

type Piece = { startMs: number; endMs: number };

/** Speech in pieces that the model takes: neighbours together, long ones cut. */
function piecesOf(samples: Float32Array): Piece[] {
  const pieces: Piece[] = [];
  for (const { startMs, endMs } of findSpeech(samples)) {
    const last = pieces.at(-1);
    if (last && endMs - last.startMs <= PIECE_MS) {
      last.endMs = endMs;
      continue;
    }
    for (let at = startMs; at < endMs; at += PIECE_MS) pieces.push({ startMs: at, endMs: Math.min(endMs, at + PIECE_MS) });
  }
  return pieces;
}

async function hear(recogniser: Recogniser, samples: Float32Array, { startMs, endMs }: Piece): Promise<z.infer<typeof Heard>> {
  const at = (ms: number): number => Math.round((ms * LISTEN_RATE) / 1_000);
  const stream = recogniser.createStream();
  stream.acceptWaveform({ sampleRate: LISTEN_RATE, samples: samples.slice(at(startMs), at(endMs)) });
  return Heard.parse(await recogniser.decodeAsync(stream));
}

/** Tokens as words: a character of Chinese each; pieces of other words, the first marked with `▁` or a space, joined; marks behind a word. */
function readTokens({ tokens, timestamps }: z.infer<typeof Heard>, piece: Piece): Word[] {
  const words: Word[] = [];
  for (const [index, token] of tokens.entries()) {
    const startMs = piece.startMs + Math.round((timestamps[index] ?? 0) * 1_000);
    const text = token.replace(/[▁\s]/g, '');
    const last = words.at(-1);
    if (text === '') continue;
    if (last && isJoined(last.text, token)) last.text += text;
    else {
      if (last) last.endMs = Math.max(last.startMs + 1, Math.min(startMs, last.startMs + WORD_MS));
      words.push({ text, startMs, endMs: Math.max(startMs + 1, Math.min(piece.endMs, startMs + WORD_MS)) });
    }
  }
  return words;
}

const isJoined = (before: string, token: string): boolean =>
  /^\p{P}/u.test(token) || (/^[\p{L}\p{N}]/u.test(token) && !/^\p{Script=Han}/u.test(token) && !/[\p{Script=Han}\p{P}]$/u.test(before));
