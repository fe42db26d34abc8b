import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import type { SceneName } from '../gallery/gallery.tsx';
import { serveGallery } from '../gallery/serve.mjs';

/** Every scene of the gallery, so every visual part in every state, drawn by a browser with Taro's own H5 elements. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let gallery: Awaited<ReturnType<typeof serveGallery>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [gallery, browser] = await Promise.all([serveGallery(), launchBrowser()]);
  page = await browser.newPage({ hasTouch: true });
});
afterAll(async () => {
  await browser.close();
  await gallery.close();
});

interface View {
  width: number;
  fs: string;
  theme: string;
}

async function eachScene(view: View, look: (scene: SceneName) => Promise<void>): Promise<void> {
  await page.setViewportSize({ width: view.width, height: 812 });
  for (const scene of gallery.scenes) {
    await page.goto(`${gallery.url}?${new URLSearchParams({ scene, fs: view.fs, theme: view.theme })}`);
    await page.waitForFunction(() => document.querySelector('.frame') && !document.querySelector('.frame :not(:defined)'));
    // Two frames: Taro's elements draw themselves a little after React does.
    await page.evaluate(() =>
      document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
    );
    await look(scene);
  }
}

/** Words that stick out of their box or of the screen, other than where a line is cut with dots on purpose. */
const findSpills = (): string[] => {
  const scrollers = (node: Element): boolean =>
    /auto|scroll/.test(getComputedStyle(node).overflowX) || node.tagName === 'TARO-SCROLL-VIEW-CORE';
  const spills: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!holder || node.textContent?.trim() === '' || holder.closest('style,script')) continue;
    if (getComputedStyle(holder).textOverflow === 'ellipsis' || holder.parentElement?.closest('[class*="folded"]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    let inside: Element | null = holder;
    while (inside && !(scrollers(inside) && inside.scrollWidth > inside.clientWidth + 1)) inside = inside.parentElement;
    if (!inside && (box.left < -1 || box.right > innerWidth + 1)) spills.push(`${node.textContent} leaves the screen`);
    const button = holder.closest('[role="button"],[role="radio"]');
    if (!button || holder.closest('[data-testid^="editor.stage.seg"]')) continue;
    const frame = button.getBoundingClientRect();
    if (box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 3)
      spills.push(`${node.textContent} leaves its button`);
  }
  if (document.documentElement.scrollWidth > innerWidth) spills.push('the page scrolls sideways');
  return spills;
};

describe('every visual part', () => {
  test.each<View>([
    { width: 320, fs: '1', theme: 'light' },
    { width: 320, fs: '1.4', theme: 'light' },
    { width: 414, fs: '1.25', theme: 'dark' },
    { width: 768, fs: '1.4', theme: 'light' },
  ])('keeps its words inside at $width px, text × $fs, $theme', async (view) => {
    const found: string[] = [];
    await eachScene(view, async (scene) => {
      for (const spill of await page.evaluate(findSpills)) found.push(`${scene}: ${spill}`);
    });
    expect(found).toEqual([]);
  });

  test.each<View>([
    { width: 375, fs: '1', theme: 'light' },
    { width: 375, fs: '1', theme: 'dark' },
    { width: 375, fs: '1.4', theme: 'light' },
  ])('has a name, a role and enough contrast at text × $fs, $theme', async (view) => {
    const found: string[] = [];
    await eachScene(view, async (scene) => {
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { violations: all } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
          rules: { 'page-has-heading-one': { enabled: false }, region: { enabled: false }, 'landmark-one-main': { enabled: false } },
        });
        return all.flatMap(({ id, impact, nodes }) => nodes.map((node) => `${impact} ${id}: ${node.html.slice(0, 160)}`));
      });
      for (const violation of violations.filter((text) => /^(serious|critical)/.test(text))) found.push(`${scene}: ${violation}`);
    });
    expect(found).toEqual([]);
  });

  test.each(['light', 'dark'])('shows where the keyboard stands, %s', async (theme) => {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.goto(`${gallery.url}?${new URLSearchParams({ scene: '05', theme })}`);
    await page.waitForFunction(() => document.querySelector('.frame') && !document.querySelector('.frame :not(:defined)'));
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement ?? document.body);
      return `${outlineStyle} ${outlineWidth} ${outlineColor}`;
    });
    expect(ring).toBe(theme === 'dark' ? 'solid 2px rgb(180, 234, 90)' : 'solid 2px rgb(46, 114, 20)');
  });

  test('can be hit by a finger, 44 by 44, and stands still when motion is turned down', async () => {
    const found: string[] = [];
    await eachScene({ width: 375, fs: '1', theme: 'light' }, async (scene) => {
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('[role="button"],[role="switch"],[role="radio"],[role="link"]')].flatMap((node) => {
          if ((node as HTMLElement).dataset.testid?.startsWith('editor.stage.seg')) return [];
          const box = node.getBoundingClientRect();
          const slop = getComputedStyle(node, '::after');
          const width = Math.max(box.width, Number.parseFloat(slop.width) || 0);
          const height = Math.max(box.height, Number.parseFloat(slop.height) || 0);
          return width >= 43.5 && height >= 43.5 ? [] : [`${node.textContent} ${Math.round(width)} × ${Math.round(height)}`];
        }),
      );
      for (const text of small) found.push(`${scene}: ${text}`);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll('.frame, .frame *')].flatMap((node) => {
          const { animationDuration, transitionDuration } = getComputedStyle(node);
          return /[1-9]/.test(animationDuration + transitionDuration)
            ? [`${node.className} ${animationDuration} ${transitionDuration}`]
            : [];
        }),
      );
      for (const text of moving) found.push(`${scene}: ${text}`);
    });
    expect(found).toEqual([]);
  });
});
