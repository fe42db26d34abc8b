import type { LocalFile } from './download.ts';

/**
 * `denied`: the person once said no, only the settings page can change it. `denied_by_phone`: the phone's own settings do not let WeChat.
 * `refused`: the album does not take this file (iOS, rarely).
 */
export type SaveOutcome = 'saved' | 'cancelled' | 'denied' | 'denied_by_phone' | 'storage_full' | 'refused';

/** Puts the video into the album; in a browser: downloads it. */
export declare const saveToAlbum: (file: LocalFile) => Promise<SaveOutcome>;

/** Opens the settings page where the album can be allowed. Must be called in a tap. True when the album is allowed afterwards. */
export declare const openAlbumSettings: (isPhoneWide: boolean) => Promise<boolean>;

/** False in a browser, where saving is a download. */
export declare const hasAlbum: boolean;
