import type { PickedFile } from './media.ts';

export const canPickFromChat = true;

export const pickFromAlbum = (limit: number): Promise<PickedFile[]> => choose({ count: limit, sourceType: ['album'] });

export const pickFromCamera = (): Promise<PickedFile[]> => choose({ count: 1, sourceType: ['camera'], maxDuration: 60 });

async function choose(source: { count: number; sourceType: ('album' | 'camera')[]; maxDuration?: number }): Promise<PickedFile[]> {
  try {
    // Exactly one size type: with both, iOS compresses even what was ticked as original.
    const { tempFiles } = await wx.chooseMedia({ ...source, mediaType: ['mix'], sizeType: ['original'] });
    return tempFiles.map((file) => ({
      path: file.tempFilePath,
      name: nameOf(file.tempFilePath),
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

export const listenForFiles = (): (() => void) => () => undefined;

export const drawThumbnail = async (): Promise<undefined> => undefined;

export function readForwardedFiles(): PickedFile[] {
  const { scene, forwardMaterials } = wx.getEnterOptionsSync();
  // 1173: opened with a file from a chat.
  if (scene !== 1173 || !Array.isArray(forwardMaterials)) return [];
  return forwardMaterials.map(({ path, name, size }) => ({ path, name, sizeBytes: size }));
}

const isCancelled = (cause: unknown): boolean => /cancel/.test(String((cause as { errMsg?: string }).errMsg ?? cause));

const nameOf = (path: string): string => path.split('/').at(-1) ?? path;
