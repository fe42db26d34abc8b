import type { ReactNode } from 'react';
import { Frame, type FrameProps } from '../../../../src/app/components/primitive/Frame.tsx';
import { type Look, standardLook } from '../../../../src/app/components/primitive/look.ts';
import { NavBar, type NavBarProps } from '../../../../src/app/components/primitive/NavBar.tsx';
import type { Segment, Timeline } from '../../../../src/contract/relay/timeline.ts';
import cafe from '../img/cafe.jpg';
import city from '../img/city.jpg';
import dusk from '../img/dusk.jpg';
import mist from '../img/mist.jpg';
import rain from '../img/rain.jpg';
import sea from '../img/sea.jpg';

export const photos = { cafe, city, dusk, mist, rain, sea };

/** The phone of the design: 44 px of status bar, and WeChat's capsule at the side. */
export const phoneInsets = { topPx: 44, heightPx: 44, sidePx: 94 };

const asked = new URLSearchParams(location.search);
const wanted = (name: string): string | undefined => asked.get(name) ?? undefined;

export const look: Look = {
  ...standardLook,
  theme: wanted('theme') === 'dark' ? 'dark' : 'light',
  scale: Number(wanted('fs') ?? 1),
  isStill: true,
  widthPx: Math.min(480, innerWidth),
  heightPx: innerHeight,
};

export const nothing = (): void => {};

export function Phone({ nav, ...frame }: Omit<FrameProps, 'look' | 'nav'> & { nav: NavBarProps }): ReactNode {
  return <Frame {...frame} look={look} nav={<NavBar insets={phoneInsets} {...nav} />} />;
}

export const back = { label: '返回', onPress: nothing };

const plain = { speed: 1, volume: 100, effects: [] };
const film = (id: string, clip: string, [startMs, endMs]: readonly [number, number]): Segment => ({
  ...plain,
  id,
  name: clip,
  startMs,
  durationMs: endMs - startMs,
  source: { clip, inMs: 0, outMs: endMs - startMs },
});
const cue = (text: string, from: number, to: number): Segment => ({
  ...plain,
  id: text,
  name: text,
  text,
  startMs: from,
  durationMs: to - from,
  role: 'caption',
});

/** Of pictures 03 and 08. */
export const uncut: Timeline = {
  durationMs: 41_000,
  canvas: { width: 1080, height: 1920 },
  tracks: [
    {
      kind: 'video',
      segments: [film('v1', 'city', [0, 15_000]), film('v2', 'dusk', [15_000, 27_000]), film('v3', 'cafe', [27_000, 41_000])],
    },
  ],
};

const films = [film('v1', 'city', [0, 8200]), film('v2', 'dusk', [8200, 15_600]), film('v3', 'cafe', [15_600, 24_000])];
const music: Segment = { ...plain, id: 'a1', name: '午后散步', startMs: 0, durationMs: 24_000 };
const cues = [cue('入夜的城', 300, 7100), cue('晚风', 7600, 11_400), cue('山影', 11_900, 15_800), cue('一杯拿铁', 16_300, 23_500)];

/** Of pictures 05, 09, 12 and 27. */
export const cut: Timeline = {
  durationMs: 24_000,
  canvas: { width: 1080, height: 1920 },
  tracks: [
    { kind: 'video', segments: films },
    { kind: 'audio', segments: [music] },
    { kind: 'text', segments: cues },
  ],
};

const cuesEnglish = [cue('Nightfall', 300, 7100), cue('Hush', 7600, 11_400), cue('Hills', 11_900, 15_800), cue('A latte', 16_300, 23_500)];

/** Of picture 20. */
export const cutEnglish: Timeline = {
  ...cut,
  tracks: [
    { kind: 'video', segments: films },
    { kind: 'audio', segments: [music] },
    { kind: 'text', segments: cuesEnglish },
  ],
};

export const newIds = [music, ...cues, ...cuesEnglish].map(({ id }) => id);

/** Of picture 11. */
export const seaside: Timeline = {
  durationMs: 24_000,
  canvas: { width: 1080, height: 1920 },
  tracks: [
    { kind: 'video', segments: [film('v1', 'sea', [0, 13_000]), film('v2', 'mist', [13_000, 24_000])] },
    { kind: 'audio', segments: [music] },
    {
      kind: 'text',
      segments: [cue('周末的海', 400, 5600), cue('海风把一周的忙碌都吹散了', 6600, 13_200), cue('下周还想来', 14_200, 22_400)],
    },
  ],
};
