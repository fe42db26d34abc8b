import { type Api, answering, type Options, Refusal, type Surroundings } from './api.ts';
import type { PhoneFile } from './outside.ts';
import type { FileTable } from './storage.ts';

/** `denied`: by the person, in WeChat. `denied_by_phone`: by the phone's system, to WeChat as a whole. */
export type Permission = 'unasked' | 'granted' | 'denied' | 'denied_by_phone';

export type MediaState = {
  /** What the person will choose, one list per picker opened; an opened picker without a list is cancelled. */
  picks: PhoneFile[][];
  album: Permission;
  /** What the person answers when asked for the album. */
  allowsAlbum: boolean;
  /** What the switch in WeChat's settings says when they are closed again. */
  turnsAlbumOn: boolean;
  /** What compressing or trimming the next video gives; when the list is empty, it fails as on a desktop. */
  smaller: PhoneFile[];
  /** Templates the person was asked for. */
  notices: string[];
  /** Paths saved to the album and sent to chats. */
  saved: string[];
  sent: string[];
};

export const createMediaState = (): MediaState => ({
  picks: [],
  album: 'unasked',
  allowsAlbum: true,
  turnsAlbumOn: true,
  smaller: [],
  notices: [],
  saved: [],
  sent: [],
});

const ONLY_IN_A_TAP = 'can only be invoked by user TAP gesture.';
const NO_ALBUM = { denied: new Refusal('auth deny', 103), denied_by_phone: new Refusal('system permission denied', 3) };

/** Pickers, album, chats and the permission for the album. */
export function createMedia(state: MediaState, table: FileTable, around: Surroundings): Record<string, Api> {
  const needFile = (path: unknown): string => {
    if (!table.has(String(path))) throw new Refusal('file not found');
    return String(path);
  };
  const inTap = (name: string, play: (options: Options) => object | undefined): Api =>
    answering(
      name,
      (options, isTap) => {
        if (!isTap) throw new Refusal(ONLY_IN_A_TAP);
        return play(options);
      },
      around,
    );
  const send = (path: unknown): undefined => {
    state.sent.push(needFile(path));
    return undefined;
  };
  return {
    ...createPickers(state, table, around),
    ...createCutters(state, table, around),
    saveVideoToPhotosAlbum: answering(
      'saveVideoToPhotosAlbum',
      ({ filePath }) => {
        const path = needFile(filePath);
        if (state.album === 'unasked') state.album = state.allowsAlbum ? 'granted' : 'denied';
        if (state.album !== 'granted') throw NO_ALBUM[state.album];
        if (!path.endsWith('.mp4')) throw new Refusal('invalid file type');
        state.saved.push(path);
        return undefined;
      },
      around,
    ),
    shareVideoMessage: inTap('shareVideoMessage', ({ videoPath }) => send(videoPath)),
    shareFileMessage: inTap('shareFileMessage', ({ filePath }) => send(filePath)),
    getSetting: answering('getSetting', () => ({ authSetting: authSettingOf(state) }), { ...around, keepsTap: 'inherits' }),
    openSetting: inTap('openSetting', () => {
      if (state.album !== 'unasked') state.album = state.turnsAlbumOn ? 'granted' : 'denied';
      return { authSetting: authSettingOf(state) };
    }),
    openAppAuthorizeSetting: inTap('openAppAuthorizeSetting', () => {
      if (state.album === 'denied_by_phone' && state.turnsAlbumOn) state.album = 'granted';
      return undefined;
    }),
    requestSubscribeMessage: inTap('requestSubscribeMessage', ({ tmplIds }) => {
      const ids = tmplIds as string[];
      state.notices.push(...ids);
      return Object.fromEntries(ids.map((id) => [id, 'accept']));
    }),
  };
}

/** Lists only what was asked before. */
const authSettingOf = ({ album }: MediaState): object => (album === 'unasked' ? {} : { 'scope.writePhotosAlbum': album === 'granted' });

function createPickers(state: MediaState, table: FileTable, around: Surroundings): Record<string, Api> {
  const pick = (count: unknown): PhoneFile[] => {
    const files = state.picks.shift();
    if (files === undefined) throw new Refusal('cancel');
    for (const file of files) table.set(file.path, file.sizeBytes);
    if (files.some(({ thumbnailPath }) => thumbnailPath !== '')) for (const { thumbnailPath } of files) table.set(thumbnailPath, 1);
    return files.slice(0, typeof count === 'number' ? count : 9);
  };
  return {
    chooseMedia: answering(
      'chooseMedia',
      ({ count, sizeType }) => {
        const sizes = Array.isArray(sizeType) ? sizeType : [];
        if (sizes.length !== 1) around.report('chooseMedia without exactly one sizeType: iOS compresses even originals');
        const files = pick(count);
        return { type: 'mix', tempFiles: files.map(mediaOf) };
      },
      around,
    ),
    chooseMessageFile: answering(
      'chooseMessageFile',
      ({ count }) => ({
        tempFiles: pick(count).map(({ path, name, sizeBytes, kind }) => ({ path, name, size: sizeBytes, type: kind, time: 1_790_000_000 })),
      }),
      around,
    ),
  };
}

/** Both leave the file as it is and write another. Sizes differ: compressing tells thousands of bytes, the editor bytes. */
function createCutters(state: MediaState, table: FileTable, around: Surroundings): Record<string, Api> {
  const cut = (path: unknown): PhoneFile => {
    const smaller = state.smaller.shift();
    if (!table.has(String(path)) || smaller === undefined) throw new Refusal('not supported');
    table.set(smaller.path, smaller.sizeBytes);
    if (smaller.thumbnailPath !== '') table.set(smaller.thumbnailPath, 1);
    return smaller;
  };
  return {
    compressVideo: answering(
      'compressVideo',
      ({ src }) => {
        const { path, sizeBytes } = cut(src);
        return { tempFilePath: path, size: sizeBytes / 1_000 };
      },
      around,
    ),
    openVideoEditor: answering(
      'openVideoEditor',
      ({ filePath }) => {
        const { path, sizeBytes, durationSeconds, thumbnailPath } = cut(filePath);
        return { tempFilePath: path, size: sizeBytes, duration: durationSeconds * 1_000, tempThumbPath: thumbnailPath };
      },
      around,
    ),
  };
}

const mediaOf = ({ path, sizeBytes, kind, durationSeconds, width, height, thumbnailPath }: PhoneFile): object => ({
  tempFilePath: path,
  size: sizeBytes,
  fileType: kind,
  duration: durationSeconds,
  width,
  height,
  thumbTempFilePath: thumbnailPath,
});
