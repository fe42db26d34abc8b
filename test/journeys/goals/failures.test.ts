import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ErrorCode } from '../../../src/contract/error.ts';
import { createGate } from '../../support/scripted-relay/script.ts';
import {
  addReadyProject,
  expectPlainWords,
  makeFiles,
  type Opened,
  openBrowser,
  quickestIn,
  readId,
  report,
  SOON,
  type Visit,
} from './visit.ts';

let opened: Opened;
let visit: Visit;
let files: string[];

beforeAll(async () => {
  [opened, files] = await Promise.all([openBrowser(), makeFiles(['sea.mp4', 'notes.pdf'])]);
});
afterAll(() => opened.close());
afterEach(() => visit.end());

async function openEditor(locale = 'zh-CN'): Promise<ReturnType<typeof addReadyProject>> {
  visit = await opened.visit({ locale });
  const detail = addReadyProject(visit.relay);
  await visit.open('editor', readId(detail));
  await visit.find('editor.stage.export').waitFor();
  return detail;
}

/** The stage as it stands. Left out is what Taro's picture draws inside of itself, which it does when it likes. */
const stage = (): Promise<string> =>
  visit.find('editor.stage').evaluate((node) => node.outerHTML.replaceAll(/(<taro-image-core[^>]*>).*?(?=<\/taro-image-core>)/g, '$1'));
const cards = () => visit.page.locator('[data-testid^="error-"][data-testid$=".action-0"]:visible');

/** Whether a way on stands below these words. */
const isAnswered = (number: number): Promise<boolean> =>
  visit.find('editor.transcript').evaluate((list, words) => {
    const own = [...list.querySelectorAll('*')].findLast((node) => node.textContent === words);
    const last = [...list.querySelectorAll('[data-testid^="error-"][data-testid$=".action-0"]')].at(-1);
    return own !== undefined && last !== undefined && Boolean(own.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING);
  }, `第 ${number} 句`);

test.each(['zh-CN', 'en'])('G13 G15 after every failure of a turn there is a way on, and nothing is lost (%s)', async (locale) => {
  await openEditor(locale);
  const codes = ErrorCode.options;
  const before = await stage();
  for (const [index, code] of codes.entries()) {
    visit.relay.script.turns = [
      (tell) => {
        tell({ type: 'error', code, args: { name: 'sea.mp4', size: 620 } });
        tell({ type: 'done', outcome: 'failed' });
      },
    ];
    await visit.say(`第 ${index + 1} 句`);
    // The newest words are below the newest card before, and their own card below them.
    await expect.poll(() => isAnswered(index + 1), SOON).toBe(true);
    expect(await cards().last().getAttribute('aria-disabled')).not.toBe('true');
    expectPlainWords(await visit.text());
  }
  while ((await visit.find('editor.earlier').count()) > 0) await visit.find('editor.earlier').click();
  const words = await visit.text();
  for (const index of codes.keys()) expect(words).toContain(`第 ${index + 1} 句`);
  expect(await cards().count()).toBe(codes.length);
  await expect.poll(stage, SOON).toBe(before);
  await visit.say('再来一次');
  await visit.find('editor.card-2').waitFor();
  report(`G13 ${codes.length} codes, each with a way on; messages and timeline unchanged, composer usable (${locale})`);
  report(`G15 no technical word on ${codes.length + 1} screens (${locale})`);
});

test('G13 a message that could not be sent waits on its bubble and goes with the same key', async () => {
  await openEditor();
  const { relay, find, posts } = visit;
  relay.script.refuse = ({ path }) => (path.endsWith('/turns') ? { code: 'upstream_unavailable' } : undefined);
  await visit.say('短一点');
  await find('editor.resend').waitFor();
  relay.script.refuse = () => undefined;
  await find('editor.resend').click();
  await find('editor.card-2').waitFor();
  expect(new Set(posts(/\/turns$/).map(({ key }) => key)).size).toBe(1);
});

test('G13 a file of the wrong kind and a broken upload leave the other files alone', async () => {
  visit = await opened.visit();
  const { relay, find, posts } = visit;
  relay.script.uploads = ['break', 'break'];
  await visit.pick(files);
  await find('error-type.action-0').waitFor();
  await find('upload.row-0.retry').click();
  await find('editor.stage.export').waitFor();
  await find('error-type.action-1').click();
  await expect.poll(() => find('error-type').count(), SOON).toBe(0);
  expect(posts(/\/clips$/)).toHaveLength(3);
});

test('G13 a refused consent leaves home as it was and asks again only on a later tap', async () => {
  visit = await opened.visit();
  await visit.page.goto(visit.relay.url);
  await visit.find('home.pick').click();
  await visit.find('privacy.decline').click();
  await expect.poll(() => visit.find('privacy.agree').count(), SOON).toBe(0);
  await visit.find('home.pick').waitFor();
  expect(visit.posts(/\/projects$/)).toHaveLength(0);
});

