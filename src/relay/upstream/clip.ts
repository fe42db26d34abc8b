import { UpstreamClip } from '../../contract/upstream/clip.ts';

/** The upstream's record of a clip, as we stored it. */
export const readClipRecord = (stored: string): UpstreamClip => UpstreamClip.parse(JSON.parse(stored));

/** The name that a draft has for a clip. */
export const draftNameOf = (clip: UpstreamClip, fallback: string): string => clip.id ?? clip.filename ?? fallback;

const MOUNT = /\/mnt\/userdata\/([^"\\]+)/g;

/**
 * The text of a draft with paths of the upstream's own disk replaced by the addresses of the same files; a render elsewhere cannot read
 * that disk. Paths of unknown files stay.
 */
export function withAddresses(draft: string, clips: readonly UpstreamClip[]): string {
  return draft.replace(MOUNT, (path: string, name: string) => {
    const found = clips.find((clip) => clip.filename === name || clip.cdn_url?.split('?')[0]?.endsWith(`/${name}`));
    return found?.cdn_url === undefined ? path : JSON.stringify(found.cdn_url).slice(1, -1);
  });
}
