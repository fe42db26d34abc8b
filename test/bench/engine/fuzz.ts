import { copyFile, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiError } from '../../../src/contract/error.ts';
import type { AudioSegment, EngineDraft, TextSegment, VideoSegment } from '../../../src/engine/draft.ts';
import { JobError } from '../../../src/engine/ffmpeg/execute.ts';
import type { ClipSource } from '../../../src/engine/ffmpeg/graph/film.ts';
import { createRunner, type Runner } from '../../../src/engine/ffmpeg/run.ts';
import { probeClip } from '../../../src/engine/probe.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { makeCast } from '../../engine/render/contact-sheet.ts';
import { makeClip, testGraph } from '../../support/clips.ts';
import { buildWorker } from '../../support/worker.ts';

/*
 * Mutated media files and random drafts. Nothing may hang, end the process or go over the limit; a file is used or refused with a code.
 * `FUZZ_FILES`, `FUZZ_DRAFTS` and `FUZZ_SEED` make it longer and other.
 */

const files = Number(process.env.FUZZ_FILES ?? 60);
const drafts = Number(process.env.FUZZ_DRAFTS ?? 20);
const LIMIT_MS = 20_000;
let state = Number(process.env.FUZZ_SEED ?? 1);
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};
const below = (limit: number): number => Math.floor(random() * limit);
const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
const maybe = <Value>(value: Value): Value | undefined => (random() < 0.25 ? value : undefined);

function mutate(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  switch (below(4)) {
    case 0:
      for (let count = 1 + below(60); count > 0; count--) copy[below(copy.length)] = below(256);
      return copy;
    case 1:
      return copy.subarray(0, 1 + below(copy.length));
    case 2: {
      const [from, length] = [below(copy.length), below(2_000)];
      copy.fill(below(256), from, Math.min(copy.length, from + length));
      return copy;
    }
    default: {
      const at = below(Math.min(copy.length, 2_000));
      return Buffer.concat([copy.subarray(0, at), Buffer.from(Array.from({ length: below(64) }, () => below(256))), copy.subarray(at)]);
    }
  }
}

async function fuzzFiles(runner: Runner, dir: string): Promise<Record<string, number>> {
  const seeds: string[] = [];
  const make = async (name: string, made: Partial<Parameters<typeof makeClip>[2]> = {}): Promise<void> => {
    seeds.push(await makeClip(runner, path.join(dir, name), { graph: testGraph('96x64', 1), ...made }));
  };
  await make('a.mp4', { formatOptions: { movflags: '+faststart' } });
  await make('b.mkv', { format: 'matroska' });
  await make('c.avi', { format: 'avi' });
  await make('d.gif', {
    graph: 'testsrc2=s=64x48:r=10:d=0.5,format=rgb8[vout]',
    format: 'gif',
    video: { codec: 'gif', options: {}, fps: 10 },
  });
  await make('e.wav', { graph: 'sine=d=0.5[aout]', format: 'wav', audio: { codec: 'pcm_s16le', sampleRate: 44_100, channels: 1 } });
  const answers: Record<string, number> = {};
  for (let index = 0; index < files; index++) {
    const seed = pick(seeds);
    const target = path.join(dir, `fuzz${path.extname(seed)}`);
    await writeFile(target, mutate(await readFile(seed)));
    const answer = await probeThenRender(runner, target, dir);
    answers[answer] = (answers[answer] ?? 0) + 1;
  }
  return answers;
}

