/** Largest export, in bytes. Source: the mission document, "keep videos under 25MB", decimal, so that every reading of "MB" holds. */
export const EXPORT_LIMIT_BYTES = 25_000_000;

/** Largest file the upstream takes, in bytes. Source: the mission document, "Max file size is 500MB". */
export const CLIP_LIMIT_BYTES = 500_000_000;

/** Most files in one pick. Source: `wx.chooseMedia`, base library 2.25.0. */
export const PICK_LIMIT = 20;

/** Longest run of one message, in ms. Source: the mission document, `/run_sse` "Timeout: 15 min". */
export const TURN_LIMIT_MS = 15 * 60_000;

/** After a rate limit: until the one retry, in ms. Source: the mission document, "429: rate limited, wait 30 s, retry once". */
export const RATE_LIMIT_WAIT_MS = 30_000;

/** Longest instruction, in characters: `msgSecCheck` reads no more. Source: WeChat, text content safety v2. */
export const INSTRUCTION_LIMIT = 2_500;

/** File name extensions the upstream takes, without the dot. Source: the mission document, "Accepted file types". */
export const CLIP_EXTENSIONS = {
  video: ['mp4', 'mov', 'avi', 'webm', 'mkv'],
  image: ['jpg', 'png', 'gif', 'webp'],
  audio: ['mp3', 'wav', 'm4a', 'aac'],
} as const;

export type ClipKind = keyof typeof CLIP_EXTENSIONS;

/** The kind of clip that a file name promises; `undefined` for a type the upstream does not take. */
export function clipKindOf(fileName: string): ClipKind | undefined {
  const extension = fileName.toLowerCase().split('.').at(-1) ?? '';
  const known = extension === 'jpeg' ? 'jpg' : extension;
  const kinds: ClipKind[] = ['video', 'image', 'audio'];
  return kinds.find((kind) => (CLIP_EXTENSIONS[kind] as readonly string[]).includes(known));
}
