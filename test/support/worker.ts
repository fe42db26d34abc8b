import { findProgram } from './programs.ts';

/** The program that runs ffmpeg for an engine, bundled. */
export const buildWorker = (): Promise<string> => findProgram('ffmpeg-worker');
