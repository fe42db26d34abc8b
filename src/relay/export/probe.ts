import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';

export type Facts = { width: number; height: number; fps: number; durationMs: number };

/** Packets looked at for the frame rate. */
const FPS_PACKETS = 120;

/** Facts of a finished file; zeros where the file does not tell. */
export async function probe(path: string): Promise<Facts> {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    const video = await input.getPrimaryVideoTrack();
    const durationMs = Math.round((await input.computeDuration()) * 1000);
    if (video === null) return { width: 0, height: 0, fps: 0, durationMs };
    const { averagePacketRate } = await video.computePacketStats(FPS_PACKETS);
    return {
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      fps: Math.round(averagePacketRate * 100) / 100,
      durationMs,
    };
  } finally {
    input.dispose();
  }
}
