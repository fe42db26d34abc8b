/** A file the person picked. `path` is a temporary path of WeChat, or a blob address in a browser: good for this run only. */
export type PickedFile = {
  path: string;
  name: string;
  sizeBytes: number;
  durationMs?: number;
  thumbnailPath?: string;
  /** The picker gave no name, as WeChat's album: `name` is one of the phone's own, which says nothing to people. */
  isNameless?: boolean;
};

/** Videos and pictures from the album or the camera; none when the person turned back. Originals only: iOS shrinks them otherwise. */
export declare const pickFromAlbum: (limit: number) => Promise<PickedFile[]>;

export declare const pickFromCamera: () => Promise<PickedFile[]>;

/** False on a computer: its browser would open the file dialog. */
export declare const canPickFromCamera: boolean;

/** Files from a WeChat chat. In a browser: the same file dialog, sound files included. */
export declare const pickFromChat: (limit: number) => Promise<PickedFile[]>;

export declare const canPickFromChat: boolean;

/** Files that come without a picker, until the returned function is called: dropped or pasted in a browser, sent here from a chat in WeChat. */
export declare const listenForFiles: (onFiles: (files: PickedFile[]) => void) => () => void;

/** A still of the file for its row, where the picker gave none; `undefined` when the phone cannot draw one. */
export declare const drawThumbnail: (file: PickedFile) => Promise<{ path: string; durationMs?: number } | undefined>;

/** Makes a video smaller on the phone itself; `undefined` when it cannot. Takes minutes for a long one. */
export declare const shrinkVideo: (file: PickedFile) => Promise<PickedFile | undefined>;

/** Lets the person keep a part of a video, in WeChat's own editor; `undefined` when they turned back. */
export declare const trimVideo: (file: PickedFile) => Promise<PickedFile | undefined>;

/** False in a browser: it has neither. */
export declare const canChangeVideo: boolean;

/** Files WeChat opened the app with ("open with" in a chat); empty otherwise. */
export declare const readForwardedFiles: () => PickedFile[];
