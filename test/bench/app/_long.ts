import type { ProjectDetail } from '../../../src/contract/relay/project.ts';
import { dressed, finishedTurn, timelineOf } from '../../support/scripted-relay/samples.ts';
import type { ScriptedRelay } from '../../support/scripted-relay.ts';

export const MESSAGES = 500;
export const SEGMENTS = 200;

/** A project that has been talked about for very long. */
export function addLongProject({ world }: ScriptedRelay): ProjectDetail {
  const detail = world.addProject('很长的一天');
  world.addClip(detail, { name: 'sea.mp4', sizeBytes: 12_000_000 });
  const clips = timelineOf(Array.from({ length: SEGMENTS / 2 }, () => 2_000));
  world.addVersion(detail, { version: 2, timeline: dressed(clips) });
  // A turn is two messages: what was said and what was answered.
  detail.turns = Array.from({ length: MESSAGES / 2 }, (_, index) =>
    finishedTurn(`turnold${String(index).padStart(4, '0')}`, `第 ${index} 次，再短一点`, [
      { type: 'text', delta: '好的，已经按你说的把第一段剪短了，节奏会更紧凑一些。\n\n字幕和音乐都跟着移动了。' },
    ]),
  );
  return detail;
}
