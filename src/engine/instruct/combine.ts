import type { Edit, EditType } from '../edits/edit.ts';
import { alternatives } from './alternatives.ts';
import { doubtful, throwsAway } from './doubt.ts';
import { inOrder } from './in-order.ts';
import { needsOf } from './needs.ts';
import { type Need, type Outcome, type Plan, type Scene, say } from './scene.ts';
import { has } from './token.ts';

/** All outcomes as one plan. A no or a question back holds everything up; edits outweigh answers. */
export function combine(outcomes: (Outcome | undefined)[], scene: Scene): Plan {
  const declined = outcomes.find((outcome) => outcome?.kind === 'decline');
  const list = withPhotos(
    outcomes.flatMap((outcome) => (outcome?.kind === 'edits' ? outcome.edits : [])),
    scene,
  );
  const needs = [
    ...new Set([...list.flatMap(needsOf), ...outcomes.flatMap((outcome): Need[] => (outcome?.kind === 'edits' ? outcome.needs : []))]),
  ];
  const answers = outcomes.flatMap((outcome) => (outcome?.kind === 'answer' ? [outcome.text] : []));
  const refusals = outcomes.flatMap((outcome) => (outcome?.kind === 'answer' && !outcome.isTalk ? [outcome.text] : []));
  if (declined?.kind === 'decline' && list.length === 0) return declined;
  const asked = outcomes.find((outcome) => outcome?.kind === 'ask');
  if (asked?.kind === 'ask' && list.length === 0) return asked;
  const doubt = doubtful(list, scene) ?? (asked?.kind === 'ask' && throwsAway(list, scene) ? asked : undefined);
  if (doubt) return doubt;
  if (list.length > 0 || needs.length > 0) {
    const open = asked?.kind === 'ask' ? [asked.question] : [];
    const notes = [
      ...(declined?.kind === 'decline' ? [declined.reason, declined.alternative] : []),
      ...refusals,
      ...open,
      ...momentsNote(list, scene),
    ];
    return {
      kind: 'edits',
      edits: inOrder(cutAtOnce(withoutRemoved(lastFirst(pacedOnce(keptBeside(list, scene), scene))), scene.draft.d), scene.text),
      needs,
      ...(notes.length > 0 && { notes: notes.map(besideChange) }),
    };
  }
  if (answers[0] !== undefined) return { kind: 'answer', text: answers[0] };
  return alternatives(
    scene,
    outcomes.some((outcome) => outcome?.kind === 'nothing'),
  );
}

/** Photos that were only sent are laid out before anything is done with them. */
function withPhotos(list: Edit[], { film, clips }: Scene): Edit[] {
  const photos = clips.filter(({ kind }) => kind === 'image').map(({ id }) => id);
  const isBare = film.length === 0 && photos.length > 0 && !list.some(({ type }) => makesFilm.has(type));
  return isBare && list.some(({ type }) => onFilm.has(type)) ? [{ type: 'slideshow', clips: photos }, ...list] : list;
}
const makesFilm = new Set<EditType>(['slideshow', 'restore_clips', 'restore_version', 'add_logo']);
const onFilm = new Set<EditType>(['set_canvas', 'set_picture', 'set_transitions', 'set_fade', 'add_title', 'add_music']);

/** That nothing was changed is not said beside a change. */
const besideChange = (note: string): string =>
  note
    .replace(/[，；,]?(?:时间线没有动|这次没有改动(?:时间线)?|没有改动)(?=。)/g, '')
    .replace(/\s*(?:I changed nothing|Nothing was changed|The timeline is as it was|I left the timeline as it is)\./g, '');

/** Longer than this, a film may not fit into Moments; WeChat's limit has changed over the years, so nothing is cut unasked. */
const MOMENTS_MS = 60_000;

function momentsNote(list: Edit[], scene: Scene): string[] {
  const isForMoments = scene.clauses.some((clause) => has(clause, 'thing', 'moments'));
  const isCut = list.some((edit) => edit.type === 'fit_length' || edit.type === 'keep_ranges');
  if (!isForMoments || isCut || scene.draft.d <= MOMENTS_MS) return [];
  const length = Math.round(scene.draft.d / 1_000);
  return [
    say(
      scene,
      `片子有 ${length} 秒，发朋友圈可能太长；要缩短就说「剪成 30 秒」。`,
      `At ${length} s it may be too long for Moments; say “make it 30 seconds” to shorten it.`,
    ),
  ];
}

/** 「第 1 段取 5 到 10 秒，第 2、3 段全留」: what is cut stays beside what is kept; and photos are laid out once, as long as was said. */
function keptBeside(list: Edit[], { film }: Scene): Edit[] {
  const cut = list.flatMap((edit) => (edit.type === 'trim_segment' ? [edit.id] : []));
  const shows = list.filter((edit) => edit.type === 'slideshow');
  const timed = shows.findLast(({ eachMs, totalMs }) => eachMs !== undefined || totalMs !== undefined) ?? shows[0];
  return list.flatMap((edit): Edit[] => {
    if (edit.type === 'slideshow') return edit === timed ? [edit] : [];
    const isOfSome = edit.type === 'arrange' && edit.ids.length < film.length && cut.some((id) => !edit.ids.includes(id));
    return [isOfSome ? { ...edit, ids: film.map(({ id }) => id).filter((id) => edit.ids.includes(id) || cut.includes(id)) } : edit];
  });
}

