export declare function serveGallery(): Promise<{ url: string; scenes: string[]; close: () => Promise<void> }>;
