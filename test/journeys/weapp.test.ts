import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { canCompile } from '../support/weapp/compilers.ts';
import type { WeappInBrowser } from '../support/weapp/glass-easel.ts';
import { busiestSecond } from '../support/weapp/set-data.ts';
import { lay as layFile, openEditor as openWith, say, stageMiniProgram, WORK_MS } from './mini-program.ts';

/** Twice what goes in one call. */
const LARGE_BYTES = 40_000_000;

const program = stageMiniProgram();
const { open } = program;
const lay = (phone: WeappInBrowser, name = program.clip()) => layFile(phone, name);
const openEditor = (phone: WeappInBrowser): Promise<void> => openWith(phone, program.clip());

/** The clip with room after it, as an editor leaves it for later use: players skip a box of the kind `free`. */
async function padClip(name: string, sizeBytes: number): Promise<string> {
  const film = await readFile(name);
  const free = Buffer.alloc(sizeBytes - film.length);
  free.writeUInt32BE(free.length, 0);
  free.write('free', 4);
  const padded = name.replace(/\.mp4$/, '-large.mp4');
  await writeFile(padded, Buffer.concat([film, free]));
  return padded;
}

const countParts = (phone: WeappInBrowser): Promise<number> =>
  phone.phone(({ calls }) => calls.filter(({ options }) => JSON.stringify(options).includes('"x-http-method-override":"PATCH"')).length);

const savedCount = (phone: WeappInBrowser): Promise<number> => phone.phone((each) => each.media.saved.length);

