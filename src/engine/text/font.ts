import { createRequire } from 'node:module';

type Canvas = typeof import('@napi-rs/canvas');

/** Latin, Chinese and punctuation; then whatever is a colour emoji. */
export const FONT_STACK = "'Saycut Sans', 'Saycut Emoji'";

export const REGULAR = 500;
export const BOLD = 700;

const FILES = [
  { file: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf', family: 'Saycut Sans' },
  { file: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf', family: 'Saycut Sans' },
  { file: '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf', family: 'Saycut Emoji' },
] as const;

let loaded: Canvas | undefined;

/**
 * What draws, with its fonts, loaded once and on first use: 45 MB and a third of a second that a start, and whoever has no title, does not
 * pay for. Fonts of the machine are never used, so that every machine draws the same.
 */
export function loadCanvas(): Canvas {
  if (loaded) return loaded;
  const load = createRequire(import.meta.url);
  const canvas = load('@napi-rs/canvas') as Canvas;
  for (const { file, family } of FILES) canvas.GlobalFonts.registerFromPath(load.resolve(file), family);
  loaded = canvas;
  return canvas;
}
