import type { Mood } from '../../draft.ts';
import { musicOf } from '../../edits/tracks.ts';
import { firstOf } from '../first-of.ts';
import { edits, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { all, type Clause, find, has, isUnwanted, type Token } from '../token.ts';
import { moodOf } from './pace.ts';
import { hasTime, rangeMeant } from './range.ts';

/** Music: put there, replaced, faded, cut, taken away. */
export function music(clause: Clause, scene: Scene): Outcome | undefined {
  scene.thing = 'music';
  return firstOf([unwanted, changedMusic, ownMissing], clause, scene) ?? (isNew(clause, scene) ? newMusic(clause, scene) : undefined);
}

/** Music that is there is only replaced by a word for it: a new sound is never the guess. */
const isNew = (clause: Clause, scene: Scene): boolean =>
  musicOf(scene.draft).length === 0 ||
  (['mood', 'another', 'clip-name', 'percent'] as const).some((kind) => has(clause, kind)) ||
  has(clause, 'verb', 'add', 'change', 'restore', 'swap') ||
  wantsOwn(clause) ||
  /更好听|别的|另/.test(clause.text);

/** Whether there is music, or another order of the message brings some. */
export const hasMusic = (clause: Clause, { draft, clauses }: Scene): boolean =>
  musicOf(draft).length > 0 ||
  clauses.some((other) => other !== clause && has(other, 'verb', 'add') && (has(other, 'thing', 'music') || has(other, 'mood')));

const unwanted = (clause: Clause, scene: Scene): Outcome | undefined => {
  const isThere = hasMusic(clause, scene);
  if (fadeOf(clause) && has(clause, 'verb', 'delete') && isThere) return undefined;
  if (hasTime(clause) && (has(clause, 'verb', 'delete') || has(clause, 'neg')) && isThere) return cutMusic(clause, scene);
  const isRefused = (has(clause, 'neg') && !has(clause, 'verb', 'delete')) || scene.avoid.has('music');
  if (isRefused && !isUnwanted(clause) && !scene.avoid.has('music')) return nothing;
  if (isRefused) return musicOf(scene.draft).length > 0 ? edits({ type: 'remove_sound', of: 'music' }) : nothing;
  const isNotAdded = !isThere && clause.tokens.some(({ kind, raw }) => kind === 'verb' && raw.startsWith('不'));
  if (isNotAdded) return nothing;
  return has(clause, 'verb', 'delete') && !has(clause, 'verb', 'add', 'change') ? edits({ type: 'remove_sound', of: 'music' }) : undefined;
};

/** 「音乐前 3 秒不要」: the music begins later, or ends earlier. */
const cutMusic = (clause: Clause, { draft }: Scene): Outcome | undefined => {
  const [gone] = rangeMeant(clause, draft.d, true);
  if (!gone) return undefined;
  if (gone.fromMs === 0) return edits({ type: 'set_music', fromMs: gone.toMs });
  return gone.toMs >= draft.d ? edits({ type: 'set_music', fromMs: 0, toMs: gone.fromMs }) : undefined;
};

/** Fades and the stretch of music that is there. */
const changedMusic = (clause: Clause, scene: Scene): Outcome | undefined => {
  const isWanted = musicOf(scene.draft).length === 0 && /只要|只用|就要|only|just/i.test(clause.text) && !has(clause, 'neg');
  if (has(clause, 'verb', 'keep') && !has(clause, 'range') && !isWanted) return nothing;
  if (musicOf(scene.draft).length === 0 || has(clause, 'verb', 'add')) return undefined;
  const fade = fadeOf(clause);
  if (fade) return edits({ type: 'set_music', ...fade });
  const range = find(clause, 'range');
  const fromMs = range?.n ?? find(clause, 'time')?.n;
  if (fromMs === undefined || has(clause, 'mood') || has(clause, 'clip-name')) return undefined;
  return edits({ type: 'set_music', fromMs, ...(range?.m !== undefined && { toMs: range.m }) });
};

const wantsOwn = (clause: Clause): boolean =>
  /我的|自己的|我上传|我传|my own|my music|my song|i uploaded|this song|这首/i.test(clause.text);

const ownMissing = (clause: Clause, scene: Scene): Outcome | undefined => {
  if (!wantsOwn(clause) || has(clause, 'clip-name') || scene.clips.some((clip) => clip.kind === 'audio')) return undefined;
  return {
    kind: 'answer',
    text: say(
      scene,
      '还没有收到音乐文件。先把它传上来，再说「用我的音乐」。这次没有改动。',
      'I have no music file of yours yet. Upload one and say “use my music”. I changed nothing.',
    ),
  };
};

function newMusic(clause: Clause, scene: Scene): Outcome {
  const mood = bestMood(clause);
  const another = has(clause, 'another') || (has(clause, 'verb', 'change') && !mood);
  const percent = find(clause, 'percent')?.n ?? (has(clause, 'thing', 'sound') ? find(clause, 'number')?.n : undefined);
  const fade = fadeOf(clause);
  const add = {
    type: 'add_music' as const,
    ...sourceMeant(clause, scene, another),
    ...(another && { another: true }),
    ...(percent !== undefined && { percent }),
  };
  const fromMs = has(clause, 'from') ? find(clause, 'time')?.n : undefined;
  if (fromMs !== undefined) return edits(add, { type: 'set_music', fromMs, ...fade });
  return edits(add, ...(fade ? [{ type: 'set_music' as const, ...fade }] : []));
}

/** The mood named last; a kind of music (`chill lofi`) says more than a feeling. */
const bestMood = (clause: Clause): Token | undefined => {
  const change = find(clause, 'verb', 'change');
  const after = all(clause, 'mood').filter((mood) => change !== undefined && mood.start > change.start);
  const moods = after.length > 0 ? after : all(clause, 'mood');
  return moods.find((mood) => mood.value === 'lofi') ?? moods.at(-1);
};

/** 「电影感的 bgm」: a look said of music. */
const LOOK_MOODS: Record<string, Mood> = { film: 'cinematic', warm: 'warm', soft: 'calm', vivid: 'upbeat' };

/** A file of the person's where one is named, or sent and no mood asked for; else a bed of the mood. */
function sourceMeant(clause: Clause, scene: Scene, another: boolean): { clip?: string; mood?: Mood } {
  const file = find(clause, 'clip-name')?.value;
  if (file !== undefined) return { clip: file };
  const mood = bestMood(clause);
  const own = scene.clips.findLast((clip) => clip.kind === 'audio')?.id;
  const isOwn = wantsOwn(clause) || (!mood && !(another && musicOf(scene.draft).length > 0));
  if (own !== undefined && isOwn) return { clip: own };
  const named = mood ? moodOf(mood.value) : LOOK_MOODS[find(clause, 'look')?.value ?? ''];
  return named ? { mood: named } : {};
}

/** The fades of a sound that a clause asks for. */
export function fadeOf(clause: Clause): { fadeInMs?: number; fadeOutMs?: number } | undefined {
  const length = has(clause, 'verb', 'delete') || has(clause, 'neg') ? 0 : (find(clause, 'time')?.n ?? 2_000);
  const both = has(clause, 'verb', 'fade', 'fade-any');
  const isIn = both || has(clause, 'verb', 'fade-in');
  const isOut = both || has(clause, 'verb', 'fade-out');
  return isIn || isOut ? { ...(isIn && { fadeInMs: length }), ...(isOut && { fadeOutMs: length }) } : undefined;
}
