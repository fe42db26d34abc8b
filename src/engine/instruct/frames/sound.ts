import { musicOf, voicesOf } from '../../edits/tracks.ts';
import { edits, type Frame, nothing, type Outcome, type Scene, say } from '../scene.ts';
import { noSuchClip, segmentsMeant } from '../targets.ts';
import { all, type Clause, find, has } from '../token.ts';
import { fadeOf, hasMusic, music } from './music.ts';
import { hasTime, rangeMeant } from './range.ts';
import { soundMeant, volumeChange } from './volume.ts';

/** What is heard: volumes, music, voice-over, noise, loudness. */
export const soundFrame: Frame = (clause, scene) => {
  if (has(clause, 'thing', 'caption', 'title', 'font', 'cue')) return undefined;
  if (has(clause, 'thing', 'pitch')) return nothing;
  if (has(clause, 'thing', 'silence') && has(clause, 'verb', 'delete', 'trim')) return undefined;
  if (has(clause, 'verb', 'speak')) return spoken(clause, scene);
  if (has(clause, 'verb', 'denoise') || (has(clause, 'thing', 'noise') && has(clause, 'verb', 'delete', 'quieter', 'smaller')))
    return edits({ type: 'set_denoise', on: !has(clause, 'neg') });
  if (has(clause, 'verb', 'normalize')) return edits({ type: 'set_loudness', on: true });
  if (has(clause, 'verb', 'mute') || isSwitchedOff(clause, scene)) return muted(clause, scene);
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
    clause.tokens.some((token) => token.kind === 'thing' && token.value !== 'video' && token.value !== 'sound')
  )
    return false;
  return (
    scene.thing === 'music' ||
    has(clause, 'another') ||
    has(clause, 'verb', 'add') ||
    (has(clause, 'verb', 'change') && (musicOf(scene.draft).length > 0 || scene.thing === 'original'))
  );
}

/** 「太吵了 帮我关了」: a switch turned off is that of the sound spoken of. */
const isSwitchedOff = (clause: Clause, { thing }: Scene): boolean =>
  thing === 'original' &&
  clause.tokens.some(({ kind, value, raw }) => kind === 'verb' && value === 'delete' && /^(?:关|turn off)/i.test(raw)) &&
  !clause.tokens.some(({ kind, value }) => ['time', 'range'].includes(kind) || (kind === 'thing' && value !== 'speech'));

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

function muted(clause: Clause, scene: Scene): Outcome {
  const isOff =
    (has(clause, 'verb', 'mute') && has(clause, 'verb', 'delete', 'restore', 'undo')) || has(clause, 'neg') || /unmute/i.test(clause.text);
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

/** `keep the original sound`, `music off`, and fades of the music spoken of before. */
function aboutSound(clause: Clause, scene: Scene): Outcome | undefined {
  const fade = fadeOf(clause);
  if (fade && (scene.thing === 'music' || has(clause, 'thing', 'sound')) && hasMusic(clause, scene))
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
