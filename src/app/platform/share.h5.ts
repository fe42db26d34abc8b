import type { LocalFile } from './download.ts';
import { fileAt } from './picked.h5.ts';
import type { ShareOutcome } from './share.ts';

export function canShareVideo(file?: LocalFile): boolean {
  if (typeof navigator.canShare !== 'function') return false;
  const kept = file && fileAt(file.path);
  return navigator.canShare({ files: [kept ?? new File([], 'video.mp4', { type: 'video/mp4' })] });
}

export async function shareVideo(file: LocalFile): Promise<ShareOutcome> {
  const kept = fileAt(file.path);
  if (!kept || !canShareVideo(file)) return 'too_old';
  try {
    await navigator.share({ files: [kept], title: file.name });
    return 'shared';
  } catch (cause) {
    return cause instanceof DOMException && cause.name === 'AbortError' ? 'cancelled' : 'failed';
  }
}
