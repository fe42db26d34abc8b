import { musicOf, voicesOf } from '../../edits/tracks.ts';
import { edits, nothing, type Outcome, type Scene } from '../scene.ts';
import { segmentsMeant } from '../targets.ts';
import { type Clause, find, has, isLittle, type Token } from '../token.ts';
import { askWhich } from './meaning.ts';

type Of = 'original' | 'music' | 'voice' | 'all';

/** 「去掉原声」 is one word for silence that names what goes silent. */
const NAMES_ORIGINAL = /原声|原音|原视频的?声音|同期声|original (?:sound|audio)/i;

/** What a clause wants louder, quieter or silent. */
export function soundMeant(clause: Clause, scene: Scene): Of {
  if (has(clause, 'thing', 'music')) return 'music';
  if (has(clause, 'thing', 'original', 'speech', 'video', 'clip') || NAMES_ORIGINAL.test(clause.text)) return 'original';
  if (has(clause, 'thing', 'voice')) return voicesOf(scene.draft).length > 0 ? 'voice' : 'original';
  const isVolume = /音量|volume/i.test(clause.text);
  if (scene.thing === 'music' && (isVolume || !has(clause, 'thing', 'sound'))) return 'music';
  return has(clause, 'all') && !has(clause, 'this') ? 'all' : 'original';
}

/** Louder or quieter by this factor when nobody says. */
const LOUDER = 1.5;
const BIT = 1.25;

/** `it's drowning out my voice`, 「音乐盖住人声了」: the music is what is too loud. */
const DROWNS =
  /drown|overpower|over ?powering|(?:can'?t|cannot|can ?not|hard to|barely) hear (?:myself|me|my voice|us|them|him|her|anyone|what)\b.*(?:music|song|over)|(?:盖住|盖过|压住|压过|掩盖|淹没)了?(?:我的?|人)?(?:的)?(?:人声|原声|声音|说话)/i;

/** Louder, quieter, to a figure. */
export function volumeChange(clause: Clause, scene: Scene): Outcome | undefined {
  if (DROWNS.test(clause.text) && musicOf(scene.draft).length > 0) {
    scene.thing = 'music';
    const isAnswered = scene.clauses.some(
      (other) => other !== clause && has(other, 'verb', 'quieter', 'lower', 'smaller', 'delete', 'change'),
    );
    if (isAnswered) return nothing;
    return edits({ type: 'set_volume', of: 'music', times: 1 / LOUDER });
  }
  const adds = has(clause, 'verb', 'add') && (has(clause, 'thing', 'music') || has(clause, 'mood'));
  const isOfPicture =
    has(clause, 'thing', 'picture', 'logo') || has(clause, 'verb', 'contrast', 'saturate', 'brighter', 'darker', 'warmer', 'cooler');
  const level = adds || isOfPicture ? undefined : levelMeant(clause, scene);
  if (!level) return undefined;
  if (has(clause, 'neg') && level.percent === undefined) return nothing;
  const meant = segmentsMeant(clause, scene);
  const of = meant && meant.ids.length > 0 && !has(clause, 'thing', 'music') ? meant.ids : soundMeant(clause, scene);
  const isOfSome =
    of === 'original' &&
    scene.film.length > 1 &&
    !meant &&
    clause.tokens.some(({ kind, raw }) => kind === 'this' && /段|clip|part/.test(raw));
  if (isOfSome) return askWhich(scene, { zh: '声音小一点：', en: 'Quieter:' });
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
  const by = /(?:音量|volume)\s*([-−+＋])\s*(\d+)/i.exec(clause.text);
  if (by) return { percent: Math.max(0, levelNow(clause, scene) + (/[+＋]/.test(by[1] ?? '') ? 1 : -1) * Number(by[2])) };
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
  const isTo = has(clause, 'to') || /一点\s+\d/.test(clause.text) || /[到成为至]|set|\bat\b|=/i.test(clause.text);
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
  const figures = clause.tokens.filter(({ kind }) => kind === 'number');
  return isVolume ? (has(clause, 'from') ? figures.at(-1) : figures[0])?.n : undefined;
}

function factorOf(clause: Clause): number {
  if (has(clause, 'double')) return 2;
  const times = find(clause, 'times')?.n;
  if (times !== undefined) return times;
  return isLittle(clause) ? BIT : has(clause, 'lot') ? 2 : LOUDER;
}
