import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { createMediaBench, makeClip, testGraph } from '../support/clips.ts';
import { type Server, startServer } from '../support/server.ts';
import { type Opening, openOnGlassEasel, type WeappInBrowser } from '../support/weapp/glass-easel.ts';
import type { PhoneFile } from '../support/weapp/phone/outside.ts';

const folder = path.resolve(import.meta.dirname, '../../dist/weapp');
const thumbnail = path.resolve(import.meta.dirname, '../../src/app/theme/img/sea.jpg');
/** An edit or a render of a three-second clip, on two busy cores. */
export const WORK_MS = 90_000;

export type MiniProgram = {
  /** A film of three seconds on this machine's disk. */
  clip(): string;
  open(opening?: Partial<Opening>): Promise<WeappInBrowser>;
  /** What the relay knows, asked with the phone's own token. */
  ask<Reply>(phone: { storage(): Promise<[string, string][]> }, where: string): Promise<Reply>;
};

/** The built mini program, the real relay and engine for the whole file, and phones that are closed after each test. */
export function stageMiniProgram(env: Record<string, string> = {}): MiniProgram {
  let server: Server;
  let clip: string;
  let browser: Browser;
  let app: WeappInBrowser | undefined;

  beforeAll(async () => {
    const { runner } = await createMediaBench();
    clip = await makeClip(runner, path.join(await mkdtemp(path.join(tmpdir(), 'saycut-clip-')), 'weekend.mp4'), {
      graph: testGraph('640x360', 3),
      seconds: 3,
    });
    [server, browser] = await Promise.all([startServer({ env }), launchBrowser()]);
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  return {
    clip: () => clip,
    async open(opening = {}) {
      app = await openOnGlassEasel({ folder, relayUrl: server.url, browser, ...opening });
      return app;
    },
    async ask(phone, where) {
      const token = JSON.parse(new Map(await phone.storage()).get('relay.token') ?? '""');
      const reply = await fetch(`${server.url}${where}`, { headers: { authorization: `Bearer ${token}` } });
      if (!reply.ok) throw new Error(`${where} answered ${reply.status}`);
      return reply.json() as never;
    },
  };
}

/** Lays a film onto the phone. */
export const lay = (phone: WeappInBrowser, name: string, facts: Partial<PhoneFile> = {}): PhoneFile =>
  phone.outside.addFile(name, { durationSeconds: 3, thumbnail, ...facts });

/** A project with one clip, on the editor. */
export async function openEditor(phone: WeappInBrowser, clip: string): Promise<void> {
  await phone.willPick(lay(phone, clip));
  await phone.tap('home.pick');
  await phone.find('editor.stage.export', WORK_MS);
}

export async function say(phone: WeappInBrowser, words: string): Promise<void> {
  await phone.type('editor.composer.input', words);
  await phone.tap('editor.composer.send');
}
