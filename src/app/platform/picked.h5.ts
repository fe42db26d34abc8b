import type { PickedFile } from './media.ts';

/** The files behind the blob addresses we gave out: an upload needs the file itself. */
const files = new Map<string, File>();

export function keepFile(file: File): PickedFile {
  const path = URL.createObjectURL(file);
  files.set(path, file);
  return { path, name: file.name, sizeBytes: file.size };
}

export const fileAt = (path: string): File | undefined => files.get(path);

export function forgetFile(path: string): void {
  files.delete(path);
  URL.revokeObjectURL(path);
}
