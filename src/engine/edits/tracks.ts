import { TRACK_TYPE } from '../../contract/upstream/draft.ts';
import type { AudioSegment, EngineDraft, TextSegment, VideoSegment } from '../draft.ts';

type Track = EngineDraft['t'][number];
type SegmentOf<Type extends Track['tt']> = Extract<Track, { tt: Type }>['sg'][number];

const segmentsOf = <Type extends Track['tt']>(draft: EngineDraft, type: Type): SegmentOf<Type>[] =>
  draft.t.filter((track): track is Extract<Track, { tt: Type }> => track.tt === type).flatMap((track) => track.sg as SegmentOf<Type>[]);

/** The first video track: the film. */
export const filmOf = (draft: EngineDraft): VideoSegment[] => draft.t.find((track) => track.tt === TRACK_TYPE.video)?.sg ?? [];
export const textsOf = (draft: EngineDraft): TextSegment[] => segmentsOf(draft, TRACK_TYPE.text);
export const soundsOf = (draft: EngineDraft): AudioSegment[] => segmentsOf(draft, TRACK_TYPE.audio);
export const captionsOf = (draft: EngineDraft): TextSegment[] => textsOf(draft).filter((text) => text.role === 'caption');
export const titlesOf = (draft: EngineDraft): TextSegment[] => textsOf(draft).filter((text) => text.role === 'title');
export const musicOf = (draft: EngineDraft): AudioSegment[] => soundsOf(draft).filter((sound) => sound.role === 'bgm');
export const voicesOf = (draft: EngineDraft): AudioSegment[] => soundsOf(draft).filter((sound) => sound.role === 'voice');

/** Pictures in pictures: every video track after the film. */
export const overlaysOf = (draft: EngineDraft): VideoSegment[] => segmentsOf(draft, TRACK_TYPE.video).slice(filmOf(draft).length);

/** Puts a film in place of the film. */
export function withFilm(draft: EngineDraft, film: VideoSegment[]): EngineDraft {
  const at = draft.t.findIndex((track) => track.tt === TRACK_TYPE.video);
  if (at === -1) return { ...draft, t: [{ tt: TRACK_TYPE.video, sg: film }, ...draft.t] };
  return { ...draft, t: draft.t.map((track, i) => (i === at ? ({ ...track, sg: film } as Track) : track)) };
}

/** Replaces each segment of a kind by what `change` makes of it; none leaves it out, and a track left empty goes. */
function mapTracks<Type extends Track['tt']>(
  draft: EngineDraft,
  type: Type,
  change: (segment: SegmentOf<Type>) => SegmentOf<Type>[],
): EngineDraft {
  const film = draft.t.findIndex((track) => track.tt === TRACK_TYPE.video);
  const t = draft.t.flatMap((track, i): Track[] => {
    if (track.tt !== type || i === film) return [track];
    const sg = (track.sg as SegmentOf<Type>[]).flatMap(change);
    return sg.length === 0 ? [] : [{ ...track, sg: inOrder(sg) } as Track];
  });
  return { ...draft, t };
}

const inOrder = <Segment extends { s: number }>(segments: Segment[]): Segment[] => [...segments].sort((a, b) => a.s - b.s);

export const mapTexts = (draft: EngineDraft, change: (text: TextSegment) => TextSegment[]): EngineDraft =>
  mapTracks(draft, TRACK_TYPE.text, change);
export const mapSounds = (draft: EngineDraft, change: (sound: AudioSegment) => AudioSegment[]): EngineDraft =>
  mapTracks(draft, TRACK_TYPE.audio, change);
export const mapOverlays = (draft: EngineDraft, change: (segment: VideoSegment) => VideoSegment[]): EngineDraft =>
  mapTracks(draft, TRACK_TYPE.video, change);

/** Adds to the last track of the kind that is not the film, or opens one. */
function addTo<Type extends Track['tt']>(draft: EngineDraft, type: Type, segments: SegmentOf<Type>[]): EngineDraft {
  if (segments.length === 0) return draft;
  const film = draft.t.findIndex((track) => track.tt === TRACK_TYPE.video);
  const at = draft.t.findIndex((track, i) => track.tt === type && i !== film);
  if (at === -1) return { ...draft, t: [...draft.t, { tt: type, sg: inOrder(segments) } as Track] };
  return {
    ...draft,
    t: draft.t.map((track, i) =>
      i === at ? ({ ...track, sg: inOrder([...(track.sg as SegmentOf<Type>[]), ...segments]) } as Track) : track,
    ),
  };
}

export const addTexts = (draft: EngineDraft, texts: TextSegment[]): EngineDraft => addTo(draft, TRACK_TYPE.text, texts);
export const addSounds = (draft: EngineDraft, sounds: AudioSegment[]): EngineDraft => addTo(draft, TRACK_TYPE.audio, sounds);
export const addOverlays = (draft: EngineDraft, segments: VideoSegment[]): EngineDraft => addTo(draft, TRACK_TYPE.video, segments);

/** Makes ids that no segment of the draft has: `v4`, `v5` … */
export function idMaker(draft: EngineDraft): (prefix: 'v' | 'a' | 't') => string {
  const taken = new Set(draft.t.flatMap((track) => track.sg.map((segment) => segment.id)));
  const last: Record<string, number> = {};
  return (prefix) => {
    let n = last[prefix] ?? 0;
    do n += 1;
    while (taken.has(`${prefix}${n}`));
    last[prefix] = n;
    taken.add(`${prefix}${n}`);
    return `${prefix}${n}`;
  };
}
