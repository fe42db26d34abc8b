import type { SaveOutcome } from './album.ts';
import type { LocalFile } from './download.ts';

export const hasAlbum = false;

export async function saveToAlbum(file: LocalFile): Promise<SaveOutcome> {
  const link = document.createElement('a');
  link.href = file.path;
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
  return 'saved';
}

export const openAlbumSettings = async (): Promise<boolean> => true;