test('G13 G15 after every failure of an export there is a way on', async () => {
  await openEditor();
  const codes = ['render_failed', 'render_too_long', 'export_blocked', 'credits_empty', 'storage_full', 'upstream_unavailable'] as const;
  for (const code of codes) {
    visit.relay.script.exports = [{ state: 'failed', error: { code } }];
    await visit.find('editor.stage.export').click();
    await visit.find('export.start').click();
    await cards().first().waitFor();
    expectPlainWords(await visit.text());
    if (code === codes.at(-1)) break;
    await visit.find('nav.back').click();
    await visit.page.waitForURL(/editor/);
    await visit.find('editor.stage.export').waitFor();
  }
  visit.relay.script.exports = [];
  await cards().first().click();
  await visit.find('result.save').waitFor();
  report(`G13 ${codes.length} failures of an export, each with a way on; "again" leads to the film`);
});

test('G14 an expired sign-in, a lost line and a lost session heal without a tap', async () => {
  await openEditor();
  const { relay, posts } = visit;
  let version = 1;
  const heal = async (prepare: () => void): Promise<number> => {
    version += 1;
    prepare();
    const from = performance.now();
    await visit.say(`第 ${version} 句`);
    await visit.find(`editor.card-${version}`).waitFor();
    await visit.find('editor.composer.send').waitFor();
    return Math.round(performance.now() - from);
  };
  let refusals = 0;
  relay.script.refuse = ({ path }) => (path.endsWith('/turns') && refusals-- > 0 ? { code: 'signed_out' } : undefined);
  const signedOutMs = await quickestIn(visit.page, 3_000, () =>
    heal(() => {
      refusals = 1;
    }),
  );
  relay.script.refuse = () => undefined;
  relay.script.cutAfter = 2;
  const cutMs = await quickestIn(visit.page, 3_000, () => heal(() => undefined));
  relay.script.cutAfter = undefined;
  relay.script.turns = [
    (tell) => {
      tell({ type: 'reconnected', lostClips: [] });
      tell({ type: 'done', outcome: 'unchanged' });
    },
  ];
  await visit.say('最后一句');
  await visit.find('editor.reconnected').waitFor();
  expect(new Set(posts(/\/turns$/).map(({ key }) => key)).size).toBe(version);
  expect(await cards().count()).toBe(0);
  report(`G14 healed without a tap: sign-in ${signedOutMs} ms, broken stream ${cutMs} ms`);
  expect(signedOutMs).toBeLessThanOrEqual(3_000);
  expect(cutMs).toBeLessThanOrEqual(3_000);
});

test('G14 when there are too many people it counts down from 30 and goes on by itself, with one request', async () => {
  visit = await opened.visit();
  const detail = addReadyProject(visit.relay);
  await visit.page.clock.install();
  await visit.open('editor', readId(detail));
  await visit.find('editor.stage.export').waitFor();
  const [gate, finishing] = [createGate(), createGate()];
  visit.relay.script.turns = [
    async (tell) => {
      tell({ type: 'retrying', inMs: 30_000 });
      await gate.opened;
      tell({ type: 'step', key: 'read', state: 'run' });
      await finishing.opened;
      tell({ type: 'done', outcome: 'unchanged' });
    },
  ];
  await visit.say('短一点');
  await visit.find('error-rate').waitFor();
  const seconds = async (): Promise<number> => Number(/(\d+) 秒后/.exec(await visit.find('error-rate').innerText())?.[1]);
  const first = await seconds();
  await visit.page.clock.runFor(10_000);
  const later = await seconds();
  await visit.page.clock.runFor(20_000);
  gate.open();
  await expect.poll(() => visit.find('error-rate').count(), SOON).toBe(0);
  finishing.open();
  await expect.poll(visit.text, SOON).toContain('这次没有改动时间线');
  report(`G14 rate limit: countdown from ${first}, ${later} after ten seconds, ${visit.posts(/\/turns$/).length} request, 0 taps`);
  expect(first).toBeGreaterThanOrEqual(29);
  expect(first - later).toBeGreaterThanOrEqual(9);
  expect(visit.posts(/\/turns$/)).toHaveLength(1);
});

test('G13 without a network the message waits, and goes by itself when the network is back', async () => {
  await openEditor();
  await visit.page.context().setOffline(true);
  await visit.say('短一点');
  await visit.find('editor.resend').waitFor();
  await visit.page.context().setOffline(false);
  await visit.find('editor.card-2').waitFor();
  expect(visit.posts(/\/turns$/)).toHaveLength(1);
});
