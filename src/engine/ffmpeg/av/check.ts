import { AV_OPT_SEARCH_CHILDREN, AV_OPT_TYPE_STRING } from 'node-av/constants';
import { type CodecContext, FFmpegError } from 'node-av/lib';

/** What a job failed at: the person's file (`broken`) or our own work (`failed`). */
export class MediaError extends Error {
  override readonly name = 'MediaError';
  readonly reason: 'broken' | 'failed';

  constructor(reason: 'broken' | 'failed', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Gives back a code of ffmpeg's that is no error. */
export function check(code: number, doing: string): number {
  if (code >= 0) return code;
  throw new MediaError('failed', `${doing}: ${FFmpegError.strerror(code)} (${code})`);
}

/** The same where the file given is to blame. */
export function checkFile(code: number, doing: string): number {
  if (code >= 0) return code;
  throw new MediaError('broken', `${doing}: ${FFmpegError.strerror(code)} (${code})`);
}

/**
 * Sets a codec's options one by one before it is opened. A `Dictionary` given to `open2` is freed by ffmpeg and once more by the garbage
 * collector, which ends the process.
 */
export function setOptions(context: CodecContext, options: Record<string, string>): void {
  for (const [name, value] of Object.entries(options)) {
    check(context.setOption(name, value, AV_OPT_TYPE_STRING, AV_OPT_SEARCH_CHILDREN), `setting ${name}=${value}`);
  }
}
