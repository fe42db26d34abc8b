import { copyFile, writeFile } from 'node:fs/promises';
import type { Renderer, RunTurn } from './ports.ts';
import type { ClipRecord, Copy } from './store/clips.ts';

export const runTurn: RunTurn = async function* ({ text, session, signal }) {
  yield { type: 'text', text: 'ok ' };
  yield { type: 'call', name: 'edit', args: { text } };
  await new Promise((resolve) => setTimeout(resolve, Number(/wait (\d+)/.exec(text)?.[1] ?? 0)));
  signal.throwIfAborted();
  yield {
    type: 'result',
    name: 'edit',
    response: { status: 'success' },
    draft: { ...session.draft, m: { ...session.draft.m, title: `${session.draft.m.title}+${text}` } },
  };
  yield { type: 'text', text: 'done' };
};
export const createRenderer = (): Renderer => ({
  async render({ clips, output, onProgress, signal }) {
    const [first] = clips.values();
    for (let i = 0; i < 20; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      signal.throwIfAborted();
      onProgress(i / 20);
    }
    if (first) await copyFile(first.path, output);
  },
  prepare: () => undefined,
});
export const makeCopy = async (_copy: Copy, _clip: ClipRecord, path: string): Promise<void> => writeFile(path, 'x');
