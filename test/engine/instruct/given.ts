import type { ClipFacts, EngineDraft, TextSegment } from '../../../src/engine/draft.ts';
import type { ClipWords, DraftHistory } from '../../../src/engine/edits/context.ts';
import { emptyDraft, firstDraft } from '../../../src/engine/edits/first-draft.ts';
import type { Analyse, TurnSession } from '../../../src/engine/turn.ts';

/** A state of a project that sentences are said in, and what can be found out about its clips. */
export type Given = { session: TurnSession; analyse: Analyse };

export const clip = (id: string, more: Partial<ClipFacts> = {}): ClipFacts => ({
  id,
  name: `${id}.mp4`,
  kind: 'video',
  durationMs: 10_000,
  width: 1080,
  height: 1920,
  fps: 30,
  hasAudio: true,
  ...more,
});

export const photo = (id: string): ClipFacts => clip(id, { name: `${id}.jpg`, kind: 'image', durationMs: 0, fps: 0, hasAudio: false });

const cue = (id: string, [s, end]: [number, number], tx: string): TextSegment => ({ id, role: 'caption', s, d: end - s, tx, lang: 'zh' });

/** Speech that fills everything but the silences. */
export function speechAround(durationMs: number, silences: [number, number][]): { startMs: number; endMs: number }[] {
  const parts: { startMs: number; endMs: number }[] = [];
  let at = 0;
  for (const [from, to] of silences) {
    parts.push({ startMs: at, endMs: from });
    at = to;
  }
  return [...parts, { startMs: at, endMs: durationMs }];
}

/** Words spread over speech, one line after another. */
export function wordsOver(speech: { startMs: number; endMs: number }[], lines: string[], language: string): ClipWords {
  const words = speech.flatMap((part) => {
    const count = Math.max(1, Math.round((part.endMs - part.startMs) / 3_000));
    const step = (part.endMs - part.startMs) / count;
    return Array.from({ length: count }, (_, i) => ({ from: part.startMs + i * step, to: part.startMs + (i + 1) * step }));
  });
  return {
    language,
    words: words.flatMap(({ from, to }, i) => {
      const line = lines[i % lines.length] ?? '';
      const pieces = language === 'zh' ? [...line] : line.split(' ');
      const step = (to - from) / pieces.length;
      return pieces.map((text, k) => ({ text, startMs: Math.round(from + k * step), endMs: Math.round(from + (k + 1) * step) }));
    }),
  };
}

const zhLines = ['大家好今天去了海边。', '风很大但是很开心。', '这是我最难忘的一天！'];
const enLines = ['Welcome back to the channel everyone.', 'This is the biggest mistake people make!', 'So let me show you how it works.'];

const talkSilences: [number, number][] = [
  [4_000, 6_200],
  [31_000, 33_500],
  [70_000, 74_000],
];

const nobody: Analyse = {
  speech: async () => undefined,
  shaky: async () => undefined,
  words: async () => undefined,
  speak: async () => undefined,
};

const none: DraftHistory = { past: [], future: [] };
const session = (draft: EngineDraft, clips: ClipFacts[], history = none): TurnSession => ({ draft, clips, history, language: 'zh-CN' });

const c1 = clip('c1', { durationMs: 30_000 });
const three = [
  clip('a', { durationMs: 12_000, width: 1920, height: 1080 }),
  clip('b', { durationMs: 8_000 }),
  clip('c', { durationMs: 10_000 }),
];
const talk = clip('talk', { durationMs: 95_000, width: 1920, height: 1080 });

function cityDraft(): EngineDraft {
  const film = firstDraft([clip('city', { name: 'city.mp4' })]);
  return {
    ...film,
    t: [
      ...film.t,
      { tt: 1, sg: [{ id: 'a1', n: 'Lo-fi', role: 'bgm', bed: 'lofi', s: 0, d: 10_000, in: 0, out: 10_000, vol: 35 }] },
      { tt: 7, sg: [{ id: 't1', role: 'title', s: 0, d: 3_000, tx: 'Urban Dreams' }] },
    ],
  };
}

const withoutText = (draft: EngineDraft): EngineDraft => ({ ...draft, t: draft.t.filter((track) => track.tt !== 7) });

const analyseOf = (speech: { startMs: number; endMs: number }[], words: ClipWords, more: Partial<Analyse> = {}): Analyse => ({
  ...nobody,
  speech: async () => speech,
  words: async () => words,
  speak: async () => ({ clip: 'voice-1', durationMs: 6_000 }),
  translate: async (lines, language) => lines.map((line) => (language === 'zh' ? `译：${line.length}` : `translated ${line.length}`)),
  ...more,
});

const c1Speech = [
  { startMs: 500, endMs: 14_000 },
  { startMs: 15_000, endMs: 29_000 },
];
const talkSpeech = speechAround(95_000, talkSilences);

/** The states that the examples name, by their name there. */
export const given: Record<string, () => Given> = {
  G1: () => ({
    session: session(firstDraft([c1]), [c1]),
    analyse: analyseOf(c1Speech, wordsOver(c1Speech, zhLines, 'zh'), { shaky: async () => [{ startMs: 0, endMs: 3_000 }] }),
  }),
  G2: () => ({
    session: session(firstDraft(three), three),
    analyse: { ...nobody, tags: async (id) => (id === 'b' ? ['sky'] : ['people']) },
  }),
  G2c: () => ({ session: session(firstDraft(three.slice(0, 1)), three), analyse: nobody }),
  G3: () => ({ session: session(firstDraft([talk]), [talk]), analyse: analyseOf(talkSpeech, wordsOver(talkSpeech, enLines, 'en')) }),
  G4: () => {
    const photos = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map(photo);
    return { session: session(emptyDraft(), photos), analyse: nobody };
  },
  G5: () => ({ session: session(cityDraft(), [clip('city')]), analyse: nobody }),
  G6: () => ({ session: session(withoutText(cityDraft()), [clip('city')], { past: [cityDraft()], future: [] }), analyse: nobody }),
  G7: () => {
    const beach = clip('beach', { durationMs: 42_000 });
    return { session: session(firstDraft([beach]), [beach]), analyse: nobody };
  },
  G8: () => {
    const film = firstDraft([c1]);
    const captions = [cue('s1', [0, 2_000], '大家好'), cue('s2', [2_000, 5_000], '今天吃得好巴士'), cue('s3', [5_000, 8_000], '下次再来')];
    return { session: session({ ...film, t: [...film.t, { tt: 7, sg: captions }] }, [c1]), analyse: nobody };
  },
};
