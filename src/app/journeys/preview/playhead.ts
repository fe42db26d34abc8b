/** Where the person left the preview of each project, ms: it opens there again. */
const playheads = new Map<string, number>();

export const keepPlayhead = (projectId: string, ms: number): void => void playheads.set(projectId, ms);

/** 0 where the film became shorter than that, or was watched to its end. */
export function readPlayhead(projectId: string, durationMs: number): number {
  const ms = playheads.get(projectId) ?? 0;
  return ms < durationMs ? ms : 0;
}
