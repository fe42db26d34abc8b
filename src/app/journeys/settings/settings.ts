import type { Language } from '../../../contract/relay/text.ts';
import * as z from '../../../contract/schema.ts';
import type { SystemLook, Theme } from '../../platform/look.ts';
import { nearestLanguage } from '../../strings/language.ts';

/** What the person chose; `auto` follows the phone. */
export const Settings = z.object({
  theme: z.enum(['auto', 'light', 'dark']),
  language: z.enum(['auto', 'zh-CN', 'en']),
  textSize: z.enum(['auto', 'standard', 'large', 'extra']),
  reducesMotion: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = { theme: 'auto', language: 'auto', textSize: 'auto', reducesMotion: false };

/** What the screens are drawn with. */
export type Look = { theme: Theme; language: Language; fontScale: number; reducesMotion: boolean };

/** Factors of the text size. The largest is what WeChat's own 关怀模式 uses. */
const scales = { standard: 1, large: 1.25, extra: 1.4 };

/** Layouts are made for up to this; WeChat's slider goes further. */
const LARGEST_SCALE = 1.4;

export function resolveLook(settings: Settings, system: SystemLook): Look {
  return {
    theme: settings.theme === 'auto' ? system.theme : settings.theme,
    language: settings.language === 'auto' ? nearestLanguage(system.language) : settings.language,
    fontScale: settings.textSize === 'auto' ? Math.min(LARGEST_SCALE, Math.max(1, system.fontScale)) : scales[settings.textSize],
    reducesMotion: settings.reducesMotion || system.reducesMotion,
  };
}
