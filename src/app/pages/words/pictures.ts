import type { ProjectDetail } from '../../../contract/relay/project.ts';
import { addressOf } from '../../relay.ts';

/** Picture of each clip, by the draft's name for it. */
export const picturesOf = ({ clips }: ProjectDetail): Record<string, string> =>
  Object.fromEntries(clips.flatMap(({ draftName, posterUrl }) => (posterUrl === undefined ? [] : [[draftName, addressOf(posterUrl)]])));
