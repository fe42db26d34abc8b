import * as z from '../schema.ts';

/** Track types of the wire. Source: the mission document, "Draft field mapping". */
export const TRACK_TYPE = { video: 0, audio: 1, text: 7 } as const;

/**
 * A segment as the wire has it. Only `sg` and `d` are published; the rest was seen in recorded streams (`n`, `s`, `tx`) or is the
 * embedded engine's (`src`, `in`, `out`, `speed`, `vol`, `role`). Every other field is kept as it came.
 */
export const UpstreamSegment = z.looseObject({
  id: z.string().optional(),
  n: z.string().optional(),
  /** Start on the timeline, ms. */
  s: z.number().optional(),
  /** Length on the timeline, ms. */
  d: z.number().optional(),
  tx: z.string().optional(),
  src: z.string().optional(),
  in: z.number().optional(),
  out: z.number().optional(),
  speed: z.number().optional(),
  /** Percent; 100 is as recorded. */
  vol: z.number().optional(),
  role: z.string().optional(),
});
export type UpstreamSegment = z.infer<typeof UpstreamSegment>;

export const UpstreamTrack = z.looseObject({ tt: z.number(), sg: z.array(UpstreamSegment).default([]) });

/** The document kept upstream. It goes back to render exactly as it came: parse it for reading only. */
export const Draft = z.looseObject({
  t: z.array(UpstreamTrack).default([]),
  d: z.number().optional(),
  m: z.looseObject({ title: z.string().optional(), width: z.number().optional(), height: z.number().optional() }).optional(),
});
export type Draft = z.infer<typeof Draft>;

/** Whether a render of the draft can show anything. Source: the contract, "some track in `t` has a non-empty `sg`". */
export const isExportable = (draft: Draft): boolean => draft.t.some((track) => track.sg.length > 0);
