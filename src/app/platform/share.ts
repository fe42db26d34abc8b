import type { LocalFile } from './download.ts';

export type ShareOutcome = 'shared' | 'cancelled' | 'too_old' | 'failed';

/** Whether this phone or browser can send a video file at all; asked again for each file, because browsers decide by type. */
export declare const canShareVideo: (file?: LocalFile) => boolean;

/** Sends the video to a chat. Must be called in the tap itself, before any wait: WeChat and browsers refuse it later. */
export declare const shareVideo: (file: LocalFile) => Promise<ShareOutcome>;
