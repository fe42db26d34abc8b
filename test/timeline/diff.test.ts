import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffDrafts, diffTimelines, isSameDraft } from '../../src/timeline/diff.ts';
import { readTimeline } from '../../src/timeline/read.ts';

type Fields = Record<string, unknown>;

const clip = (src: string, from: number, to: number) => ({ id: `v-${src}-${from}`, n: `${src}.mp4`, src, in: from, out: to, d: to - from });
const cue = (id: string, tx: string, [s, d]: [number, number]) => ({ id, tx, s, d, role: 'caption' });
const title = (tx: string, more: Fields = {}) => ({ id: 'title', tx, s: 0, d: 3000, role: 'title', ...more });
const song = (n: string, vol: number, more: Fields = {}) => ({ id: 'bgm', n, role: 'bgm', s: 0, d: 30_000, vol, ...more });

function draft(video: Fields[], text: Fields[] = [], audio: Fields[] = []): Fields & { d: number } {
  let s = 0;
  const sg = video.map((segment) => {
    const placed = { ...segment, s };
    s += Number(segment.d);
    return placed;
  });
  return {
    d: s,
    m: { width: 1080, height: 1920 },
    t: [
      { tt: 0, sg },
      { tt: 1, sg: audio },
      { tt: 7, sg: text },
    ],
  };
}

const [a, b, c] = [clip('a', 0, 12_000), clip('b', 0, 8_000), clip('c', 0, 10_000)];
const cues = [cue('s1', '大家好', [0, 2000]), cue('s2', '今天吃得好巴士', [2000, 3000]), cue('s3', '下次再来', [5000, 3000])];