async function probeThenRender(runner: Runner, file: string, dir: string): Promise<string> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  try {
    const facts = await probeClip(runner, { path: file, name: 'fuzz' }, signal);
    if (facts.kind === 'audio') return 'used';
    const renderer = createRenderer({ runner, dir: path.join(dir, `kept-${Math.floor(random() * 1e9)}`) });
    const end = facts.kind === 'image' ? 500 : Math.min(2_000, facts.durationMs);
    const draft: EngineDraft = {
      d: end,
      m: { title: '', width: 96, height: 64 },
      t: [{ tt: 0, sg: [{ id: 'v', n: 'f', src: 'c', s: 0, d: end, in: 0, out: end }] }],
    };
    await renderer.render({ draft, clips: new Map([['c', { path: file, facts }]]), target: path.join(dir, 'fuzz-out.mp4'), signal });
    return 'used';
  } catch (cause) {
    if (signal.aborted) return `HANG ${path.basename(file)}`;
    // A file that was taken and cannot be rendered is looked at by a person.
    if (cause instanceof ApiError && cause.code === 'render_failed') {
      console.log(cause.message, await keep(file));
      return cause.code;
    }
    if (cause instanceof ApiError) return cause.code;
    if (cause instanceof JobError) return `job ${cause.reason}${/worker ended/.test(cause.message) ? ` ${cause.message}` : ''}`;
    return `CRASH ${String(cause)}`;
  }
}

async function keep(file: string): Promise<string> {
  const kept = `${file}.${Date.now()}${path.extname(file)}`;
  await copyFile(file, kept);
  return kept;
}

function randomSegment(clips: Map<string, ClipSource>, index: number): VideoSegment {
  const src = pick([...clips.keys()].filter((id) => id !== 'logo'));
  const isStill = clips.get(src)?.facts.kind === 'image';
  const from = isStill ? 0 : below(1_500);
  const out = isStill ? 200 + below(1_500) : Math.min(clips.get(src)?.facts.durationMs ?? 0, from + 60 + below(1_500));
  const speed = isStill ? undefined : maybe(pick([0.1, 0.5, 0.77, 1.5, 2, 4, 16]));
  const segment = {
    id: `v${index}`,
    n: src,
    src,
    s: 0,
    in: Math.min(from, out),
    out,
    d: Math.max(1, Math.round((out - Math.min(from, out)) / (speed ?? 1))),
    speed,
    vol: maybe(below(300)),
    reverse: maybe(true),
    rotate: maybe(pick([90, 180, 270] as const)),
    mirror: maybe(pick(['horizontal', 'vertical'] as const)),
    crop: maybe({ x: random() * 0.9, y: random() * 0.9, w: 0.05 + random() * 0.9, h: 0.05 + random() * 0.9 }),
    fit: maybe(pick(['cover', 'subject-crop', 'blur-pad', 'color-pad'] as const)),
    focus: maybe({ x: random(), y: random() }),
    zoom: maybe(1 + random() * 3),
    brightness: maybe(below(200) - 100),
    contrast: maybe(below(200) - 100),
    saturation: maybe(below(200) - 100),
    warmth: maybe(below(200) - 100),
    look: maybe(pick(['bw', 'warm', 'cool', 'film', 'vivid', 'soft'] as const)),
    fadeIn: maybe(below(900)),
    fadeOut: maybe(below(900)),
    denoise: maybe(true),
    kenBurns: isStill ? maybe({ from: 1 + random(), to: 1 + random() }) : undefined,
    ...(random() < 0.1 && !isStill && { freeze: true, d: 1 + below(2_000), speed: undefined }),
  };
  return Object.fromEntries(Object.entries(segment).filter(([, value]) => value !== undefined)) as VideoSegment;
}

