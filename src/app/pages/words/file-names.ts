import { clipKindOf } from '../../../contract/limits.ts';
import type { PickedFile } from '../../platform/media.ts';
import type { Translate } from '../../strings/translate.ts';

/** Files with names people can tell apart: WeChat's album gives none. `count` files are there already. */
export function nameFiles(files: PickedFile[], count: number, t: Translate): PickedFile[] {
  return files.map((file, index) => (file.isNameless ? { ...file, name: nameOf(file, count + index + 1, t) } : file));
}

function nameOf({ name }: PickedFile, n: number, t: Translate): string {
  const extension = /\.\w+$/.exec(name)?.[0] ?? '';
  return t(clipKindOf(name) === 'image' ? 'upload.picture_n' : 'upload.clip_n', { n }) + extension;
}

/** A name of ours without its extension; the person's own stay as they are. */
export const shownName = ({ name, isNameless }: PickedFile): string => (isNameless ? name.replace(/\.\w+$/, '') : name);
