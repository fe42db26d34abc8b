import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { addReadyProject, type Opened, openBrowser, report, SOON, type Visit } from './visit.ts';

let opened: Opened;
let visit: Visit;

beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(() => opened.close());
afterEach(() => visit.end());

type Way = 'arrow' | 'browser' | 'arrow twice';

/** Opens the preview from the editor and goes back `delayMs` after it was put on screen. */
const openAndReturn = async ({ way, delayMs }: { way: Way; delayMs: number }): Promise<void> => {
  const find = (name: string): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>(`[data-testid="${name}"]`)].findLast((node) =>
      node.closest('.taro_page')?.id.includes('preview'),
    );
  const stage = [...document.querySelectorAll<HTMLElement>('[data-testid="editor.stage.play"]')].at(-1);
  const arrow = await new Promise<HTMLElement>((resolve) => {
    const look = new MutationObserver(() => {
      const node = find('nav.back');
      if (node === undefined) return;
      look.disconnect();
      resolve(node);
    });
    look.observe(document, { subtree: true, childList: true });
    stage?.click();
  });
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  if (way === 'browser') history.back();
  else arrow.click();
  // Nobody taps what is gone.
  if (way === 'arrow twice') setTimeout(() => arrow.isConnected && arrow.click(), 60);
};

/** What a person can see and touch in the middle of the screen. */
const pageInSight = (): string => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.taro_page')?.id ?? 'nothing';

test.each<Way>(['arrow', 'browser', 'arrow twice'])(
  'who goes back by the %s stands before the page they came from, however soon',
  async (way) => {
    visit = await opened.visit();
    const { page, find } = visit;
    addReadyProject(visit.relay);
    await page.goto(visit.relay.url);
    await find('home.project-0').click();
    await find('editor.stage.export').waitFor();
    const delays = [0, 10, 30, 60, 120, 250, 320, 400];
    for (const delayMs of delays) {
      await page.evaluate(openAndReturn, { way, delayMs });
      await expect.poll(() => page.evaluate(pageInSight), SOON).toContain('pages/editor');
      // What Taro left to timers would fall due by now.
      await page.waitForTimeout(500);
      expect(await page.evaluate(pageInSight)).toContain('pages/editor');
      expect(page.url()).toContain('pages/editor');
      expect(await page.locator('.taro_page').count()).toBe(2);
    }
    report(`back by the ${way} after ${delays.join(', ')} ms: each time before the page it came from`);
  },
);
