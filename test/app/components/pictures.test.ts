import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { exceptions, type Picture, pictures, scenes } from '../gallery/design.ts';
import { measure } from '../gallery/measure.mjs';
import { serveGallery } from '../gallery/serve.mjs';

/**
 * The app beside the pictures of the design: every line of words, filled box and sign of a picture stands in our scene within `BOUND`, with
 * its size, weight, colour and radius. Places and not pixels: they say what moved, and a film's content or a font's hinting moves none.
 */
const BOUND = 3;

let gallery: Awaited<ReturnType<typeof serveGallery>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [gallery, browser] = await Promise.all([serveGallery(), launchBrowser()]);
  page = await browser.newPage({ viewport: { width: 375, height: 812 }, hasTouch: true });
});
afterAll(async () => {
  await browser.close();
  await gallery.close();
});

async function measureScene(number: string): Promise<ReturnType<typeof measure>> {
  const { scene, theme = 'light', fs = '1' } = scenes[number] ?? { scene: '01' };
  await page.goto(`${gallery.url}?${new URLSearchParams({ scene, theme, fs })}`);
  await page.waitForFunction(() => document.querySelector('.frame') && !document.querySelector('.frame :not(:defined)'));
  await page.evaluate(() =>
    document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
  );
  await page.evaluate(() => {
    const list = document.querySelector('[data-testid="editor.transcript"]');
    if (list && !list.querySelector('[class*="fromTop"]')) list.scrollTop = list.scrollHeight;
  });
  return page.evaluate(measure);
}

type Measured = ReturnType<typeof measure>;
type Rule = (typeof exceptions)[string] | undefined;

const isNear = (a: number, b: number, bound = BOUND): boolean => Math.abs(a - b) <= bound;

function findWords({ texts }: Picture, measured: Measured, rule: Rule): string[] {
  const bound = BOUND + (rule?.drift ?? 0);
  return texts.flatMap(([text, left, middle, size, weight, color]) => {
    if (rule?.words?.includes(text)) return [];
    const same = measured.texts.filter((found) => found.text === text);
    const [nearest] = same.sort((a, b) => Math.abs(a.middle - middle) - Math.abs(b.middle - middle));
    if (!nearest) return [`"${text}" is missing`];
    const isSame =
      isNear(nearest.left, left) && isNear(nearest.middle, middle, bound) && isNear(nearest.size, size, 0.2) && nearest.weight === weight;
    if (isSame && nearest.color === color) return [];
    const drawn = [nearest.left, nearest.middle, nearest.size, nearest.weight, nearest.color].join(' ');
    return [`"${text}" is drawn at ${[left, middle, size, weight, color].join(' ')} and stands at ${drawn}`];
  });
}

const isLeftOut = (rule: Rule, left: number, top: number): boolean =>
  rule?.places?.some(([x, y]) => isNear(x, left, 1) && isNear(y, top, 1)) ?? false;

function findBoxes({ boxes }: Picture, measured: Measured, rule: Rule): string[] {
  const bound = BOUND + (rule?.drift ?? 0);
  return boxes.flatMap(([left, top, width, height, fill, radius]) => {
    const isThere = measured.boxes.some(
      (box) =>
        box.fill === fill &&
        isNear(box.left, left) &&
        isNear(box.top, top, bound) &&
        isNear(box.width, width) &&
        isNear(box.height, height) &&
        isNear(box.radius, radius, 1),
    );
    return isThere || isLeftOut(rule, left, top) ? [] : [`no box ${fill} of ${width} × ${height}, radius ${radius}, at ${left}, ${top}`];
  });
}

function findSigns({ signs }: Picture, measured: Measured, rule: Rule): string[] {
  const bound = BOUND + (rule?.drift ?? 0);
  return signs.flatMap(([left, top, size, color]) => {
    const isThere = measured.signs.some(
      (sign) =>
        sign.color === color &&
        isNear(sign.left + sign.width / 2, left + size / 2) &&
        isNear(sign.top + sign.height / 2, top + size / 2, bound) &&
        isNear(sign.width, size),
    );
    return isThere || isLeftOut(rule, left, top) ? [] : [`no sign ${color} of ${size} px at ${left}, ${top}`];
  });
}

describe('beside the pictures of the design', () => {
  test.each(Object.keys(scenes))('picture %s: words, boxes and signs stand where they are drawn', async (number) => {
    const picture = pictures[number];
    if (!picture) throw new Error('a picture without numbers');
    const measured = await measureScene(number);
    const rule = exceptions[number];
    expect([...findWords(picture, measured, rule), ...findBoxes(picture, measured, rule), ...findSigns(picture, measured, rule)]).toEqual(
      [],
    );
  });
});
