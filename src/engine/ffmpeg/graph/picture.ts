import type { JobInput } from '../job.ts';
import { FINAL_COLOUR, scaleChain } from './colour.ts';
import type { Film, Shot } from './film.ts';
import { shapeOf } from './shape.ts';
import { cropChain, turnFilters, viewOf, type Window, windowGraph, windowInput } from './shot.ts';

/** Pictures of words that never stand at the same time, in one box of the canvas. */
export type Lane = { x: number; y: number; states: LaneState[] };

/** One picture of a lane, in frames of the film. Fades are in frames, of `from` and `to`. */
export type LaneState = { path: string; from: number; to: number; fadeIn?: number; fadeOut?: number };

/** Frames [from, to) of a film. */
export type Span = { from: number; to: number };

export type PictureGraph = { inputs: JobInput[]; graph: string };

/** Frames of a reversed shot that are held in memory at once. */
const REVERSE_FRAMES = 60;

const transitions = { crossfade: 'fade', wipe: 'wipeleft', slide: 'slideleft' } as const;

/** The filter graph for a span of the film's picture. A span never begins or ends inside a transition. Pure. */
export function pictureGraph(film: Film, span: Span, lanes: Lane[]): PictureGraph {
  const graph = createGraph();
  const main = joinShots(film, span, graph);
  const withInsets = film.insets.reduce((label, inset) => overInset({ film, span, inset, label, graph }), main);
  const withWords = lanes.reduce((label, lane) => overLane({ film, span, lane, label, graph }), withInsets);
  graph.lines.push(`[${withWords}]${FINAL_COLOUR}[vout]`);
  return { inputs: graph.inputs, graph: graph.lines.join(';') };
}

type Graph = { inputs: JobInput[]; lines: string[]; name: () => string };

function createGraph(): Graph {
  let count = 0;
  const graph: Graph = { inputs: [], lines: [], name: () => `n${count++}` };
  return graph;
}

/** Frames of a shot inside a span, counted from the shot's start; `undefined` when there are none. */
function windowOf(shot: Shot, span: Span): Window | undefined {
  const from = Math.max(0, span.from - shot.start);
  const to = Math.min(shot.frames, span.to - shot.start);
  return to > from ? { shot, from, to } : undefined;
}

/** All shots of the span as one stream: hard cuts are concatenated, and what a transition joins is laid over. */
function joinShots(film: Film, span: Span, graph: Graph): string {
  const strands: { labels: string[]; frames: number; join: Shot['join'] }[] = [];
  for (const shot of film.shots) {
    const window = windowOf(shot, span);
    if (!window) continue;
    const labels = splitReverse(window).map((part) => addWindow({ film, span, window: part, graph }));
    const frames = window.to - window.from;
    const current = strands.at(-1);
    const isJoined = shot.join !== undefined && window.from === 0 && current !== undefined;
    if (current && !isJoined) {
      current.labels.push(...labels);
      current.frames += frames;
    } else strands.push({ labels, frames, join: isJoined ? shot.join : undefined });
  }
  const joined = strands.map((strand) => ({ ...strand, label: concat(strand.labels, film.fps, graph) }));
  const [first, ...rest] = joined;
  if (!first) throw new Error('a span without shots');
  let { label, frames } = first;
  for (const strand of rest) {
    const join = strand.join ?? { type: 'crossfade' as const, frames: 1 };
    label = transition({ before: { label, frames }, after: strand, join, fps: film.fps, graph });
    frames += strand.frames - join.frames;
  }
  return label;
}

type Strand = { label: string; frames: number };
type Transition = { before: Strand; after: Strand; join: NonNullable<Shot['join']>; fps: number; graph: Graph };

