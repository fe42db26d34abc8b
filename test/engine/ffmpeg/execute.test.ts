import { spawn } from 'node:child_process';
import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { priorityOf, stepBack, stepForward } from '../../../src/engine/ffmpeg/execute.ts';

test('a background job is one until somebody waits for it', () => {
  const hurry = new AbortController();
  const options = { priority: 'background' as const, hurry: hurry.signal };
  expect([priorityOf({}), priorityOf(options)]).toEqual(['now', 'background']);
  hurry.abort();
  expect(priorityOf(options)).toBe('now');
});

test('a process that stepped back steps forward again, where the machine lets it', () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
  const { pid = 0 } = child;
  const before = getPriority(pid);
  stepBack(pid);
  const back = getPriority(pid);
  // A run that was itself told to step back stays where it is.
  expect(back).toBe(Math.max(before, 15));
  stepForward(pid);
  expect(getPriority(pid)).toBe(process.getuid?.() === 0 ? before : back);
  child.kill('SIGKILL');
});