/** `slow mo from 5 to 8 s, like half speed`: a speed said behind a stretch is the speed of that stretch. */
function pacedOnce(list: Edit[], { clauses }: Scene): Edit[] {
  const of = list.find((edit) => edit.type === 'set_speed' && edit.range !== undefined);
  const said = list.find((edit) => edit.type === 'set_speed' && edit.range === undefined && edit.ids === undefined);
  const isBehind = of?.type === 'set_speed' && said?.type === 'set_speed' && list.indexOf(said) > list.indexOf(of);
  if (!isBehind || clauses.some((clause) => has(clause, 'all') || has(clause, 'other'))) return list;
  return list.flatMap((edit): Edit[] => (edit === said ? [] : [edit === of ? { ...of, speed: said.speed } : edit]));
}

/** Stretches are named by the times of the film as the person sees it: the last one is paced first, so that none is moved before its turn. */
function lastFirst(list: Edit[]): Edit[] {
  const paced = list.filter((edit) => edit.type === 'set_speed' && edit.range !== undefined);
  const sorted = paced.toSorted((a, b) => startOf(b) - startOf(a));
  return list.map((edit) => (paced.includes(edit) ? (sorted[paced.indexOf(edit)] ?? edit) : edit));
}
const startOf = (edit: Edit): number => (edit.type === 'set_speed' ? (edit.range?.fromMs ?? 0) : 0);

/** Words that are taken away and made anew in one message are only made anew: what cannot be made leaves what was there. */
function withoutRemoved(list: Edit[]): Edit[] {
  const isTitled = list.some((edit) => edit.type === 'correct_text' && edit.words === 'titles');
  const isCaptioned = list.some((edit) => edit.type === 'add_captions');
  return withoutTwice(list).filter(
    (edit) => edit.type !== 'remove_text' || !((isTitled && edit.words === 'titles') || (isCaptioned && edit.words === 'captions')),
  );
}

/** 「b 没用上，把 b 放到前面」: a clip is put back once, where it was said to go, and photos are laid out once, for as long as was said. */
function withoutTwice(list: Edit[]): Edit[] {
  const isTimed = list.some((edit) => edit.type === 'slideshow' && (edit.eachMs ?? edit.totalMs) !== undefined);
  const isTwice = (edit: Edit) => edit.type === 'slideshow' && isTimed && (edit.eachMs ?? edit.totalMs) === undefined;
  const placed = list.flatMap((edit) => (edit.type === 'restore_clips' && edit.at ? edit.clips : []));
  return list.filter(
    (edit) =>
      !isTwice(edit) && (edit.type !== 'restore_clips' || edit.at !== undefined || !edit.clips.every((clip) => placed.includes(clip))),
  );
}

/** All that a message deletes is meant by the times of the film as the person sees it, so it goes at once. */
function cutAtOnce(list: Edit[], lengthMs: number): Edit[] {
  const together = keptTogether(list);
  if (together) return together;
  const ranges = list.flatMap((edit) => (edit.type === 'delete_ranges' ? edit.ranges : []));
  const first = list.find((edit) => edit.type === 'delete_ranges');
  const kept = list.find((edit) => edit.type === 'keep_ranges');
  if (!first) return list;
  const rest = list.filter((edit) => edit === first || edit.type !== 'delete_ranges');
  if (kept?.type === 'keep_ranges' && list.indexOf(kept) < list.indexOf(first) && kept.ranges.some(({ toMs }) => toMs === lengthMs)) {
    const left: Edit = { type: 'keep_ranges', ranges: ranges.reduce(without, kept.ranges) };
    return left.ranges.length > 0 ? rest.flatMap((edit) => (edit === kept ? [left] : edit === first ? [] : [edit])) : list;
  }
  return rest.map((edit): Edit => (edit === first ? { type: 'delete_ranges', ranges } : edit));
}

/** 「前面留十秒，后面留五秒」: what is to stay at several places stays together. */
function keptTogether(list: Edit[]): Edit[] | undefined {
  const keeps = list.filter((edit) => edit.type === 'keep_ranges');
  const ranges = keeps.flatMap((edit) => edit.ranges).sort((a, b) => a.fromMs - b.fromMs);
  const isApart = ranges.every(({ fromMs }, i) => i === 0 || fromMs >= (ranges[i - 1]?.toMs ?? 0));
  if (keeps.length < 2 || !isApart) return undefined;
  return list.flatMap((edit): Edit[] =>
    edit === keeps[0] ? [{ type: 'keep_ranges', ranges }] : edit.type === 'keep_ranges' ? [] : [edit],
  );
}

type Stretch = { fromMs: number; toMs: number };
const without = (kept: Stretch[], gone: Stretch): Stretch[] =>
  kept
    .flatMap(({ fromMs, toMs }) => [
      { fromMs, toMs: Math.min(toMs, gone.fromMs) },
      { fromMs: Math.max(fromMs, gone.toMs), toMs },
    ])
    .filter(({ fromMs, toMs }) => toMs > fromMs);
