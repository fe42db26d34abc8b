import type { Browser } from 'playwright-core';

type TraceEvent = { name: string; pid: number; tid: number; ts: number; dur?: number; tdur?: number; args?: { name?: string } };

/** Milliseconds of one frame of a page. `busyMs` is processor time of its main thread, which a busy machine does not stretch. */
export type Frame = { busyMs: number; longestTaskMs: number };

/** Does something in a page, and gives every frame that was drawn meanwhile. One page must be open. */
export async function traceFrames<Result>(browser: Browser, run: () => Promise<Result>): Promise<{ result: Result; frames: Frame[] }> {
  const devtools = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'], excludedCategories: ['*'] },
  });
  const result = await run();
  const ended = new Promise<void>((resolve) => devtools.once('Tracing.tracingComplete', () => resolve()));
  await devtools.send('Tracing.end');
  await ended;
  await devtools.detach();
  return { result, frames: readFrames(events) };
}

/** Tasks of the main thread, by the frame they ended up in. */
function readFrames(events: TraceEvent[]): Frame[] {
  const place = ({ pid, tid }: TraceEvent): string => `${pid}.${tid}`;
  const main = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(place));
  const commits = events.filter((event) => event.name === 'BeginCommitCompositorFrame' && main.has(place(event)));
  const ends = commits.map(({ ts }) => ts).sort((a, b) => a - b);
  const tasks = events.filter((event) => event.name === 'RunTask' && main.has(place(event)));
  let from = Number.NEGATIVE_INFINITY;
  return ends.map((end) => {
    const times = tasks.filter(({ ts }) => ts > from && ts <= end).map(({ tdur = 0 }) => tdur / 1_000);
    from = end;
    return { busyMs: times.reduce((sum, ms) => sum + ms, 0), longestTaskMs: Math.max(0, ...times) };
  });
}
