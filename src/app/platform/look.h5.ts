import './look.css';
import type { SystemLook, Theme } from './look.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const still = window.matchMedia('(prefers-reduced-motion: reduce)');

export const readSystemLook = (): SystemLook => ({
  theme: dark.matches ? 'dark' : 'light',
  fontScale: 1,
  language: navigator.language,
  reducesMotion: still.matches,
});

export function listenForSystemLook(onChange: () => void): () => void {
  dark.addEventListener('change', onChange);
  still.addEventListener('change', onChange);
  return () => {
    dark.removeEventListener('change', onChange);
    still.removeEventListener('change', onChange);
  };
}

export function paintWindow(look: { theme: Theme; fontScale: number; reducesMotion: boolean; language: string }): void {
  const root = document.documentElement;
  root.lang = look.language;
  root.dataset.theme = look.theme;
  root.dataset.motion = look.reducesMotion ? 'reduced' : 'full';
  root.style.setProperty('--fs', String(look.fontScale));
}
