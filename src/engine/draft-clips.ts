import { TRACK_TYPE } from '../contract/upstream/draft.ts';
import type { EngineDraft } from './draft.ts';

/** Names of the clips that a draft uses. */
export const clipsIn = (draft: EngineDraft): string[] =>
  draft.t.flatMap((track) => (track.tt === TRACK_TYPE.text ? [] : track.sg.flatMap(({ src }) => (src === undefined ? [] : [src]))));
