import { ApiError } from '../../contract/error.ts';
import * as z from '../../contract/schema.ts';
import { Draft, isExportable, TRACK_TYPE } from '../../contract/upstream/draft.ts';
import { EngineDraft } from '../draft.ts';
import { clipsIn } from '../draft-clips.ts';
import type { Render } from '../store/renders.ts';
import type { Session } from '../store/sessions.ts';

const KNOWN_TRACKS: number[] = Object.values(TRACK_TYPE);

/** What a film is when nobody has said. */
const DEFAULT_META = { title: 'project', width: 1080, height: 1920 };

/**
 * The draft of a render. Read leniently: tracks of unknown type and missing outer fields do not stop it. A film without pictures, a
 * segment that makes no sense or a clip that the session does not have does.
 */
export function readRenderDraft(value: unknown, session: Session): EngineDraft {
  const outer = Draft.safeParse(value);
  if (!outer.success || !isExportable(outer.data)) throw new ApiError('draft_empty', 'the draft has no segment');
  const film = outer.data.t.find(({ tt, sg }) => tt === TRACK_TYPE.video && sg.length > 0);
  if (!film) throw new ApiError('draft_empty', 'the draft has no picture');
  const ends = film.sg.map(({ s = 0, d = 0 }) => s + d);
  const tracks = outer.data.t.filter(({ tt }) => KNOWN_TRACKS.includes(tt));
  const read = EngineDraft.safeParse({
    ...outer.data,
    d: outer.data.d ?? Math.max(...ends),
    m: { ...DEFAULT_META, ...outer.data.m },
    t: tracks,
  });
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new ApiError('bad_request', `the draft cannot be rendered: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  checkClips(read.data, session);
  return read.data;
}

/** Fails for a draft with a clip that the session does not have. */
export function checkClips(draft: EngineDraft, { clips }: Pick<Session, 'clips'>): void {
  const unknown = clipsIn(draft).find((src) => !clips.some(({ id }) => id === src));
  if (unknown !== undefined) throw new ApiError('bad_request', `the draft names the clip ${unknown}, which the session does not have`);
}

/** Smallest limit an export is fitted to, bytes: below it no film can be promised. */
const LEAST_LIMIT_BYTES = 500_000;

/** Fields of `output` beyond the published ones, as this engine takes them; whatever it does not know is left out. */
const Output = z.object({
  limitBytes: z.number().int().min(LEAST_LIMIT_BYTES).optional().catch(undefined),
  resolution: z.enum(['720', '1080']).optional().catch(undefined),
  fps: z.number().int().min(1).max(60).optional().catch(undefined),
});

/** What the export is to be. The limit of the settings is never passed. */
export function readOutput(value: unknown, limitBytes: number): Render['output'] {
  const output = Output.parse(value);
  return { ...output, limitBytes: Math.min(limitBytes, output.limitBytes ?? limitBytes) };
}