function transition({ before, after, join, fps, graph }: Transition): string {
  const label = graph.name();
  const seconds = (frames: number): string => (frames / fps).toFixed(6);
  if (join.type !== 'fade-black' && join.type !== 'fade-white') {
    const offset = seconds(before.frames - join.frames);
    graph.lines.push(
      `[${before.label}][${after.label}]xfade=transition=${transitions[join.type]}:duration=${seconds(join.frames)}:offset=${offset}[${label}]`,
    );
    return label;
  }
  // xfade's own goes to black in a fifth of the time and takes the rest to come back.
  const colour = join.type === 'fade-white' ? ':color=white' : '';
  const [out, back] = [graph.name(), graph.name()];
  const half = Math.floor(join.frames / 2);
  const left = before.frames - (join.frames - half);
  graph.lines.push(`[${before.label}]trim=end_frame=${left},fade=t=out:st=${seconds(left - half)}:d=${seconds(half)}${colour}[${out}]`);
  graph.lines.push(`[${after.label}]trim=start_frame=${half},setpts=N,fade=t=in:st=0:d=${seconds(join.frames - half)}${colour}[${back}]`);
  graph.lines.push(`[${out}][${back}]concat=n=2:v=1:a=0,settb=1/${fps},setpts=N[${label}]`);
  return label;
}

/** A reversed window as several short ones: each is held in memory whole. */
function splitReverse(window: Window): Window[] {
  if (!window.shot.segment.reverse) return [window];
  const parts: Window[] = [];
  for (let from = window.from; from < window.to; from += REVERSE_FRAMES)
    parts.push({ ...window, from, to: Math.min(window.to, from + REVERSE_FRAMES) });
  return parts;
}

function addWindow({ film, span, window, graph }: { film: Film; span: Span; window: Window; graph: Graph }): string {
  const at = (window.shot.start + window.from - span.from) / film.fps;
  const index = graph.inputs.push(windowInput(window, film, at)) - 1;
  const name = graph.name();
  graph.lines.push(windowGraph(window, film, { source: `${index}:v`, name }));
  return name;
}

function concat(labels: string[], fps: number, graph: Graph): string {
  const [only] = labels;
  if (labels.length === 1 && only !== undefined) return only;
  const label = graph.name();
  graph.lines.push(`${labels.map((name) => `[${name}]`).join('')}concat=n=${labels.length}:v=1:a=0,settb=1/${fps},setpts=N[${label}]`);
  return label;
}

type Over = { film: Film; span: Span; label: string; graph: Graph };

/** Distance of a picture in the picture from the edges, as a share of the canvas width. */
const INSET_MARGIN = 0.04;

function overInset({ film, span, inset, label, graph }: Over & { inset: Shot }): string {
  const window = windowOf(inset, span);
  if (!window) return label;
  const { corner, width: share } = inset.segment.pip ?? { corner: 'top-right' as const, width: 0.25 };
  const own = inset.clip.facts;
  const width = Math.max(16, Math.round((film.width * share) / 2) * 2);
  const box = { width, height: Math.max(16, Math.round((width * own.height) / own.width / 2) * 2) };
  const cut: Shot = { ...inset, segment: { ...inset.segment, fit: 'cover' } };
  const { facts } = viewOf(cut, box);
  const shape = shapeOf(facts, cut.segment, box);
  const at = (inset.start + window.from - span.from) / film.fps;
  const index = graph.inputs.push(windowInput({ ...window, shot: cut }, { ...box, fps: film.fps }, at)) - 1;
  const [small, over] = [graph.name(), graph.name()];
  const frames = window.to - window.from;
  const timing =
    facts.kind === 'image'
      ? 'trim=end_frame=1'
      : `setpts=PTS/${inset.segment.speed ?? 1},fps=${film.fps}:start_time=0:round=near,tpad=stop=-1:stop_mode=clone,trim=end_frame=${frames}`;
  const picture = [
    ...(facts.hasAlpha
      ? [`scale=${shape.scale.width}:${shape.scale.height}:out_color_matrix=bt709:out_range=tv`]
      : scaleChain(facts, shape.scale)),
    `format=${facts.hasAlpha ? 'yuva420p' : 'yuv420p'}`,
    ...turnFilters(shape.turn),
    ...cropChain(shape),
    'setsar=1',
  ];
  const repeat = facts.kind === 'image' ? `,loop=loop=${frames - 1}:size=1` : '';
  graph.lines.push(
    `[${index}:v]${timing},${picture.join(',')}${repeat},settb=1/${film.fps},setpts=N+${Math.round(at * film.fps)}[${small}]`,
  );
  const margin = Math.round(film.width * INSET_MARGIN);
  const x = corner.endsWith('left') ? `${margin}` : `W-w-${margin}`;
  const y = corner.startsWith('top') ? `${margin}` : `H-h-${margin}`;
  graph.lines.push(`[${label}][${small}]overlay=${x}:${y}:eof_action=pass:format=yuv420[${over}]`);
  return over;
}

