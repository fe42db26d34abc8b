import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LISTEN_RATE } from '../../../src/engine/speech/activity.ts';
import { openRecogniser } from '../../../src/engine/speech/recognise.ts';

const never = new AbortController().signal;

async function makeModel(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'saycut-model-'));
  for (const name of ['model.int8.onnx', 'tokens.txt']) await writeFile(join(dir, name), '');
  return dir;
}

/** A tone with syllables from 1 s to `until`, s. */
const speechUntil = (until: number): Float32Array =>
  Float32Array.from({ length: (until + 1) * LISTEN_RATE }, (_, index) => {
    const at = index / LISTEN_RATE;
    return at < 1 || at > until ? 0 : 0.3 * (0.6 + 0.4 * Math.sin(8 * Math.PI * at)) * Math.sin(440 * Math.PI * at);
  });

/** The package as far as it is used: hears the same in every piece, and notes how long each was. */
function standIn(heard: unknown) {
  const seconds: number[] = [];
  const configs: unknown[] = [];
  class OfflineRecognizer {
    static async createAsync(config: unknown) {
      configs.push(config);
      return new OfflineRecognizer();
    }
    createStream() {
      return { acceptWaveform: ({ samples }: { samples: Float32Array }) => seconds.push(samples.length / LISTEN_RATE) };
    }
    decodeAsync = async (): Promise<unknown> => heard;
  }
  return { load: async () => ({ default: { OfflineRecognizer } }), seconds, configs };
}

describe('a recogniser on this machine', () => {
  test('gives characters and whole words with their times in the clip, marks behind them', async () => {
    const tokens = ['今', '天', '，', '▁we', 'ek', 'end', '▁go', '!'];
    const { load, configs } = standIn({ lang: '<|zh|>', tokens, timestamps: [0.1, 0.3, 0.4, 0.6, 0.7, 0.8, 1.6, 1.7] });
    const { language, words } = await (await openRecogniser(await makeModel(), load))(speechUntil(3), never);
    expect(language).toBe('zh');
    expect(words.map(({ text }) => text)).toEqual(['今', '天，', 'weekend', 'go!']);
    const from = words[0]?.startMs ?? 0;
    expect(from).toBeGreaterThan(900);
    expect(from).toBeLessThan(1_200);
    expect(words.map(({ startMs, endMs }) => [startMs - from, endMs - from])).toEqual([
      [0, 200],
      [200, 500],
      [500, 1_000],
      [1_500, 2_000],
    ]);
    expect(configs).toMatchObject([{ modelConfig: { senseVoice: { useInverseTextNormalization: 1 } } }]);
  });

  test('hears long speech in pieces, with one model', async () => {
    const { load, seconds, configs } = standIn({ lang: 'zh', tokens: ['好'], timestamps: [0.5] });
    const recognise = await openRecogniser(await makeModel(), load);
    const { words } = await recognise(speechUntil(46), never);
    expect(seconds).toHaveLength(3);
    expect(Math.max(...seconds)).toBeLessThanOrEqual(20);
    expect(words.map(({ startMs }) => Math.round(startMs / 1_000))).toEqual([1, 21, 41]);
    await recognise(speechUntil(2), never);
    expect(configs).toHaveLength(1);
  });

  const missing = async (): Promise<unknown> => Promise.reject(new Error('ERR_MODULE_NOT_FOUND'));
  test.each([
    { when: 'the package is not installed', makeDir: makeModel, load: missing, said: /npm install/ },
    { when: 'the package is another one', makeDir: makeModel, load: async () => ({}), said: /not the package/ },
    { when: 'the folder has no model', makeDir: () => mkdtemp(join(tmpdir(), 'saycut-none-')), load: missing, said: /has no model/ },
  ])('says what to do when $when', async ({ makeDir, load, said }) => {
    await expect(openRecogniser(await makeDir(), load)).rejects.toThrow(said);
  });
});
