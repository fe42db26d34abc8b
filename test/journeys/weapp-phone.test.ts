import { describe, expect, test } from 'vitest';
import { canCompile } from '../support/weapp/compilers.ts';
import { lay, openEditor, say, stageMiniProgram, WORK_MS } from './mini-program.ts';

const program = stageMiniProgram({ NOTICE_TEMPLATE_ID: 'template-ready' });

/** Just above what a project takes. */
const TOO_LARGE_BYTES = 620_000_000;

describe.skipIf(!canCompile)('what WeChat on the phone does for the mini program', () => {
  test.each([
    { way: 'compressed', action: 'error-size.action-0', api: 'compressVideo' },
    { way: 'trimmed in its editor', action: 'error-size.action-1', api: 'openVideoEditor' },
  ])('a film that is too large is $way and takes its place', async ({ action, api }) => {
    const phone = await program.open();
    await phone.willPick(lay(phone, program.clip(), { sizeBytes: TOO_LARGE_BYTES }));
    const smaller = lay(phone, program.clip());
    await phone.phone(({ media }, file) => void media.smaller.push(file), smaller);
    await phone.tap('home.pick');
    await phone.find(action, WORK_MS);
    expect(await phone.phone(({ calls }) => calls.filter(({ name }) => name === 'uploadFile').length)).toBe(0);
    await phone.tap(action);
    await phone.find('editor.stage.export', WORK_MS);
    expect(await phone.phone(({ calls }, name) => calls.filter((call) => call.name === name).length, api)).toBe(1);
    const sent = await phone.phone(({ calls }) => calls.filter(({ name }) => name === 'uploadFile').map(({ options }) => options));
    expect(sent).toEqual([expect.objectContaining({ filePath: smaller.path })]);
    expect(await phone.problems()).toEqual([]);
  });

  test('a film that cannot be made smaller leaves another file to pick', async () => {
    const phone = await program.open();
    await phone.willPick(lay(phone, program.clip(), { sizeBytes: TOO_LARGE_BYTES }));
    await phone.tap('home.pick');
    await phone.tap('error-size.action-0');
    await phone.willPick(lay(phone, program.clip()));
    await phone.tap('error-size.action-0');
    await phone.find('editor.stage.export', WORK_MS);
    expect(await phone.problems()).toEqual([]);
  });

  test('where no piece of a stream is told, as on a desktop, a turn comes whole at its end', async () => {
    const phone = await program.open();
    await phone.phone(({ connection }) => {
      connection.givesChunksAtEnd = true;
    });
    await openEditor(phone, program.clip());
    await say(phone, '加个标题：周末的海');
    await phone.find('editor.card-2', WORK_MS);
    expect(await phone.problems()).toEqual([]);
  });

  test('a message of WeChat "it is ready" is asked for in the tap, once', async () => {
    const phone = await program.open();
    await openEditor(phone, program.clip());
    await phone.tap('editor.stage.export');
    await (await phone.find('export.start')).tap();
    await phone.find('render.notify', WORK_MS);
    const release = phone.outside.hold();
    await phone.tap('render.notify');
    expect(await phone.phone(({ media }) => media.notices)).toEqual(['template-ready']);
    release();
    await phone.find('result.save', WORK_MS);
    expect(await phone.problems()).toEqual([]);
  });
});
