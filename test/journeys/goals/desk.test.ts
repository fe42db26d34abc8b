import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { addReadyProject, makeFiles, type Opened, openBrowser, readId, report, SOON, type Visit } from './visit.ts';

/** A desk: a wide window, a mouse and a keyboard, no finger. */
const DESK = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1, hasTouch: false };

let opened: Opened;
let visit: Visit;
let files: string[];

beforeAll(async () => {
  [opened, files] = await Promise.all([openBrowser(), makeFiles(['sea.mp4'])]);
});
afterAll(() => opened.close());
afterEach(() => visit.end());

/** The name of what has the focus, and whether a person can see that it has. */
const focused = (): Promise<{ name: string; isSeen: boolean }> =>
  visit.page.evaluate(() => {
    const node = document.activeElement as HTMLElement | null;
    const holder = node?.closest<HTMLElement>('[data-testid]') ?? node;
    // A field shows its caret instead of a ring.
    const isField = node?.matches('input, textarea') ?? false;
    return { name: holder?.dataset.testid ?? '', isSeen: isField || (node !== null && getComputedStyle(node).outlineStyle !== 'none') };
  });

/** Presses Tab until this has the focus. */
async function tabTo(testId: string): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    await visit.page.keyboard.press('Tab');
    const { name, isSeen } = await focused();
    if (name !== '') expect([name, isSeen]).toEqual([name, true]);
    if (name === testId) return;
  }
  throw new Error(`Tab never reached ${testId}`);
}

const press = (key: string): Promise<void> => visit.page.keyboard.press(key);

test('a film is made without touching the mouse', async () => {
  visit = await opened.visit(DESK);
  const { page, find, relay, posts } = visit;
  await page.goto(relay.url);
  await find('home.pick').waitFor();
  await tabTo('home.pick');
  await press('Enter');
  await find('privacy.agree').waitFor();
  // Early: the browser is told to hand the chooser over while the keys are pressed, and a key must not outrun that.
  const chosen = page.waitForEvent('filechooser');
  await tabTo('privacy.agree');
  await press('Enter');
  await (await chosen).setFiles(files);
  await find('editor.stage.export').waitFor();
  await tabTo('editor.composer.input');
  await page.keyboard.type('剪短一点');
  await press('Shift+Enter');
  await page.keyboard.type('再配乐');
  await press('Enter');
  await find('editor.card-2').waitFor();
  expect(posts(/\/turns$/)[0]?.body).toMatchObject({ text: '剪短一点\n再配乐' });
  await tabTo('editor.stage.export');
  await press('Enter');
  await find('export.start').waitFor();
  await tabTo('export.start');
  await press(' ');
  await find('result.save').waitFor();
  await expect.poll(() => find('result.save').getAttribute('aria-disabled'), SOON).not.toBe('true');
  await tabTo('result.save');
  const [download] = await Promise.all([page.waitForEvent('download'), press('Enter')]);
  expect(download.suggestedFilename()).toBe('saycut.mp4');
  report('a film was made and saved by keyboard alone, the focus in sight at every step');
});

test('an Enter that an input method takes sends nothing', async () => {
  visit = await opened.visit(DESK);
  await visit.open('editor', readId(addReadyProject(visit.relay)));
  await visit.find('editor.stage.export').waitFor();
  await tabTo('editor.composer.input');
  const devtools = await visit.page.context().newCDPSession(visit.page);
  await devtools.send('Input.imeSetComposition', { text: 'jian', selectionStart: 4, selectionEnd: 4 });
  await press('Enter');
  await devtools.send('Input.insertText', { text: '剪短' });
  await press('Enter');
  await visit.find('editor.card-2').waitFor();
  expect(visit.posts(/\/turns$/).map(({ body }) => body)).toEqual([expect.objectContaining({ text: expect.stringMatching(/剪短$/) })]);
});

test.each([
  { sheet: 'export', opener: 'editor.stage.export', inside: 'export.start' },
  { sheet: 'timeline', opener: 'editor.stage.unfold', inside: 'timeline.zoom-in' },
])('the $sheet sheet keeps the keyboard, closes with Escape and gives the focus back', async ({ opener, inside }) => {
  visit = await opened.visit(DESK);
  await visit.open('editor', readId(addReadyProject(visit.relay, { isDressed: true })));
  await visit.find('editor.stage.export').waitFor();
  await tabTo(opener);
  await press('Enter');
  await visit.find(inside).waitFor();
  const reached = new Set<string>();
  for (let step = 0; step < 40; step += 1) {
    await press(step % 10 === 9 ? 'Shift+Tab' : 'Tab');
    const { isIn, name } = await visit.page.evaluate(() => {
      const node = document.activeElement;
      return { isIn: node?.closest('[role="dialog"]') !== null, name: node?.closest<HTMLElement>('[data-testid]')?.dataset.testid ?? '' };
    });
    expect([name, isIn]).toEqual([name, true]);
    reached.add(name);
  }
  expect([...reached]).toContain(inside);
  await press('Escape');
  await expect.poll(() => visit.find(inside).count(), SOON).toBe(0);
  expect((await focused()).name).toBe(opener);
});

/** Lets a file go over the page, or pastes it. */
const give = (how: 'drop' | 'paste'): Promise<boolean> =>
  visit.page.evaluate((name) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(2_000)], 'from-desk.mp4', { type: 'video/mp4' }));
    const event =
      name === 'drop'
        ? new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
        : new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true });
    return !document.body.dispatchEvent(event);
  }, how);

test.each(['drop', 'paste'] as const)('a file by %s begins a project on home, and joins the one that is open', async (how) => {
  visit = await opened.visit(DESK);
  const { page, find, relay, posts } = visit;
  await page.goto(relay.url);
  await find('home.pick').waitFor();
  expect(await give(how)).toBe(true);
  await find('editor.stage.export').waitFor();
  expect(posts(/\/projects$/)).toHaveLength(1);
  await give(how);
  await expect.poll(() => posts(/\/clips$/).length, SOON).toBe(2);
  await find('editor.stage.export').waitFor();
  await page.waitForTimeout(300);
  expect(posts(/\/projects$/)).toHaveLength(1);
  report(`${how}: one project, ${posts(/\/clips$/).length} clips`);
});
