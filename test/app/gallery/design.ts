import { readFileSync } from 'node:fs';
import type { SceneName } from './gallery.tsx';

type Line = [text: string, left: number, middle: number, size: number, weight: number, color: string];
type Box = [left: number, top: number, width: number, height: number, fill: string, radius: number];
type Sign = [left: number, top: number, size: number, color: string];

/** What stands where on a picture of the design, in CSS pixels: read from its source, drawn with the gallery's font. */
export type Picture = { texts: Line[]; boxes: Box[]; signs: Sign[] };

export const pictures = JSON.parse(readFileSync(new URL('design.json', import.meta.url), 'utf8')) as Record<string, Picture>;

/** Scene and theme of each picture. */
export const scenes: Record<string, { scene: SceneName; theme?: 'dark'; fs?: string }> = {
  '01': { scene: '01' },
  '02': { scene: '01', theme: 'dark' },
  '03': { scene: '03' },
  '04': { scene: '03', theme: 'dark' },
  '05': { scene: '05' },
  '06': { scene: '05', theme: 'dark' },
  '07': { scene: '07' },
  '08': { scene: '08' },
  '09': { scene: '09' },
  '10': { scene: '10' },
  '11': { scene: '11' },
  '12': { scene: '12' },
  '13': { scene: '13' },
  '14': { scene: '14' },
  '15': { scene: '14', theme: 'dark' },
  '16': { scene: '16' },
  '17': { scene: '16', theme: 'dark' },
  '18': { scene: '18' },
  '19': { scene: '19' },
  '20': { scene: '20' },
  '21': { scene: '21' },
  '22': { scene: '22' },
  '23': { scene: '23' },
  '24': { scene: '24' },
  '25': { scene: '25' },
  '26': { scene: '26', fs: '1.4' },
  '27': { scene: '27' },
  '28': { scene: '28' },
};

/**
 * Where a picture and the rest of the design disagree, or two pictures do. `words` and `places` (left, top) of the picture are left out;
 * `drift` is how far its whole list may stand above or below, where pictures of the same list disagree about its margin.
 */
export const exceptions: Record<string, { why: string; words?: string[]; places?: [number, number][]; drift?: number }> = {
  '07': {
    why: 'a file that broke can also be left out, as the table of errors says',
    words: ['重试'],
    places: [
      [272, 437.8],
      [284, 448.3],
    ],
  },
  '09': { why: 'pictures of the chat end it 10, 12 and 14 px above the composer', drift: 2 },
  '11': { why: 'the words on the film are the film’s', words: ['周末的海', '海风把一周的忙碌都吹散了', '海风把一周…'] },
  '16': { why: 'the bar is round by its frame', places: [[34, 220]] },
  '17': { why: 'the bar is round by its frame', places: [[34, 220]] },
  '18': {
    why: 'the sign of the empty timeline is 40 px here and 44 px in picture 07',
    words: ['时间线', '素材传好后会出现在这里'],
    places: [
      [12, 92],
      [24, 102.3],
    ],
    drift: 1,
  },
  '19': { why: 'two lines of ours, one broken line there', words: ['Pick your clips and tell me what you want'] },
  '22': {
    why: 'behind the sheet stands the page as it is',
    words: ['选视频'],
    places: [
      [32, 312],
      [149, 329],
    ],
  },
  '26': {
    why: 'every answer carries its label, in care mode too; words are ink and not black',
    words: ['去掉停顿，配上字幕', '剪好了，24 秒，正好发朋友圈。'],
    places: [[129.5, 281.5]],
  },
  '27': { why: 'at the smallest scale "smaller" is off', places: [[250, 345]] },
};