const cases: [string, unknown, unknown, unknown[], string[]?][] = [
  [
    'a trim of the end',
    draft([clip('a', 0, 30_000)]),
    draft([clip('a', 0, 10_000)]),
    [{ kind: 'duration', fromMs: 30_000, toMs: 10_000 }],
    ['v-a-0'],
  ],
  [
    'a removed clip',
    draft([a, b, c]),
    draft([a, c]),
    [
      { kind: 'duration', fromMs: 30_000, toMs: 22_000 },
      { kind: 'clips_removed', count: 1 },
    ],
    [],
  ],
  [
    'a removed clip whose number goes to the next',
    draft([
      { ...a, id: '1' },
      { ...b, id: '2' },
      { ...c, id: '3' },
    ]),
    draft([
      { ...b, id: '1' },
      { ...c, id: '2' },
    ]),
    [
      { kind: 'duration', fromMs: 30_000, toMs: 18_000 },
      { kind: 'clips_removed', count: 1 },
    ],
    [],
  ],
  [
    'clips put back',
    draft([a]),
    draft([a, b, c]),
    [
      { kind: 'duration', fromMs: 12_000, toMs: 30_000 },
      { kind: 'clips_added', count: 2 },
    ],
    ['v-b-0', 'v-c-0'],
  ],
  ['two clips swapped', draft([a, b, c]), draft([a, c, b]), [{ kind: 'clips_reordered' }]],
  [
    'new ids for everything',
    draft([a, b]),
    draft([
      { ...a, id: 'x' },
      { ...b, id: 'y' },
    ]),
    [],
    [],
  ],
  [
    'a hole cut into a clip',
    draft([clip('a', 0, 30_000)]),
    draft([clip('a', 0, 10_000), clip('a', 20_000, 30_000)]),
    [{ kind: 'duration', fromMs: 30_000, toMs: 20_000 }],
    ['v-a-0', 'v-a-20000'],
  ],
  [
    'a clip repeated',
    draft([a]),
    draft([a, { ...a, id: 'again' }]),
    [
      { kind: 'duration', fromMs: 12_000, toMs: 24_000 },
      { kind: 'clips_added', count: 1 },
    ],
    ['again'],
  ],
  [
    'twice the speed',
    draft([a]),
    draft([{ ...clip('a', 0, 12_000), speed: 2, d: 6_000 }]),
    [
      { kind: 'duration', fromMs: 12_000, toMs: 6_000 },
      { kind: 'speed', speed: 2 },
    ],
    ['v-a-0'],
  ],
  ['a muted film', draft([a]), draft([{ ...a, vol: 0 }]), [{ kind: 'sound_volume', volume: 0 }], ['v-a-0']],
  ['a look', draft([a]), draft([{ ...a, look: 'warm' }]), [{ kind: 'other', of: ['look'] }], ['v-a-0']],
  ['an upright canvas', draft([a]), { ...draft([a]), m: { width: 720, height: 1280 } }, [{ kind: 'canvas', width: 720, height: 1280 }], []],
  ['captions', draft([a]), draft([a], cues), [{ kind: 'captions_added', count: 3 }], ['s1', 's2', 's3']],
  [
    'larger captions',
    draft([a], cues),
    draft(
      [a],
      cues.map((one) => ({ ...one, size: 0.05 })),
    ),
    [{ kind: 'captions_enlarged', count: 3 }],
  ],
  [
    'larger and higher captions',
    draft([a], cues),
    draft(
      [a],
      cues.map((one) => ({ ...one, size: 0.05, y: 0.6 })),
    ),
    [
      { kind: 'captions_enlarged', count: 3 },
      { kind: 'captions_changed', count: 3 },
    ],
  ],
  [
    'a corrected word',
    draft([a], cues),
    draft([a], [cues[0] ?? {}, { ...cues[1], tx: '今天吃得好饱' }, cues[2] ?? {}]),
    [{ kind: 'captions_changed', count: 1 }],
    ['s2'],
  ],
  [
    'one caption gone and the rest numbered anew',
    draft([a], cues),
    draft(
      [a],
      [
        { ...cues[1], id: 's1' },
        { ...cues[2], id: 's2' },
      ],
    ),
    [{ kind: 'captions_removed', count: 1 }],
    [],
  ],
  ['a title', draft([a]), draft([a], [title('周末')]), [{ kind: 'title_added', text: '周末' }], ['title']],
  [
    'other words in the title',
    draft([a], [title('周末')]),
    draft([a], [title('周一')]),
    [{ kind: 'title_changed', text: '周一' }],
    ['title'],
  ],
  ['no title any more', draft([a], [title('周末')]), draft([a]), [{ kind: 'title_removed', text: '周末' }], []],
  [
    'a title instead of a caption',
    draft([a], cues.slice(0, 1)),
    draft([a], [title('周末')]),
    [
      { kind: 'captions_removed', count: 1 },
      { kind: 'title_added', text: '周末' },
    ],
  ],
  ['music', draft([a]), draft([a], [], [song('Lo-fi', 35)]), [{ kind: 'music_added', name: 'Lo-fi', volume: 35 }], ['bgm']],
  [
    'softer music',
    draft([a], [], [song('Lo-fi', 35)]),
    draft([a], [], [song('Lo-fi', 20)]),
    [{ kind: 'music_volume', volume: 20 }],
    ['bgm'],
  ],
  [
    'other music',
    draft([a], [], [song('Lo-fi', 35)]),
    draft([a], [], [song('Jazz', 35)]),
    [{ kind: 'music_swapped', name: 'Jazz' }],
    ['bgm'],
  ],
  ['no music any more', draft([a], [], [song('Lo-fi', 35)]), draft([a]), [{ kind: 'music_removed' }], []],
  [
    'a voice',
    draft([a]),
    draft([a], [], [{ id: 'n', n: '旁白', role: 'voice', s: 0, d: 5000, vol: 100 }]),
    [{ kind: 'voice_added' }],
    ['n'],
  ],
  [
    'music as long as a shorter film',
    draft([clip('a', 0, 30_000)], [], [song('Lo-fi', 35)]),
    draft([clip('a', 0, 10_000)], [], [song('Lo-fi', 35, { d: 10_000 })]),
    [{ kind: 'duration', fromMs: 30_000, toMs: 10_000 }],
    ['v-a-0'],
  ],
];

