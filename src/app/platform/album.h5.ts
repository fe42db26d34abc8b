import type { SaveOutcome } from './album.ts';
import type { LocalFile } from './download.ts';
import { saveAs } from './save-as.h5.ts';

export const hasAlbum = false;

export async function saveToAlbum(file: LocalFile): Promise<SaveOutcome> {
  saveAs(file);
  return 'saved';
}

export const openAlbumSettings = async (): Promise<boolean> => true;
