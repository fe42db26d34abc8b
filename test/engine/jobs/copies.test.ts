import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createCopyQueue } from '../../../src/engine/jobs/copies.ts';
import type { ClipRecord } from '../../../src/engine/store/clips.ts';
import { createDir, keepClip, openClipsIn, silent } from '../server/support/store.ts';

/** A queue whose copies are made at once, and what it made in which order. */
async function start(sizes: { width: number; height: number }[]) {
  const dir = await createDir();
  const clips = await openClipsIn(dir);
  const made: string[] = [];
  const queue = createCopyQueue({
    clips,
    log: silent,
    make: async (copy, clip) => {
      made.push(`${copy} ${clip.facts.name}`);
      await writeFile(clips.copyPath(clip.hash, copy), 'made');
    },
  });
  const records: ClipRecord[] = [];
  for (const [index, size] of sizes.entries()) {
    const { hash } = await keepClip(dir, clips, `clip${index}.mp4`);
    const plain = { transfer: 'sdr' as const, hasAudio: false, ...size };
    records.push(await clips.update(hash, (clip) => ({ ...clip, facts: { ...clip.facts, ...plain } })));
  }
  return { queue, made, records };
}

const UHD = { width: 2_160, height: 3_840 };
const HD = { width: 1_080, height: 1_920 };

test('a mezzanine is made of a heavy clip, and of no other', async () => {
  const { queue, records } = await start([UHD, HD]);
  expect(records.map((clip) => queue.expected(clip).includes('mezzanine'))).toEqual([true, false]);
});

test('a mezzanine waits for the proxies asked for with it', async () => {
  const { queue, made, records } = await start([UHD, UHD]);
  for (const clip of records) queue.add(clip);
  const [, last] = records;
  if (!last) throw new Error('no clip');
  expect(await queue.wait(last, 'mezzanine', 5_000)).toBe('made');
  const seen = made.filter((name) => /^(proxy|mezzanine)/.test(name));
  expect(seen).toEqual(['proxy clip0.mp4', 'proxy clip1.mp4', 'mezzanine clip0.mp4', 'mezzanine clip1.mp4']);
});