describe('what changed', () => {
  test.each(cases)('%s is named as what it is', (...[, before, after, changes, touched]) => {
    const difference = diffTimelines(readTimeline(before), readTimeline(after));
    expect(difference.changes).toEqual(changes);
    if (touched) expect([...difference.touched].sort()).toEqual([...touched].sort());
  });

  test('captions that a cut at the start carries along have not changed', () => {
    const before = draft([clip('a', 0, 30_000)], [cue('s1', '一', [0, 2000]), cue('s2', '二', [5000, 2000])]);
    const after = draft([{ ...clip('a', 3_000, 30_000), id: 'v-a-0' }], [cue('s2', '二', [2000, 2000])]);
    expect(diffDrafts(before, after)).toMatchObject({
      changes: [{ kind: 'duration' }, { kind: 'captions_removed', count: 1 }],
      touched: ['v-a-0'],
    });
  });

  test('a change in fields that nobody knows is a change all the same', () => {
    const after = draft([{ ...a, xyz: 1 }]);
    expect(diffDrafts(draft([a]), after).changes).toEqual([{ kind: 'other' }]);
    expect(isSameDraft({ p: 1, q: [2] }, { q: [2], p: 1 })).toBe(true);
  });

  test('without a draft before, everything is new', () => {
    expect(diffDrafts(undefined, draft([a, b], [title('周末')])).changes.map((change) => change.kind)).toEqual([
      'duration',
      'clips_added',
      'title_added',
    ]);
  });
});

describe('what nobody asked for', () => {
  const after = draft([clip('a', 0, 10_000)], [title('Urban Dreams'), ...cues], [song('Lo-fi', 35)]);
  const before = draft([clip('a', 0, 30_000)]);
  test.each<[string | undefined, string[]]>([
    [undefined, []],
    ['', ['captions', 'title', 'music']],
    ['剪到前10秒', ['captions', 'title', 'music']],
    ['剪到前10秒，加字幕', ['title', 'music']],
    ['加标题和音乐，不要字幕', ['captions']],
    ['加标题，不要音乐', ['captions', 'music']],
    ['不要标题加音乐和字幕', ['title']],
    ['别给我乱加音乐', ['captions', 'title', 'music']],
    ['音乐不要，标题也不用了', ['captions', 'title', 'music']],
    ['配乐不要太吵，字幕大一点', ['title']],
    ["don't add a title or music", ['captions', 'title', 'music']],
    ['remove the title and add music', ['captions', 'title']],
    ['trim to 10s with no music but add captions', ['title', 'music']],
    ['put urban dreams on it', ['captions', 'music']],
    ['without subtitles, lofi beat under it', ['captions', 'title']],
    ['视频没有配乐 帮我配一个', ['captions', 'title']],
  ])('%j leaves %j unasked', (words, unasked) => {
    expect([...diffTimelines(readTimeline(before), readTimeline(after), words).unasked].sort()).toEqual([...unasked].sort());
  });

  test('words alone on their track are captions when captions were asked for', () => {
    const plain = draft([a], [{ id: 't1', tx: '你好', s: 0, d: 3000 }]);
    expect(diffDrafts(draft([a]), plain, '加字幕').changes).toEqual([{ kind: 'captions_added', count: 1 }]);
    expect(diffDrafts(draft([a]), plain, '加个标题').changes).toEqual([{ kind: 'title_added', text: '你好' }]);
  });
});

const anyClip = fc.record({
  src: fc.constantFrom('a', 'b', 'c'),
  from: fc.integer({ min: 0, max: 9 }),
  length: fc.integer({ min: 1, max: 9 }),
  vol: fc.constantFrom(0, 50, 100),
});
const anyCue = fc.record({ tx: fc.constantFrom('一', '二', '三', '四'), s: fc.integer({ min: 0, max: 20 }) });
const anyDraft = fc
  .tuple(fc.array(anyClip, { maxLength: 6 }), fc.array(anyCue, { maxLength: 5 }), fc.boolean())
  .map(([clips, texts, hasSong]) =>
    draft(
      clips.map(({ src, from, length, vol }, at) => ({ ...clip(src, from * 1000, (from + length) * 1000), id: `v${at}`, vol })),
      texts.map(({ tx, s }, at) => cue(`s${at}`, tx, [s * 1000, 1000])),
      hasSong ? [song('Lo-fi', 35)] : [],
    ),
  );