describe.skipIf(!canCompile)('the mini program, built, against the real relay and engine', () => {
  test('a clip is picked, uploaded, edited by a sentence, exported and saved to the album', async () => {
    const phone = await open();
    await openEditor(phone);
    await phone.screenshot('weapp-uploaded');
    await say(phone, '加个标题：周末的海');
    await phone.find('editor.card-2', WORK_MS);
    await phone.screenshot('weapp-changed');

    await phone.tap('editor.stage.export');
    await phone.screenshot('weapp-export');
    await phone.tap('export.start');
    await phone.find('result.save', WORK_MS);
    await phone.settle(300);
    await phone.screenshot('weapp-result');
    await phone.tap('result.save');
    await expect.poll(() => savedCount(phone)).toBe(1);
    await phone.settle();
    await phone.screenshot('weapp-saved');

    const updates = await phone.updates();
    const largest = Math.max(...updates.map(({ bytes }) => bytes));
    console.log(`setData: ${updates.length} calls, busiest second ${busiestSecond(updates)}, largest ${largest} bytes`);
    expect(largest).toBeLessThanOrEqual(64 * 1024);
    expect(await phone.problems()).toEqual([]);
  });

  test('a suggestion becomes a finished film without a letter typed, album refused at first', async () => {
    const phone = await open({ settings: { needsConsent: true } });
    await phone.willPick(lay(phone));
    await phone.phone((each) => {
      each.media.allowsAlbum = false;
    });
    await phone.tap('home.pick');
    await phone.screenshot('weapp-consent');
    await phone.tap('privacy.agree');
    await phone.tap('editor.chip-2');
    await phone.find('editor.card-2', WORK_MS);
    await phone.tap('editor.stage.export');
    await phone.tap('export.start');
    await phone.find('result.save', WORK_MS);
    await phone.waitUntilEnabled('result.save');

    await phone.tap('result.save');
    await phone.find('album.open');
    await phone.screenshot('weapp-album');
    expect(await savedCount(phone)).toBe(0);
    await phone.tap('album.open');
    await expect.poll(() => savedCount(phone)).toBe(1);

    await phone.tap('result.friend');
    expect(await phone.phone((each) => each.media.sent.length)).toBe(1);
    expect(await phone.problems()).toEqual([]);
  });

  test('edits go back and forth, survive five seconds away and the death of the app', async () => {
    const phone = await open();
    await openEditor(phone);
    await say(phone, '加个标题：周末的海');
    await phone.find('editor.card-2', WORK_MS);
    await say(phone, '配一段轻快的音乐');
    // Before, in or after the turn: on a fast machine nobody can say, and it must make no difference.
    await phone.leave({ isLong: true });
    await phone.comeBack();
    await phone.find('editor.card-3', WORK_MS);

    await phone.tap('editor.stage.undo');
    await phone.find('editor.card-3.restore', WORK_MS);
    await phone.screenshot('weapp-undone');
    await phone.tap('editor.stage.redo');
    await phone.waitUntilGone('editor.card-3.restore', WORK_MS);

    const storage = await phone.storage();
    expect(await phone.problems()).toEqual([]);
    await phone.close();
    const again = await open({ storage });
    await again.find('home.project-0');
    await again.screenshot('weapp-home');
    await again.tap('home.project-0');
    await again.find('editor.card-3');
    expect(await again.problems()).toEqual([]);
  });

  test('a message on its way when the person leaves is sent by itself on return', async () => {
    const phone = await open();
    await openEditor(phone);
    const release = phone.outside.hold();
    await say(phone, '加个标题：周末的海');
    await phone.leave({ isLong: true });
    release();
    await phone.comeBack();
    await phone.find('editor.card-2', WORK_MS);
    expect(await phone.problems()).toEqual([]);
  });

  test('a large file goes in parts, and goes on after five seconds away and after the death of the app', async () => {
    const big = await padClip(program.clip(), LARGE_BYTES);
    const phone = await open();
    await phone.willPick(lay(phone, big));
    await phone.tap('home.pick');
    await expect.poll(() => countParts(phone), { timeout: WORK_MS, interval: 20 }).toBeGreaterThan(2);
    const release = phone.outside.hold();
    await phone.leave({ isLong: true });
    release();
    await phone.comeBack();
    const before = await countParts(phone);
    await expect.poll(() => countParts(phone), { timeout: WORK_MS, interval: 20 }).toBeGreaterThan(before + 2);
    phone.outside.hold();
    const sent = await countParts(phone);
    const storage = await phone.storage();
    await phone.close();

    const again = await open({ storage });
    await again.tap('home.project-0');
    await again.find('upload.row-0.retry', WORK_MS);
    await again.screenshot('weapp-lost-file');
    await again.willPick(lay(again, big));
    await again.tap('upload.row-0.retry');
    await again.find('editor.stage.export', WORK_MS);
    const rest = await countParts(again);
    console.log(`${LARGE_BYTES} bytes: ${sent} parts before the death of the app, ${rest} after it`);
    expect(rest).toBeLessThanOrEqual(LARGE_BYTES / 1_000_000 - sent + 3);
    expect(await again.problems()).toEqual([]);
  });

  test('a file from a chat begins a project, picked there or sent here while the app is open', async () => {
    const phone = await open();
    await phone.willPick(lay(phone));
    await phone.tap('home.from-chat');
    await phone.find('editor.stage.export', WORK_MS);
    await phone.back();
    await phone.find('home.project-0');

    const file = lay(phone);
    await phone.phone((each, { path: where, name, sizeBytes }) => {
      each.files.set(where, sizeBytes);
      each.emit('onAppShow', { scene: 1173, forwardMaterials: [{ path: where, name, size: sizeBytes, type: 'video/mp4' }] });
    }, file);
    await phone.find('editor.stage.export', WORK_MS);
    await phone.back();
    await phone.find('home.project-1');
    expect(await phone.problems()).toEqual([]);
  });

  test('two clips become two films, each by its own words, saved together and sent one by one', async () => {
    const phone = await open();
    await phone.willPick(lay(phone), lay(phone));
    await phone.tap('home.pick');
    await phone.tap('upload.mode-each');
    await phone.find('batch.row-1.instruction', WORK_MS);
    await phone.tap('batch.row-0.chip-1');
    await phone.tap('batch.row-1.instruction');
    await phone.type('batch.row-1.input', '加个标题：周末的海');
    await phone.screenshot('weapp-batch');
    await phone.tap('batch.row-1.done');
    await phone.tap('batch.start');
    await phone.waitUntilEnabled('batch.row-0.save', 2 * WORK_MS);
    await phone.waitUntilEnabled('batch.row-1.save', 2 * WORK_MS);
    await phone.screenshot('weapp-batch-done');

    await phone.tap('batch.save-all');
    await expect.poll(() => savedCount(phone)).toBe(2);
    await phone.tap('batch.row-0.friend');
    expect(await phone.phone((each) => each.media.sent.length)).toBe(1);
    expect(await phone.problems()).toEqual([]);
  });
});
