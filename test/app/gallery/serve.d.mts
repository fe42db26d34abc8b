import type { SceneName } from './gallery.tsx';

export declare function serveGallery(): Promise<{ url: string; scenes: SceneName[]; close: () => Promise<void> }>;