/** A lane's pictures one after another as one stream, laid over where one of them stands. */
function overLane({ film, span, lane, label, graph }: Over & { lane: Lane }): string {
  const states = lane.states.filter((state) => state.to > span.from && state.from < span.to);
  if (states.length === 0) return label;
  const names: string[] = [];
  let clock = span.from;
  for (const state of states) {
    const from = Math.max(state.from, span.from);
    const to = Math.min(state.to, span.to);
    // Between two pictures the earlier one goes on, unseen: `enable` below is off.
    names.push(addState({ film, span, state: { ...state, to }, hold: { from, lead: from - clock }, graph }));
    clock = to;
  }
  const words = concat(names, film.fps, graph);
  const over = graph.name();
  const shown = states.map(
    (state) => `between(n,${Math.max(state.from, span.from) - span.from},${Math.min(state.to, span.to) - span.from - 1})`,
  );
  graph.lines.push(`[${label}][${words}]overlay=${lane.x}:${lane.y}:eof_action=repeat:format=yuv420:enable='${shown.join('+')}'[${over}]`);
  return over;
}

type AddState = { film: Film; span: Span; state: LaneState; hold: { from: number; lead: number }; graph: Graph };

/** One picture, held from the end of the one before to its own end. */
function addState({ film, span, state, hold, graph }: AddState): string {
  const index = graph.inputs.push({ path: state.path, video: true, at: (hold.from - hold.lead - span.from) / film.fps }) - 1;
  const name = graph.name();
  const frames = state.to - hold.from + hold.lead;
  const repeat = frames > 1 ? `,loop=loop=${frames - 1}:size=1` : '';
  const time = `settb=1/${film.fps},setpts=N`;
  graph.lines.push(
    `[${index}:v]scale=out_color_matrix=bt709:out_range=tv,format=yuva420p${repeat},${time}${stateFades(state, hold.from - hold.lead, film.fps)}[${name}]`,
  );
  return name;
}

/** Fades of a picture's own opacity. Its stream begins at `start`, somewhere before, in or behind them. */
function stateFades({ from, to, fadeIn = 0, fadeOut = 0 }: LaneState, start: number, fps: number): string {
  if (fadeIn === 0 && fadeOut === 0) return '';
  const seconds = (frames: number): string => (frames / fps).toFixed(6);
  const offset = start - from;
  const shown = to - from;
  // Times are shifted so that zero is the picture's own start, plus a second to keep them positive.
  const base = fps * 1_000;
  const filters = [
    `setpts=N+${base + offset}`,
    ...(fadeIn > 0 ? [`fade=t=in:st=${seconds(base)}:d=${seconds(fadeIn)}:alpha=1`] : []),
    ...(fadeOut > 0 ? [`fade=t=out:st=${seconds(base + Math.max(0, shown - fadeOut))}:d=${seconds(fadeOut)}:alpha=1`] : []),
    'setpts=N',
  ];
  return `,${filters.join(',')}`;
}
