import type { Mood } from '../../draft.ts';
import { musicOf, voicesOf } from '../../edits/tracks.ts';
import { firstOf } from '../first-of.ts';
import { edits, type Frame, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { noSuchClip, segmentsMeant } from '../targets.ts';
import { all, type Clause, find, has, isLittle, isUnwanted, type Token } from '../token.ts';
import { moodOf } from './pace.ts';
import { hasTime, rangeMeant } from './range.ts';

type Of = 'original' | 'music' | 'voice' | 'all';

/** What is heard: volumes, music, voice-over, noise, loudness. */
export const soundFrame: Frame = (clause, scene) => {
  if (has(clause, 'thing', 'caption', 'title', 'font', 'cue')) return undefined;
  if (has(clause, 'thing', 'pitch')) return nothing;
  if (has(clause, 'thing', 'silence') && has(clause, 'verb', 'delete', 'trim')) return undefined;
  if (has(clause, 'verb', 'speak')) return spoken(clause, scene);
  if (has(clause, 'verb', 'denoise') || (has(clause, 'thing', 'noise') && has(clause, 'verb', 'delete', 'quieter', 'smaller')))
    return edits({ type: 'set_denoise', on: !has(clause, 'neg') });
  if (has(clause, 'verb', 'normalize')) return edits({ type: 'set_loudness', on: true });
  if (has(clause, 'verb', 'mute')) return muted(clause, scene);
  if (has(clause, 'verb', 'duck') && (has(clause, 'thing', 'music', 'sound') || scene.thing === 'music' || musicOf(scene.draft).length > 0))
    return edits({ type: 'set_music', duck: !has(clause, 'neg') });
  if (has(clause, 'thing', 'music') && musicOf(scene.draft).length === 0 && /轻一?点/.test(clause.text))
    return edits({ type: 'add_music', mood: 'calm' });
  const volume = volumeChange(clause, scene);
  if (volume) return volume;
  if (has(clause, 'thing', 'music') || isMusicByMood(clause, scene)) return music(clause, scene);
  return aboutSound(clause, scene);
};

/** 「换一首欢快点的」, 「配个轻音乐」: a mood without the word music. */
function isMusicByMood(clause: Clause, scene: Scene): boolean {
  if (
    !has(clause, 'mood') ||
    has(clause, 'verb', 'delete') ||
    has(clause, 'time') ||
    all(clause, 'count').some(({ n, value }) => n !== 1 || value !== 'clip') ||
    clause.tokens.some((token) => token.kind === 'thing' && token.value !== 'video')
  )
    return false;
  return (
    scene.thing === 'music' ||
    has(clause, 'another') ||
    has(clause, 'verb', 'add') ||
    (has(clause, 'verb', 'change') && (musicOf(scene.draft).length > 0 || scene.thing === 'original'))
  );
}

function spoken(clause: Clause, scene: Scene): Outcome {
  const text = find(clause, 'quote')?.value;
  const gender = find(clause, 'gender')?.value ?? (/女/.test(clause.text) ? 'female' : /男/.test(clause.text) ? 'male' : undefined);
  if (has(clause, 'verb', 'delete') || has(clause, 'neg'))
    return voicesOf(scene.draft).length > 0
      ? edits({ type: 'remove_sound', of: 'voice' })
      : { kind: 'answer', text: say(scene, '现在没有配音，不用去掉。', 'There is no voice-over to remove.') };
  if (text === undefined)
    return {
      kind: 'ask',
      question: say(
        scene,
        '要念什么？把原话发给我，例如：女声念：周末去了海边。',
        'What shall be read? For example: read aloud: “We went to the sea.”',
      ),
      options: [],
    };
  const voice = gender === 'female' || gender === 'male' ? gender : undefined;
  return edits({ type: 'add_voice', text, ...(voice && { voice }) });
}

/** What a clause wants louder, quieter or silent. */
function soundMeant(clause: Clause, scene: Scene): Of {
  if (has(clause, 'thing', 'music')) return 'music';
  if (has(clause, 'thing', 'original', 'speech', 'video', 'clip')) return 'original';
  if (has(clause, 'thing', 'voice')) return voicesOf(scene.draft).length > 0 ? 'voice' : 'original';
  const isVolume = /音量|volume/i.test(clause.text);
  if (scene.thing === 'music' && (isVolume || !has(clause, 'thing', 'sound'))) return 'music';
  return has(clause, 'all') && !has(clause, 'this') ? 'all' : 'original';
}

function muted(clause: Clause, scene: Scene): Outcome {
  const isOff = has(clause, 'verb', 'delete', 'restore', 'undo') || has(clause, 'neg') || /unmute/i.test(clause.text);
  const meant = segmentsMeant(clause, scene);
  if (meant?.missing !== undefined) return { kind: 'answer', text: noSuchClip(meant.missing, scene) };
  const [range] = hasTime(clause) ? rangeMeant(clause, scene.draft.d, true) : [];
  if (range && !meant && !has(clause, 'thing', 'music'))
    return edits({ type: 'set_volume', of: 'original', percent: isOff ? 100 : 0, range });
  if (meant && meant.ids.length > 0 && !has(clause, 'thing', 'music'))
    return edits({ type: 'set_volume', of: meant.ids, percent: isOff ? 100 : 0 });
  const of = soundMeant(clause, scene);
  scene.thing = of === 'music' ? 'music' : 'original';
  return edits({ type: 'set_volume', of, percent: isOff ? 100 : 0 });
}

/** Louder or quieter by this factor when nobody says. */
const LOUDER = 1.5;
const BIT = 1.25;

function volumeChange(clause: Clause, scene: Scene): Outcome | undefined {
  const adds = has(clause, 'verb', 'add') && has(clause, 'thing', 'music');
  const isOfPicture =
    has(clause, 'thing', 'picture', 'logo') || has(clause, 'verb', 'contrast', 'saturate', 'brighter', 'darker', 'warmer', 'cooler');
  const level = adds || isOfPicture ? undefined : levelMeant(clause, scene);
  if (!level) return undefined;
  if (has(clause, 'neg') && level.percent === undefined) return nothing;
  const meant = segmentsMeant(clause, scene);
  const of = meant && meant.ids.length > 0 && !has(clause, 'thing', 'music') ? meant.ids : soundMeant(clause, scene);
  scene.thing = of === 'music' ? 'music' : 'original';
  const isMissing = of === 'music' && musicOf(scene.draft).length === 0 && level.percent !== undefined && level.percent > 0;
  const isListed =
    isMissing &&
    scene.clauses.length > 2 &&
    !scene.avoid.has('music') &&
    !scene.clauses.some((other) => other !== clause && has(other, 'thing', 'music'));
  if (isListed) return edits({ type: 'add_music', percent: level.percent });
  return edits({ type: 'set_volume', of, ...level });
}

const isAboutVolume = (clause: Clause, scene: Scene): boolean =>
  has(clause, 'thing', 'music', 'sound', 'original', 'voice', 'speech') || scene.thing === 'music' || scene.thing === 'original';

/** The level meant: in percent, or so many times what it is. */
function levelMeant(clause: Clause, scene: Scene): { percent?: number; times?: number } | undefined {
  const isSound = isAboutVolume(clause, scene);
  const up = has(clause, 'verb', 'louder') || (isSound && has(clause, 'verb', 'bigger', 'higher'));
  const down = has(clause, 'verb', 'quieter') || (isSound && has(clause, 'verb', 'smaller', 'lower'));
  const target = figureMeant(clause, isSound);
  if (!up && !down && has(clause, 'mood') && (has(clause, 'thing', 'music') || scene.thing === 'music')) return undefined;
  if (!up && !down) return target === undefined ? halved(clause, isSound) : { percent: target };
  if (target === undefined) return halved(clause, true) ?? { times: up ? factorOf(clause) : 1 / factorOf(clause) };
  return turnedBy(clause, scene, up ? target : -target);
}

/** To a figure, by so many points, or by a share of what it is. */
function turnedBy(clause: Clause, scene: Scene, by: number): { percent?: number; times?: number } {
  if (has(clause, 'percent', 'points')) return { percent: Math.max(0, levelNow(clause, scene) + by) };
  const isTo = has(clause, 'to') || /[到成为至]|set|\bat\b|=/i.test(clause.text);
  return isTo ? { percent: Math.abs(by) } : { times: Math.max(0, 1 + by / 100) };
}

/** How loud what a clause speaks of is now; percent. */
function levelNow(clause: Clause, scene: Scene): number {
  const of = soundMeant(clause, scene);
  if (of === 'music') return musicOf(scene.draft)[0]?.vol ?? 100;
  return (of === 'voice' ? voicesOf(scene.draft)[0]?.vol : scene.film[0]?.vol) ?? 100;
}

const halved = (clause: Clause, isSound: boolean): { times: number } | undefined =>
  isSound && has(clause, 'half') ? { times: 0.5 } : isSound && has(clause, 'double') ? { times: 2 } : undefined;

const isOtherThing = ({ kind, value }: Token): boolean => kind === 'thing' && value !== 'music' && value !== 'original';

/** The figure that a level is named by. Without a sound named, a percentage may be of anything. */
function figureMeant(clause: Clause, isSound: boolean): number | undefined {
  const percent = find(clause, 'percent')?.n;
  const isLevel = isSound || has(clause, 'verb', 'louder', 'quieter');
  if (percent !== undefined) return isLevel ? percent : undefined;
  if (!isSound) return undefined;
  if (has(clause, 'half') && has(clause, 'to')) return 50;
  const isBare = clause.tokens.every(({ kind }) => ['number', 'fill', 'space', 'only'].includes(kind));
  const isVolume =
    isBare ||
    /音量/.test(clause.text) ||
    has(clause, 'thing', 'sound') ||
    has(clause, 'to') ||
    (has(clause, 'verb', 'change') && !clause.tokens.some(isOtherThing));
  return isVolume ? find(clause, 'number')?.n : undefined;
}

function factorOf(clause: Clause): number {
  if (has(clause, 'double')) return 2;
  const times = find(clause, 'times')?.n;
  if (times !== undefined) return times;
  return isLittle(clause) ? BIT : has(clause, 'lot') ? 2 : LOUDER;
}

function music(clause: Clause, scene: Scene): Outcome | undefined {
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

const unwanted = (clause: Clause, scene: Scene): Outcome | undefined => {
  const isThere =
    musicOf(scene.draft).length > 0 ||
    scene.clauses.some((other) => other !== clause && has(other, 'thing', 'music') && has(other, 'verb', 'add'));
  if (hasTime(clause) && (has(clause, 'verb', 'delete') || has(clause, 'neg')) && isThere) return cutMusic(clause, scene);
  const isRefused = (has(clause, 'neg') && !has(clause, 'verb', 'delete')) || scene.avoid.has('music');
  if (isRefused && !isUnwanted(clause) && !scene.avoid.has('music')) return nothing;
  if (isRefused) return musicOf(scene.draft).length > 0 ? edits({ type: 'remove_sound', of: 'music' }) : nothing;
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

const wantsOwn = (clause: Clause): boolean => /我的|我上传|我传|my own|my music|my song|i uploaded|this song|这首/i.test(clause.text);

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
  return edits(add, ...(fade ? [{ type: 'set_music' as const, ...fade }] : []));
}

/** The mood named last; a kind of music (`chill lofi`) says more than a feeling. */
const bestMood = (clause: Clause): Token | undefined => {
  const change = find(clause, 'verb', 'change');
  const after = all(clause, 'mood').filter((mood) => change !== undefined && mood.start > change.start);
  const moods = after.length > 0 ? after : all(clause, 'mood');
  return moods.find((mood) => mood.value === 'lofi') ?? moods.at(-1);
};

/** A file of the person's where one is named, or sent and no mood asked for; else a bed of the mood. */
function sourceMeant(clause: Clause, scene: Scene, another: boolean): { clip?: string; mood?: Mood } {
  const named = find(clause, 'clip-name')?.value;
  if (named !== undefined) return { clip: named };
  const mood = bestMood(clause);
  const own = scene.clips.findLast((clip) => clip.kind === 'audio')?.id;
  const isOwn = wantsOwn(clause) || (!mood && !(another && musicOf(scene.draft).length > 0));
  if (own !== undefined && isOwn) return { clip: own };
  return mood ? { mood: moodOf(mood.value) } : {};
}

function fadeOf(clause: Clause): { fadeInMs?: number; fadeOutMs?: number } | undefined {
  const length = find(clause, 'time')?.n ?? 2_000;
  const both = has(clause, 'verb', 'fade', 'fade-any');
  const isIn = both || has(clause, 'verb', 'fade-in');
  const isOut = both || has(clause, 'verb', 'fade-out');
  return isIn || isOut ? { ...(isIn && { fadeInMs: length }), ...(isOut && { fadeOutMs: length }) } : undefined;
}

/** `keep the original sound`, `music off`, and fades of the music spoken of before. */
function aboutSound(clause: Clause, scene: Scene): Outcome | undefined {
  const fade = fadeOf(clause);
  if (fade && (scene.thing === 'music' || has(clause, 'thing', 'sound')) && musicOf(scene.draft).length > 0)
    return edits({ type: 'set_music', ...fade });
  if (!has(clause, 'thing', 'original', 'sound', 'voice')) return undefined;
  if (has(clause, 'verb', 'keep', 'restore') || (has(clause, 'neg') && has(clause, 'verb', 'delete', 'mute'))) {
    const isOn = scene.film.every((segment) => segment.vol === undefined || segment.vol === 100);
    if (!isOn) return edits({ type: 'set_volume', of: 'original', percent: 100 });
    if (scene.clauses.length > 1) return nothing;
    return {
      kind: 'answer',
      text: say(scene, '原声一直开着，音量 100%，不用改。', 'The original sound is on at 100 %; nothing to change.'),
    };
  }
  const isReplaced = has(clause, 'verb', 'change') && scene.clauses.some((other) => other !== clause && has(other, 'thing', 'music'));
  if (has(clause, 'verb', 'delete') || has(clause, 'neg') || isReplaced) {
    if (has(clause, 'thing', 'voice') && voicesOf(scene.draft).length > 0) return edits({ type: 'remove_sound', of: 'voice' });
    scene.thing = 'original';
    return edits({ type: 'set_volume', of: has(clause, 'all') ? 'all' : 'original', percent: 0 });
  }
  return undefined;
}