describe('whatever the drafts', () => {
  test('a draft does not differ from itself, nor from its copy with other ids', () => {
    fc.assert(
      fc.property(anyDraft, (one) => {
        const renamed = JSON.parse(JSON.stringify(one), (key, value) => (key === 'id' ? `new-${value}` : value));
        for (const other of [one, renamed])
          expect(diffTimelines(readTimeline(one), readTimeline(other), '')).toEqual({ changes: [], touched: [], unasked: [] });
      }),
    );
  });

  test('different drafts always differ in something, and only what is in the newer one is touched', () => {
    fc.assert(
      fc.property(anyDraft, anyDraft, (before, after) => {
        const { changes, touched } = diffTimelines(readTimeline(before), readTimeline(after));
        const withoutIds = (one: unknown) => JSON.stringify(one, (key, value) => (key === 'id' ? undefined : value));
        fc.pre(withoutIds(before) !== withoutIds(after));
        const sorted = (one: Fields) =>
          JSON.stringify((one.t as { sg: Fields[] }[]).map(({ sg }) => sg.map((segment) => withoutIds(segment)).sort()));
        if (sorted(before) !== sorted(after)) expect(changes.length).toBeGreaterThan(0);
        const ids = new Set(readTimeline(after).tracks.flatMap((track) => track.segments.map((segment) => segment.id)));
        for (const id of touched) expect(ids.has(id)).toBe(true);
        expect(new Set(touched).size).toBe(touched.length);
      }),
      { numRuns: 500 },
    );
  });

  test('as many clips are added one way as are removed the other way', () => {
    fc.assert(
      fc.property(anyDraft, anyClip, (one, { length }) => {
        const more = { ...one, t: [] as unknown[] };
        const [film, ...rest] = one.t as { tt: number; sg: Fields[] }[];
        more.t = [{ tt: 0, sg: [...(film?.sg ?? []), { ...clip('new', 0, length * 1000), s: one.d }] }, ...rest];
        more.d = one.d + length * 1000;
        const there = diffTimelines(readTimeline(one), readTimeline(more)).changes;
        const back = diffTimelines(readTimeline(more), readTimeline(one)).changes;
        expect(there).toContainEqual({ kind: 'clips_added', count: 1 });
        expect(back).toContainEqual({ kind: 'clips_removed', count: 1 });
      }),
    );
  });
});

describe('what has no kind of its own', () => {
  const logo = { ...clip('logo', 0, 12_000), vol: 0, pip: { corner: 'top-right', width: 0.18 } };
  const over = (film: Fields[]): Fields => ({
    ...draft(film),
    t: [
      { tt: 0, sg: film },
      { tt: 0, sg: [logo] },
    ],
  });

  test('a clip that becomes a logo is a picture in picture, and neither the sound nor a clip of the film', () => {
    const still = clip('logo', 0, 3_000);
    expect(diffDrafts(draft([a, still]), over([a])).changes).toEqual([
      { kind: 'duration', fromMs: 15_000, toMs: 12_000 },
      { kind: 'other', of: ['pip'] },
    ]);
    expect(diffDrafts(draft([a]), over([a])).changes).toEqual([{ kind: 'other', of: ['pip'] }]);
    expect(diffDrafts(over([a]), draft([a])).changes).toEqual([{ kind: 'other', of: ['pip'] }]);
  });

  test('a frame held is no new clip', () => {
    const held = { ...clip('a', 12_000, 12_000), id: 'held', d: 2_000, freeze: true };
    expect(diffDrafts(draft([a]), draft([a, held])).changes).toEqual([
      { kind: 'duration', fromMs: 12_000, toMs: 14_000 },
      { kind: 'other', of: ['freeze'] },
    ]);
  });

  test('transitions, looks and light are told by name', () => {
    const before = draft([a, b]);
    const after = { ...draft([a, { ...b, look: 'film', warmth: 20 }]), transitions: [{ after: a.id, type: 'wipe', ms: 500 }] };
    expect(diffDrafts(before, after).changes).toEqual([{ kind: 'other', of: ['warmth', 'look', 'transition'] }]);
  });
});
