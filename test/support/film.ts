import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { createMediaBench, makeClip, testGraph } from './clips.ts';

const filmPath = path.resolve(import.meta.dirname, '../../.cache/test-relay-film.mp4');

/** A film of 2 s that really plays, as uploads and renders need one. Made once, before any test, and kept. */
export async function makeFilm(): Promise<Buffer> {
  const kept = await readFile(filmPath).catch(() => undefined);
  if (kept !== undefined) return kept;
  const media = await createMediaBench();
  const made = await makeClip(media.runner, path.join(media.dir, 'film.mp4'), { graph: testGraph('160x120', 2), seconds: 2 });
  media.runner.dispose();
  const own = `${filmPath}.${process.pid}`;
  await mkdir(path.dirname(filmPath), { recursive: true });
  await copyFile(made, own);
  await rename(own, filmPath);
  await rm(media.dir, { recursive: true, force: true });
  return readFile(filmPath);
}
