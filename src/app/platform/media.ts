/** A file the person picked. `path` is a temporary path of WeChat, or a blob address in a browser: good for this run only. */
export type PickedFile = { path: string; name: string; sizeBytes: number; durationMs?: number; thumbnailPath?: string };

/** Videos and pictures from the album or the camera; none when the person turned back. Originals only: iOS shrinks them otherwise. */
export declare const pickFromAlbum: (limit: number) => Promise<PickedFile[]>;

export declare const pickFromCamera: () => Promise<PickedFile[]>;

/** Files from a WeChat chat. In a browser: the same file dialog, sound files included. */
export declare const pickFromChat: (limit: number) => Promise<PickedFile[]>;

export declare const canPickFromChat: boolean;

/** Files dropped on the page or pasted into it, until the returned function is called. Never in WeChat. */
export declare const listenForFiles: (onFiles: (files: PickedFile[]) => void) => () => void;

/** A still of the file for its row, where the picker gave none; `undefined` when the phone cannot draw one. */
export declare const drawThumbnail: (file: PickedFile) => Promise<{ path: string; durationMs?: number } | undefined>;

/** Files WeChat opened the app with ("open with" in a chat); empty otherwise. */
export declare const readForwardedFiles: () => PickedFile[];
