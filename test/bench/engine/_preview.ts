import path from 'node:path';
import { makePoster, makeProxy } from '../../../src/engine/copies.ts';
import type { EngineDraft } from '../../../src/engine/draft.ts';
import { createRenderer } from '../../../src/engine/render/renderer.ts';
import { sourceOf } from '../../support/media.ts';
import type { Meter } from './_cost.ts';
import { type Cast, draftOfFilm } from './_film.ts';
import { type Row, timeRow } from './_table.ts';

type Bench = { meter: Meter; clips: Cast; dir: string; seconds: number; runs: number };

const signal = new AbortController().signal;

/**
 * The rows of the preview. A phone plays the cut from proxies and lays words over them, so an edit waits for nothing; what the engine owes
 * is the poster and the proxy of a new clip. The last rows are the cut as a small film made from proxies.
 */
export async function measurePreview({ meter, clips: cast, dir, seconds, runs }: Bench): Promise<Row[]> {
  const { runner, measure } = meter;
  const clip = cast.get('c1');
  if (!clip) return [];
  const [posters, proxies, cuts, changes]: number[][] = [[], [], [], []];
  const small = (tx?: string): EngineDraft => ({ ...draftOfFilm(seconds, tx), m: { title: '', width: 540, height: 960 } });
  for (let run = 0; run < runs; run++) {
    const target = path.join(dir, 'proxy.mp4');
    posters?.push((await measure(() => makePoster({ runner, clip, target: path.join(dir, 'poster.jpg'), signal }))).wallMs);
    proxies?.push((await measure(() => makeProxy({ runner, clip, target, signal, priority: 'now' }))).wallMs);
    const clips = new Map(cast).set('c1', await sourceOf(runner, target));
    const renderer = createRenderer({ runner, dir: path.join(dir, `preview${run}`) });
    const render = (draft: EngineDraft) => measure(() => renderer.render({ draft, clips, target: path.join(dir, 'cut.mp4'), signal }));
    cuts?.push((await render(small())).wallMs);
    changes?.push((await render(small('改过的一句'))).wallMs);
  }
  return [
    timeRow('a new clip’s poster', posters ?? [], 300),
    timeRow(`the proxy of ${seconds + 6} s, which a phone previews from`, proxies ?? [], (seconds + 6) * 500),
    timeRow(`the whole cut of ${seconds} s at 540p, from proxies`, cuts ?? [], 1_500 * Math.max(1, seconds / 30)),
    timeRow('the same after one caption changed', changes ?? [], 1_500),
  ];
}
