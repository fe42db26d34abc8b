import type { SceneName } from './gallery.tsx';

export declare function serveGallery(options?: {
  hasGaps?: boolean;
}): Promise<{ url: string; scenes: SceneName[]; close: () => Promise<void> }>;
