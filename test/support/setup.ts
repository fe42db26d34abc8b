import { buildWorker } from './worker.ts';

type Builds = { build: (name: 'server' | 'h5' | 'weapp') => Promise<void> };

/** Before any test: the program that tests start, and the child that runs ffmpeg, built once for all workers. */
export default async function setup(): Promise<void> {
  const { build }: Builds = await import('../../config/build.mjs' as string);
  await build('server');
  await buildWorker();
}
