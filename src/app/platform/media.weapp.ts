import type { PickedFile } from './media.ts';
import { createTopmost } from './topmost.ts';

export const canPickFromChat = true;
export const canPickFromCamera = true;

export const pickFromAlbum = (limit: number): Promise<PickedFile[]> => choose({ count: limit, sourceType: ['album'] });

export const pickFromCamera = (): Promise<PickedFile[]> => choose({ count: 1, sourceType: ['camera'], maxDuration: 60 });

async function choose(source: { count: number; sourceType: ('album' | 'camera')[]; maxDuration?: number }): Promise<PickedFile[]> {
  try {
    // Exactly one size type: with both, iOS compresses even what was ticked as original.
    const { tempFiles } = await wx.chooseMedia({ ...source, mediaType: ['mix'], sizeType: ['original'] });
    return tempFiles.map((file) => ({
      path: file.tempFilePath,
      name: nameOf(file.tempFilePath),
      isNameless: true,
      sizeBytes: file.size,
      durationMs: file.duration ? Math.round(file.duration * 1_000) : undefined,
      thumbnailPath: file.fileType === 'image' ? file.tempFilePath : file.thumbTempFilePath,
    }));
  } catch (cause) {
    return isCancelled(cause) ? [] : Promise.reject(cause);
  }
}

export async function pickFromChat(limit: number): Promise<PickedFile[]> {
  try {
    const { tempFiles } = await wx.chooseMessageFile({ count: limit, type: 'all' });
    return tempFiles.map((file) => ({ path: file.path, name: file.name, sizeBytes: file.size }));
  } catch (cause) {
    return isCancelled(cause) ? [] : Promise.reject(cause);
  }
}

export const drawThumbnail = async (): Promise<undefined> => undefined;

type Entry = { scene: number; forwardMaterials?: { path: string; name: string; size: number }[] };

/** Paths already handed on: WeChat tells of the same files again whenever the app comes to the front. */
const taken = new Set<string>();

export const readForwardedFiles = (): PickedFile[] => takeForwarded(wx.getEnterOptionsSync());

const forwarded = createTopmost<PickedFile[]>();

wx.onAppShow((entry: Entry) => {
  const files = takeForwarded(entry);
  if (files.length > 0) forwarded.tell(files);
});

/** The app was open already when a file was sent to it. */
export const listenForFiles = (onFiles: (files: PickedFile[]) => void): (() => void) => forwarded.add(onFiles);

function takeForwarded({ scene, forwardMaterials }: Entry): PickedFile[] {
  // 1173: opened with a file from a chat.
  if (scene !== 1173 || !Array.isArray(forwardMaterials)) return [];
  const fresh = forwardMaterials.filter(({ path }) => !taken.has(path));
  for (const { path } of fresh) taken.add(path);
  return fresh.map(({ path, name, size }) => ({ path, name, sizeBytes: size }));
}

export const canChangeVideo = true;

export function shrinkVideo(file: PickedFile): Promise<PickedFile | undefined> {
  return new Promise((resolve) => {
    // Bit rate, frame rate and size are ignored beside a quality, though the typings want them.
    const options: Partial<WechatMiniprogram.CompressVideoOption> = {
      src: file.path,
      quality: 'medium',
      success: ({ tempFilePath, size }) => resolve({ ...file, path: tempFilePath, name: renamed(file.name), sizeBytes: size * 1_000 }),
      fail: () => resolve(undefined),
    };
    wx.compressVideo(options as WechatMiniprogram.CompressVideoOption);
  });
}

export function trimVideo(file: PickedFile): Promise<PickedFile | undefined> {
  return new Promise((resolve) => {
    wx.openVideoEditor({
      filePath: file.path,
      minDuration: '1',
      // A narrow maximum breaks the editor on long videos.
      maxDuration: '3600',
      success: ({ tempFilePath, size, duration, tempThumbPath }) =>
        resolve({
          ...file,
          path: tempFilePath,
          name: renamed(file.name),
          sizeBytes: size,
          durationMs: duration,
          thumbnailPath: tempThumbPath,
        }),
      fail: () => resolve(undefined),
    });
  });
}

/** What WeChat writes is MP4, whatever it read. */
const renamed = (name: string): string => name.replace(/\.\w+$/, '.mp4');

const isCancelled = (cause: unknown): boolean => /cancel/.test(String((cause as { errMsg?: string }).errMsg ?? cause));

const nameOf = (path: string): string => path.split('/').at(-1) ?? path;
