import path from 'node:path';
import type { ProjectDetail } from '../../../src/contract/relay/project.ts';
import { createGate } from '../../support/scripted-relay/script.ts';
import { startScriptedRelay } from '../../support/scripted-relay.ts';
import { openOnGlassEasel, type WeappInBrowser } from '../../support/weapp/glass-easel.ts';
import { busiestSecond, type SetData } from '../../support/weapp/set-data.ts';
import { addLongProject, MESSAGES } from './_long.ts';
import { judge } from './_verdict.ts';

/* What crosses from the mini program to its view, in the engine of WeChat: a reply of 2,000 characters, a long project, lanes that scroll. */

const CHARACTERS = 2_000;
const PIECE = '这段话是一点一点到的。';

const root = path.resolve(import.meta.dirname, '../../..');
const relay = await startScriptedRelay();
const opening = { folder: path.join(root, 'dist/weapp'), relayUrl: relay.url.replace(/\/$/, '') };

/** Opens a phone, does something there, and gives the updates of its screen meanwhile. */
async function watch(first: string, act: (phone: WeappInBrowser) => Promise<number>): Promise<SetData[]> {
  const phone = await openOnGlassEasel({ ...opening, first });
  try {
    const from = await act(phone);
    await phone.settle(500);
    return (await phone.updates()).slice(from);
  } finally {
    await phone.close();
  }
}

const countUpdates = async (phone: WeappInBrowser): Promise<number> => (await phone.updates()).length;
const largestOf = (updates: SetData[]): number => Math.max(...updates.map(({ bytes }) => bytes));

async function stream(phone: WeappInBrowser): Promise<number> {
  await phone.find('editor.stage.export', 30_000);
  await phone.settle(500);
  const from = await countUpdates(phone);
  const ended = createGate();
  relay.script.turns = [
    async (tell) => {
      tell({ type: 'started', at: Date.now() });
      for (let sent = 0; sent < CHARACTERS; sent += PIECE.length) {
        tell({ type: 'text', delta: PIECE });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      tell({ type: 'done', outcome: 'answered' });
      ended.open();
    },
  ];
  await phone.type('editor.composer.input', '说说看');
  await phone.tap('editor.composer.send');
  await ended.opened;
  return from;
}

/** A finger on the lanes, a frame at a time, for two seconds. */
async function scrollLanes(phone: WeappInBrowser): Promise<number> {
  await phone.tap('editor.stage.unfold');
  await phone.tap('timeline.zoom-in');
  await phone.settle(500);
  const from = await countUpdates(phone);
  await phone.page.evaluate(async () => {
    const lanes = [...document.querySelectorAll('*')].findLast(
      (node) => /auto|scroll/.test(getComputedStyle(node).overflowX) && node.scrollWidth > 2 * node.clientWidth,
    );
    if (!lanes) throw new Error('no lanes to scroll');
    for (let step = 0; step < 120; step += 1) {
      lanes.scrollLeft += 8;
      await new Promise((done) => requestAnimationFrame(done));
    }
  });
  return from;
}

try {
  const short = relay.world.addProject('海边');
  relay.world.addClip(short, { name: 'sea.mp4', sizeBytes: 12_000_000 });
  const long = addLongProject(relay);
  const editor = ({ project }: ProjectDetail): string => `/pages/editor/index?id=${project.id}`;
  const streamed = await watch(editor(short), stream);
  const opened = await watch(editor(long), async (phone) => {
    await phone.find('editor.stage.export', 30_000);
    return 0;
  });
  const scrolled = await watch(editor(long), async (phone) => {
    await phone.find('editor.stage.export', 30_000);
    await phone.settle(500);
    return scrollLanes(phone);
  });
  judge([
    { what: 'setData calls in the busiest second of a reply', value: busiestSecond(streamed), limit: 15, unit: 'calls' },
    { what: 'largest setData of a reply', value: largestOf(streamed), limit: 64 * 1_024, unit: 'bytes' },
    { what: `largest setData as a project of ${MESSAGES} messages opens`, value: largestOf(opened), limit: 256 * 1_024, unit: 'bytes' },
    { what: 'setData calls in the busiest second while lanes scroll', value: busiestSecond(scrolled), limit: 15, unit: 'calls' },
  ]);
  const total = streamed.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`${CHARACTERS} characters: ${streamed.length} calls, ${total} bytes in all; lanes: ${scrolled.length} calls`);
} finally {
  await relay.close();
}
