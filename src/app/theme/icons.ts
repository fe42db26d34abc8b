/** One icon on a 24 × 24 grid: strokes with round ends unless `filled`. `weights` are the stroke widths drawn; small icons need heavier lines. */
interface Drawing {
  body: string;
  filled?: true;
  weights?: readonly Weight[];
}

const strokeWidth = { regular: 1.8, medium: 2.2, bold: 3 } as const;
export type Weight = keyof typeof strokeWidth;

/** What the sheet of masks, `icons.css`, is written from; `test/app/gallery/write-icons.mjs` writes it. */
export const drawings = {
  spark: { filled: true, body: '<path d="M12 3.2c.9 4.9 3 7 8 8-5 .9-7.1 3-8 8-.9-5-3-7.1-8-8 5-1 7.1-3.1 8-8Z"/>' },
  sliders: { body: '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2.2"/><circle cx="9" cy="17" r="2.2"/>' },
  plus: { body: '<path d="M12 5v14M5 12h14"/>', weights: ['regular', 'medium'] },
  minus: { body: '<path d="M5 12h14"/>' },
  chat: {
    body: '<path d="M12 4.5c-5 0-9 3.2-9 7.2 0 2.2 1.3 4.2 3.3 5.5L5.5 20l3.4-1.6c1 .3 2 .4 3.1.4 5 0 9-3.2 9-7.1s-4-7.2-9-7.2Z"/>',
    weights: ['regular', 'medium'],
  },
  scissors: {
    body: '<circle cx="6" cy="6.5" r="2.6"/><circle cx="6" cy="17.5" r="2.6"/><path d="M8.2 8 20 17M8.2 16 20 7"/>',
    weights: ['regular', 'medium'],
  },
  clock: { body: '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>', weights: ['regular', 'medium'] },
  music: {
    body: '<path d="M9 18V6l10-2v12"/><circle cx="6.5" cy="18" r="2.5"/><circle cx="16.5" cy="16" r="2.5"/>',
    weights: ['regular', 'medium'],
  },
  forward: { body: '<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>' },
  back: { body: '<path d="M14.5 5 8 12l6.5 7"/>' },
  down: { body: '<path d="m5.5 9.5 6.5 6.5 6.5-6.5"/>' },
  check: { body: '<path d="m5.5 12.5 4.3 4.3L18.5 7.8"/>', weights: ['regular', 'medium', 'bold'] },
  play: { filled: true, body: '<path d="M8 5.6v12.8c0 .8.9 1.3 1.6.8l9.3-6.4c.6-.4.6-1.2 0-1.6L9.6 4.8c-.7-.5-1.6 0-1.6.8Z"/>' },
  pause: {
    filled: true,
    body: '<rect x="6.5" y="5" width="4" height="14" rx="1.2"/><rect x="13.5" y="5" width="4" height="14" rx="1.2"/>',
  },
  stop: { filled: true, body: '<rect x="6.5" y="6.5" width="11" height="11" rx="2.4"/>' },
  undo: { body: '<path d="M8.5 5 4.5 9l4 4"/><path d="M5 9h8.5a5.5 5.5 0 0 1 0 11H9"/>', weights: ['regular', 'medium', 'bold'] },
  redo: { body: '<path d="m15.5 5 4 4-4 4"/><path d="M19 9h-8.5a5.5 5.5 0 0 0 0 11H15"/>', weights: ['regular', 'medium'] },
  film: {
    body: '<rect x="3.5" y="5" width="17" height="14" rx="2.5"/><path d="M8 5v14M16 5v14M3.5 9.7H8M3.5 14.3H8M16 9.7h4.5M16 14.3h4.5"/>',
    weights: ['regular', 'medium'],
  },
  text: { body: '<path d="M5 7V5h14v2M12 5v14M9 19h6"/>', weights: ['regular', 'medium'] },
  microphone: { body: '<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>' },
  send: { body: '<path d="M12 19V5.5M6 11l6-6 6 6"/>', weights: ['medium'] },
  layers: {
    body: '<path d="m12 4 8.5 4.5L12 13 3.5 8.5 12 4Z"/><path d="m4 12.8 8 4.2 8-4.2M4 16.6l8 4.2 8-4.2"/>',
    weights: ['regular', 'medium'],
  },
  close: { body: '<path d="M6 6l12 12M18 6 6 18"/>', weights: ['regular', 'medium'] },
  retry: { body: '<path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4"/><path d="M19.5 4.5v4h-4"/>', weights: ['regular', 'medium'] },
  offline: {
    body: '<path d="M3.5 9.3a13 13 0 0 1 4-2.6M20.5 9.3a13 13 0 0 0-8-3.2M7 13a8 8 0 0 1 2.6-1.7M17 13a8 8 0 0 0-2-1.4M12 17.8v.1M4 3.5l16 17"/>',
  },
  bell: { body: '<path d="M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5l1.5-1.5Z"/><path d="M10 20.5h4"/>' },
  copy: {
    body: '<rect x="8.5" y="8.5" width="11" height="11" rx="2.5"/><path d="M15.5 8.5V7A2.5 2.5 0 0 0 13 4.5H7A2.5 2.5 0 0 0 4.5 7v6A2.5 2.5 0 0 0 7 15.5h1.5"/>',
  },
  save: { body: '<path d="M12 4.5V16M6.8 11.2 12 16.4l5.2-5.2M5 19.8h14"/>', weights: ['regular', 'medium'] },
  eye: { body: '<path d="M2.8 12S6 5.8 12 5.8 21.2 12 21.2 12 18 18.2 12 18.2 2.8 12 2.8 12Z"/><circle cx="12" cy="12" r="2.8"/>' },
  sound: { body: '<path d="M4.5 9.5v5h3.2L12 18.2V5.8L7.7 9.5H4.5Z"/><path d="M15.5 9a4 4 0 0 1 0 6M18 6.5a7.6 7.6 0 0 1 0 11"/>' },
  info: { body: '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.1"/>' },
  moments: {
    body: '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v9M19.4 7.8l-7.6 4.6M19.3 16.4 11.5 12M12 20.5v-9M4.6 16.2l7.6-4.6M4.7 7.6l7.8 4.4"/>',
  },
  camera: {
    body: '<path d="M4 8.5A2.5 2.5 0 0 1 6.5 6h1.2l1.4-2h5.8l1.4 2h1.2A2.5 2.5 0 0 1 20 8.5v8a2.5 2.5 0 0 1-2.5 2.5h-11A2.5 2.5 0 0 1 4 16.5v-8Z"/><circle cx="12" cy="12.3" r="3.5"/>',
  },
  picture: {
    body: '<rect x="3.5" y="4.5" width="17" height="15" rx="3"/><circle cx="9" cy="10" r="1.7"/><path d="m4.5 17 4.7-4 3 2.6 3.3-3.3 4.5 4.4"/>',
  },
  lock: { body: '<rect x="5" y="11" width="14" height="9" rx="2.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>' },
  alert: { body: '<path d="M12 4.2 2.9 19.5h18.2L12 4.2Z"/><path d="M12 10v4.2M12 17.1v.1"/>' },
  shield: { body: '<path d="M12 3.5 5 6v5.5c0 4.3 2.9 7.4 7 9 4.1-1.6 7-4.7 7-9V6l-7-2.5Z"/><path d="m9 12 2.2 2.2L15.2 10"/>' },
  globe: {
    body: '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.4 2.6 3.4 5.4 3.4 8.5s-1 5.9-3.4 8.5c-2.4-2.6-3.4-5.4-3.4-8.5s1-5.9 3.4-8.5Z"/>',
  },
  letters: {
    body: '<path d="m3.5 18 4.6-12h.8l4.6 12M5.2 14h6.6"/><path d="M20.5 18v-5.2c0-1.8-1-2.8-2.7-2.8-1.2 0-2.1.5-2.7 1.3M20.5 13.4c-3.4 0-5.6.5-5.6 2.6 0 1.4 1 2.2 2.4 2.2 1.8 0 3.2-1.2 3.2-3"/>',
  },
  trash: { body: '<path d="M5 7h14M10 4.5h4M7 7l.8 11a2 2 0 0 0 2 1.8h4.4a2 2 0 0 0 2-1.8L17 7M10.3 11v5M13.7 11v5"/>' },
} as const satisfies Record<string, Drawing>;

