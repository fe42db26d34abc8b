import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

/** Latin, Chinese and punctuation; then whatever is a colour emoji. */
export const FONT_STACK = "'Saycut Sans', 'Saycut Emoji'";

export const REGULAR = 500;
export const BOLD = 700;

const FILES = [
  { file: '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf', family: 'Saycut Sans' },
  { file: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf', family: 'Saycut Sans' },
  { file: '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf', family: 'Saycut Emoji' },
] as const;

let isLoaded = false;

/** Loads the fonts once: 45 MB that nobody without a title pays for. Fonts of the machine are never used, so that every machine draws the same. */
export function loadFonts(): void {
  if (isLoaded) return;
  const { resolve } = createRequire(import.meta.url);
  for (const { file, family } of FILES) GlobalFonts.registerFromPath(resolve(file), family);
  isLoaded = true;
}
