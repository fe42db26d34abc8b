type Fields = Record<string, unknown>;

/** Fields of a segment that change its picture or sound in a way that a preview cannot show. Those left out at their default are not effects. */
const effectFields: { field: string; name: string; isDefault?: (value: unknown) => boolean }[] = [
  { field: 'reverse', name: 'reverse' },
  { field: 'freeze', name: 'freeze' },
  { field: 'rotate', name: 'rotate' },
  { field: 'mirror', name: 'mirror' },
  { field: 'crop', name: 'crop' },
  { field: 'fit', name: 'fit', isDefault: (value) => value === 'blur-pad' },
  { field: 'fill', name: 'fill' },
  { field: 'focus', name: 'focus' },
  { field: 'zoom', name: 'zoom', isDefault: (value) => value === 1 },
  { field: 'brightness', name: 'brightness' },
  { field: 'contrast', name: 'contrast' },
  { field: 'saturation', name: 'saturation' },
  { field: 'warmth', name: 'warmth' },
  { field: 'look', name: 'look' },
  { field: 'fadeIn', name: 'fade-in' },
  { field: 'fadeOut', name: 'fade-out' },
  { field: 'kenBurns', name: 'move' },
  { field: 'denoise', name: 'denoise' },
  { field: 'pip', name: 'pip' },
  { field: 'anim', name: 'animation', isDefault: (value) => value === 'none' },
  { field: 'highlight', name: 'highlight', isDefault: (value) => Array.isArray(value) && value.length === 0 },
  { field: 'bed', name: 'bed' },
  { field: 'seed', name: 'seed' },
  { field: 'duck', name: 'duck' },
  { field: 'loop', name: 'loop' },
];

/** Text of a value, the same for equal values whatever the order of their keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => `${key}:${canonical(field)}`)
      .join()}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** Effects of a segment as `name`, or `name:value` where the value matters, so that two readings can be compared. */
export function readEffects(segment: Fields): string[] {
  return effectFields.flatMap(({ field, name, isDefault }) => {
    const value = segment[field];
    if (value === undefined || value === null || value === false || value === 0 || isDefault?.(value)) return [];
    if (value === true) return [name];
    return [`${name}:${typeof value === 'string' ? value : canonical(value)}`];
  });
}

/** `look` of `look:warm`: what the app has a word for. */
export const effectNameOf = (effect: string): string => effect.split(':', 1)[0] ?? effect;
