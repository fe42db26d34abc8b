import { describe, expect, test } from 'vitest';
import type { ProjectDetail } from '../../src/contract/relay/project.ts';
import { canCompile } from '../support/weapp/compilers.ts';
import type { WeappInBrowser } from '../support/weapp/glass-easel.ts';
import { lay, openEditor, say, stageMiniProgram, WORK_MS } from './mini-program.ts';

const program = stageMiniProgram();

/** The app dies as it stands: nothing is told to it, nothing is saved at the end. */
async function kill(phone: WeappInBrowser): Promise<{ storage: [string, string][] }> {
  const storage = await phone.storage();
  expect(await phone.problems()).toEqual([]);
  await phone.close();
  return { storage };
}

/** The newest project as the relay knows it. */
async function readProject(phone: Pick<WeappInBrowser, 'storage'>): Promise<ProjectDetail> {
  const { projects } = await program.ask<{ projects: { id: string }[] }>(phone, '/v1/projects');
  return program.ask<ProjectDetail>(phone, `/v1/projects/${projects[0]?.id}`);
}

const countPosts = (phone: WeappInBrowser, end: string): Promise<number> =>
  phone.phone(
    ({ calls }, where) => calls.filter(({ options }) => JSON.stringify(options).includes(`${where}","method":"POST"`)).length,
    end,
  );

describe.skipIf(!canCompile)('the mini program, killed by the phone', () => {
  test.each([
    { when: 'before the message left', isHeld: true },
    { when: 'before the answer to the message came', isHeld: false },
  ])('$when: it is sent on the next start, and becomes one turn', async ({ isHeld }) => {
    const phone = await program.open();
    await openEditor(phone, program.clip());
    if (isHeld) phone.outside.hold();
    await phone.type('editor.composer.input', '加个标题：周末的海');
    await (await phone.find('editor.composer.send')).tap();
    await expect.poll(() => countPosts(phone, '/turns')).toBe(1);
    const again = await program.open(await kill(phone));
    await again.tap('home.project-0');
    await again.find('editor.card-2', WORK_MS);
    const { turns, version } = await readProject(again);
    expect({ turns: turns.length, version }).toEqual({ turns: 1, version: 2 });
    expect(await again.problems()).toEqual([]);
  });

  test('in a turn: the turn goes on, and its result is there on the next start', async () => {
    const phone = await program.open();
    await openEditor(phone, program.clip());
    await say(phone, '配一段轻快的音乐');
    const again = await program.open(await kill(phone));
    await again.tap('home.project-0');
    await again.find('editor.card-2', WORK_MS);
    expect((await readProject(again)).turns).toHaveLength(1);
    expect(await countPosts(again, '/turns')).toBe(0);
    expect(await again.problems()).toEqual([]);
  });

  test('in an export: the render goes on, is not begun again, and its film can be saved', async () => {
    const phone = await program.open();
    await openEditor(phone, program.clip());
    await say(phone, '加个标题：周末的海');
    await phone.find('editor.card-2', WORK_MS);
    await phone.tap('editor.stage.export');
    await (await phone.find('export.start')).tap();
    await expect.poll(() => countPosts(phone, '/exports')).toBe(1);
    const again = await program.open(await kill(phone));
    await again.tap('home.project-0');
    await again.tap('editor.stage.export');
    await again.tap('export.start');
    await again.waitUntilEnabled('result.save', WORK_MS);
    await again.tap('result.save');
    await expect.poll(() => again.phone((each) => each.media.saved.length)).toBe(1);
    expect((await readProject(again)).exports).toHaveLength(1);
    expect(await again.problems()).toEqual([]);
  });

  test('in an upload that arrives unheard: the file is not asked for again, and the message that waited for it goes once', async () => {
    const phone = await program.open();
    await phone.willPick(lay(phone, program.clip()));
    await (await phone.find('home.pick')).tap();
    const isSending = () => phone.phone(({ calls }) => calls.some(({ name }) => name === 'uploadFile'));
    await expect.poll(isSending, { timeout: WORK_MS, interval: 10 }).toBe(true);
    phone.outside.deafen();
    await phone.find('editor.composer.input');
    await say(phone, '加个标题：周末的海');
    const { storage } = await kill(phone);
    const dead = { storage: async () => storage };
    await expect.poll(async () => (await readProject(dead)).clips.length, { timeout: WORK_MS }).toBe(1);
    const again = await program.open({ storage });
    await again.tap('home.project-0');
    await again.find('editor.card-2', WORK_MS);
    const { clips, turns } = await readProject(again);
    expect({ clips: clips.length, turns: turns.length }).toEqual({ clips: 1, turns: 1 });
    expect(await again.testIds()).not.toContain('upload.row-0.retry');
    expect(await again.problems()).toEqual([]);
  });
});
