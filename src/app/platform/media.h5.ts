import { CLIP_EXTENSIONS } from '../../contract/limits.ts';
import type { PickedFile } from './media.ts';
import { keepFile } from './picked.h5.ts';
import { createTopmost } from './topmost.ts';

export const canPickFromChat = false;
export const canPickFromCamera = window.matchMedia('(pointer: coarse)').matches;

const accept = (kinds: (keyof typeof CLIP_EXTENSIONS)[]): string =>
  [...kinds.map((kind) => `${kind}/*`), ...kinds.flatMap((kind) => CLIP_EXTENSIONS[kind].map((extension) => `.${extension}`))].join(',');

export const pickFromAlbum = (limit: number): Promise<PickedFile[]> => open({ accept: accept(['video', 'image']), limit });

export const pickFromCamera = (): Promise<PickedFile[]> => open({ accept: 'video/*', limit: 1, capture: true });

export const pickFromChat = (limit: number): Promise<PickedFile[]> => open({ accept: accept(['video', 'image', 'audio']), limit });

function open(dialog: { accept: string; limit: number; capture?: boolean }): Promise<PickedFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = dialog.accept;
    input.multiple = dialog.limit > 1;
    input.style.display = 'none';
    if (dialog.capture) input.setAttribute('capture', 'environment');
    const finish = (files: File[]): void => {
      input.remove();
      resolve(files.slice(0, dialog.limit).map(keepFile));
    };
    input.addEventListener('change', () => finish([...(input.files ?? [])]));
    input.addEventListener('cancel', () => finish([]));
    // Some browsers answer only an input that is in the page.
    document.body.append(input);
    input.click();
  });
}

const dropped = createTopmost<PickedFile[]>();

function take(event: Event, transfer: DataTransfer | null): void {
  const files = [...(transfer?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  dropped.tell(files.map(keepFile));
}

document.addEventListener('drop', (event) => take(event, event.dataTransfer));
document.addEventListener('paste', (event) => take(event, event.clipboardData));
// Without this the browser leaves the page and opens the file.
document.addEventListener('dragover', (event) => event.preventDefault());

export const listenForFiles = (onFiles: (files: PickedFile[]) => void): (() => void) => dropped.add(onFiles);

/** A browser that cannot read the codec fires nothing for long. */
const THUMBNAIL_LIMIT_MS = 4_000;

export async function drawThumbnail(file: PickedFile): Promise<{ path: string; durationMs?: number } | undefined> {
  if (/\.(jpe?g|png|gif|webp)$/i.test(file.name)) return { path: file.path };
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  video.playsInline = true;
  video.src = file.path;
  if (!(await happens(video, 'loadeddata'))) return undefined;
  const durationMs = Number.isFinite(video.duration) ? Math.round(video.duration * 1_000) : undefined;
  video.currentTime = Math.min(0.1, video.duration / 2);
  await happens(video, 'seeked');
  const path = await draw(video);
  video.removeAttribute('src');
  video.load();
  return path === undefined ? undefined : { path, durationMs };
}

function happens(video: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), THUMBNAIL_LIMIT_MS);
    const finish = (isFine: boolean) => () => {
      clearTimeout(timer);
      resolve(isFine);
    };
    video.addEventListener(event, finish(true), { once: true });
    video.addEventListener('error', finish(false), { once: true });
  });
}

function draw(video: HTMLVideoElement): Promise<string | undefined> {
  const canvas = document.createElement('canvas');
  const scale = 320 / Math.max(video.videoWidth, video.videoHeight, 1);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob ? URL.createObjectURL(blob) : undefined), 'image/jpeg', 0.8);
  });
}

export const canChangeVideo = false;

export const shrinkVideo = async (): Promise<undefined> => undefined;

export const trimVideo = async (): Promise<undefined> => undefined;

export const readForwardedFiles = (): PickedFile[] => [];
