import { readFile } from 'node:fs/promises';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';

export type MediaFacts = {
  durationMs: number;
  width: number;
  height: number;
  videoCodec: string;
  audioCodec: string;
  isMoovFirst: boolean;
  sizeBytes: number;
};

/** What a finished file is, read by a library that the engine does not use to make it. */
export async function readMediaFacts(path: string): Promise<MediaFacts> {
  const bytes = await readFile(path);
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  return {
    durationMs: Math.round((await input.computeDuration()) * 1000),
    width: video?.displayWidth ?? 0,
    height: video?.displayHeight ?? 0,
    videoCodec: (await video?.getCodecParameterString()) ?? '',
    audioCodec: (await audio?.getCodecParameterString()) ?? '',
    isMoovFirst: bytes.indexOf('moov') < bytes.indexOf('mdat'),
    sizeBytes: bytes.length,
  };
}