/** A picture in the picture, which may stand behind the film's end. */
function randomInset(clips: Map<string, ClipSource>, d: number): VideoSegment {
  const segment = randomSegment(clips, 9);
  return {
    ...segment,
    s: below(d),
    pip: { corner: pick(['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const), width: random() },
  };
}

/** Sound of a clip: a song, or a voice. */
function randomSound(clips: Map<string, ClipSource>, d: number): AudioSegment {
  const src = pick([...clips].filter(([, clip]) => clip.facts.hasAudio).map(([id]) => id));
  const from = below(1_000);
  const segment = {
    ...{ id: 'b', n: src, role: pick(['bgm', 'voice'] as const), src },
    ...{ s: below(d), d: 1 + below(4_000), in: from, out: from + below(2_500), vol: below(400) },
    speed: maybe(pick([0.5, 1.3, 3])),
    loop: maybe(true),
    fadeIn: maybe(below(900)),
    fadeOut: maybe(below(900)),
    duck: maybe(true),
  };
  return Object.fromEntries(Object.entries(segment).filter(([, value]) => value !== undefined)) as AudioSegment;
}

function randomDraft(clips: Map<string, ClipSource>): EngineDraft {
  const sg = Array.from({ length: 1 + below(4) }, (_, index) => randomSegment(clips, index));
  const transitions = sg
    .slice(1)
    .flatMap((_, index) =>
      random() < 0.4
        ? [{ after: `v${index}`, type: pick(['crossfade', 'wipe', 'slide', 'fade-black', 'fade-white'] as const), ms: below(900) }]
        : [],
    );
  const d = sg.reduce((sum, segment) => sum + segment.d, 0);
  const texts = Array.from({ length: below(3) }, (_, index) => ({
    id: `t${index}`,
    role: pick(['title', 'caption'] as const),
    s: below(d),
    d: 1 + below(2_000),
    tx: pick(['周末', 'Weekend 🎉 at the sea', '一二三四五六七八九十'.repeat(6), '\n', "it's 100% %{n}:[x];'q'\\", '👨‍👩‍👧‍👦'.repeat(9)]),
    ...(random() < 0.5 && { anim: pick(['fade', 'fade-in', 'pop', 'typewriter'] as const) }),
    ...(random() < 0.3 && { size: random() * 0.5, x: random(), y: random(), box: '#112233' }),
  })) as TextSegment[];
  const bed = {
    id: 'a',
    n: 'bed',
    role: 'bgm' as const,
    bed: pick(['calm', 'upbeat'] as const),
    s: below(d),
    d: 1 + below(3_000),
    in: 0,
    out: 0,
    vol: below(200),
    duck: random() < 0.5,
  };
  const [width, height] = pick([
    [90, 160],
    [160, 90],
    [120, 120],
    [90, 120],
  ] as const);
  return {
    d,
    m: { title: '', width, height },
    t: [
      { tt: 0, sg },
      { tt: 7, sg: texts },
      ...(random() < 0.4 ? [{ tt: 1 as const, sg: [bed] }] : []),
      ...(random() < 0.3 ? [{ tt: 1 as const, sg: [randomSound(clips, d)] }] : []),
      ...(random() < 0.2 ? [{ tt: 0 as const, sg: [randomInset(clips, d)] }] : []),
    ],
    transitions,
    loudness: random() < 0.2,
  };
}

async function fuzzDrafts(runner: Runner, dir: string): Promise<Record<string, number>> {
  const clips = await makeCast(runner, dir);
  const renderer = createRenderer({ runner, dir: path.join(dir, 'kept') });
  const answers: Record<string, number> = {};
  for (let index = 0; index < drafts; index++) {
    const draft = randomDraft(clips);
    const limitBytes = pick([60_000, 200_000, 25_000_000]);
    const signal = AbortSignal.timeout(LIMIT_MS * 3);
    const answer = await renderer.render({ draft, clips, output: { limitBytes }, target: path.join(dir, 'draft.mp4'), signal }).then(
      async (film) => ((await stat(film.path)).size <= limitBytes ? 'rendered' : 'OVER'),
      (cause: unknown) => (signal.aborted ? 'HANG' : cause instanceof ApiError ? cause.code : `CRASH ${String(cause)}`),
    );
    if (/^[A-Z]/.test(answer)) console.log(answer, limitBytes, JSON.stringify(draft));
    answers[answer.slice(0, 60)] = (answers[answer.slice(0, 60)] ?? 0) + 1;
  }
  return answers;
}

const runner = createRunner({ workerPath: await buildWorker() });
const dir = await mkdtemp(path.join(tmpdir(), 'saycut-fuzz-'));
console.log('files', await fuzzFiles(runner, dir));
console.log('drafts', await fuzzDrafts(runner, dir));
runner.dispose();