export type IconName = keyof typeof drawings;

/** The class that carries an icon's mask. A weight that is not drawn falls back to the regular one. */
export const iconClass = (name: IconName, weight: Weight): string =>
  weight === 'regular' ? `icon-${name}` : `icon-${name} icon-${name}-${weight}`;

/** The style sheet of all masks. Kept as classes, not inline styles, so that an icon costs no `setData` bytes. */
export function writeIconSheet(): string {
  const rules = Object.entries(drawings).flatMap(([name, drawing]: [string, Drawing]) =>
    (drawing.weights ?? ['regular']).map((weight, index) => {
      const selector = index === 0 ? `.icon-${name}` : `.icon-${name}-${weight}`;
      return `${selector} {\n  ${mask(drawing, weight)}\n}\n`;
    }),
  );
  return `/* Written by test/app/gallery/write-icons.mjs from icons.ts; do not edit. */\n${rules.join('\n')}`;
}

function mask(drawing: Drawing, weight: Weight): string {
  const paint = drawing.filled
    ? ''
    : ` fill='none' stroke='%23000' stroke-width='${strokeWidth[weight]}' stroke-linecap='round' stroke-linejoin='round'`;
  const body = drawing.body.replaceAll('"', "'");
  const image = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'${paint}>${body}</svg>`;
  // The prefixed name alone: every engine we serve knows it, and both would double the sheet.
  return `-webkit-mask-image: url("data:image/svg+xml,${image.replaceAll('<', '%3C').replaceAll('>', '%3E')}");`;
}
