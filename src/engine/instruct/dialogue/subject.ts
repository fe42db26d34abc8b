import type { EngineDraft } from '../../draft.ts';
import type { Edit, Words } from '../../edits/edit.ts';
import { captionsOf, filmOf, musicOf, textsOf, titlesOf } from '../../edits/tracks.ts';

/** What the turn before was about, and its name in both languages. */
export type Subject = { kind: 'title' | 'caption' | 'music' | 'original' | 'transition' | 'clips'; ids: string[]; zh: string; en: string };

const names = {
  title: { zh: '标题', en: 'the title' },
  caption: { zh: '字幕', en: 'the captions' },
  music: { zh: '音乐', en: 'the music' },
  original: { zh: '原声', en: 'the original sound' },
  transition: { zh: '转场', en: 'the transitions' },
} as const;

/** What these edits were done to, if it is one thing that the film still has. */
export function subjectOf(edits: Edit[], draft: EngineDraft): Subject | undefined {
  const edit = edits.at(-1);
  const kind = edit && kindOf(edit, draft);
  if (edit === undefined || kind === undefined) return undefined;
  if (kind !== 'clips') return isThere(kind, draft) ? { kind, ids: [], ...names[kind] } : undefined;
  return clipsNamed(idsOf(edit), draft);
}

/** The segments as a subject; all of the film is none. */
export function clipsNamed(ids: string[], draft: EngineDraft): Subject | undefined {
  const film = filmOf(draft);
  const places = film.flatMap(({ id }, i) => (ids.includes(id) ? [i + 1] : []));
  if (places.length === 0 || places.length === film.length) return undefined;
  return {
    kind: 'clips',
    ids: places.flatMap((n) => film[n - 1]?.id ?? []),
    zh: places.map((n) => `第${n}段`).join('和'),
    en: places.map((n) => `clip ${n}`).join(' and '),
  };
}

/** The segments that an edit names. */
export function idsOf(edit: Edit): string[] {
  if (edit.type === 'trim_segment') return [edit.id];
  if (edit.type === 'set_volume') return Array.isArray(edit.of) ? edit.of : [];
  return 'ids' in edit && edit.type !== 'arrange' ? (edit.ids ?? []) : [];
}

export function kindOf(edit: Edit, draft: EngineDraft): Subject['kind'] | undefined {
  if ('words' in edit) return kindOfWords(edit.words, draft);
  if (edit.type === 'add_title') return 'title';
  if (edit.type === 'add_captions') return 'caption';
  if (edit.type === 'add_music' || edit.type === 'set_music') return 'music';
  if (edit.type === 'set_transitions') return 'transition';
  if (edit.type === 'remove_sound') return edit.of === 'music' ? 'music' : undefined;
  if (edit.type !== 'set_volume') return idsOf(edit).length > 0 ? 'clips' : undefined;
  if (edit.of === 'music' || edit.of === 'original') return edit.of;
  const isMusic = musicOf(draft).some(({ id }) => idsOf(edit).includes(id));
  return isMusic ? 'music' : Array.isArray(edit.of) ? 'clips' : undefined;
}

function kindOfWords(words: Words, draft: EngineDraft): 'title' | 'caption' {
  if (words === 'all') return titlesOf(draft).length > 0 ? 'title' : 'caption';
  if (!Array.isArray(words)) return words === 'titles' ? 'title' : 'caption';
  return textsOf(draft).find(({ id }) => words.includes(id))?.role ?? 'caption';
}

function isThere(kind: Exclude<Subject['kind'], 'clips'>, draft: EngineDraft): boolean {
  if (kind === 'title') return titlesOf(draft).length > 0;
  if (kind === 'caption') return captionsOf(draft).length > 0;
  if (kind === 'music') return musicOf(draft).length > 0;
  return kind === 'original' || (draft.transitions ?? []).length > 0;
}
