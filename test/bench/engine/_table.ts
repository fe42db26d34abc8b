import { type Cost, median } from './_cost.ts';

/** One row of the table: figures of one kind against those of the peer measured next to them. */
export type Row = {
  what: string;
  against: string;
  ours: string;
  theirs: string;
  /** What the bar is about, as shown. */
  result: string;
  bar: string;
  /** `undefined` where the row did not run, and `result` says why. */
  isMet: boolean | undefined;
};

export type Pair = { ours: Cost; theirs: Cost };

type Ratio = { what: string; against: string; pairs: Pair[]; most: number; note?: string };

/** A row of ratios: the median over the pairs, of time and, beside it, of processor time. */
export function ratioRow({ what, against, pairs, most, note = '' }: Ratio): Row {
  const wall = median(pairs.map(({ ours, theirs }) => ours.wallMs / theirs.wallMs)) ?? Number.NaN;
  const cpu = median(pairs.flatMap(({ ours, theirs }) => (ours.cpuMs !== undefined && theirs.cpuMs ? [ours.cpuMs / theirs.cpuMs] : [])));
  return {
    what,
    against,
    ours: showCost(pairs.map(({ ours }) => ours)),
    theirs: showCost(pairs.map(({ theirs }) => theirs)),
    result: `${wall.toFixed(2)}×${cpu === undefined ? '' : `, CPU ${cpu.toFixed(2)}×`}${note}`,
    bar: `≤ ${most}×`,
    isMet: wall <= most,
  };
}

/** A row of times of our own, ms: the median counts. */
export function timeRow(what: string, values: number[], most: number): Row {
  const [middle, worst] = [median(values) ?? 0, Math.max(...values)];
  const show = (value: number): string => (value < 10_000 ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : `${(value / 1_000).toFixed(1)} s`);
  return {
    ...{ what, against: '–', theirs: '–', ours: show(middle), bar: `≤ ${most} ms` },
    result: `median of ${values.length}, worst ${show(worst)}`,
    isMet: middle <= most,
  };
}

export const missingRow = (what: string, against: string, why: string): Row => ({
  ...{ what, against, ours: '–', theirs: '–', bar: '–', isMet: undefined },
  result: why,
});

function showCost(costs: Cost[]): string {
  const wall = median(costs.map(({ wallMs }) => wallMs)) ?? 0;
  const cpu = median(costs.flatMap(({ cpuMs }) => cpuMs ?? []));
  const digits = wall < 1_000 ? 3 : 1;
  return `${(wall / 1_000).toFixed(digits)} s${cpu ? ` / ${(cpu / 1_000).toFixed(cpu < 1_000 ? 2 : 1)} CPU` : ''}`;
}

const HEAD = { what: '', against: 'against', ours: 'ours', theirs: 'theirs', result: 'result', bar: 'bar' };
const COLUMNS = ['what', 'against', 'ours', 'theirs', 'result', 'bar'] as const;

/** The table as lines; a row that is over its bar says so. */
export function drawTable(rows: Row[]): string {
  const shown = [HEAD, ...rows.map((row) => ({ ...row, bar: `${row.bar}${row.isMet === false ? '  MISSED' : ''}` }))];
  const widths = COLUMNS.map((column) => Math.max(...shown.map((row) => row[column].length)));
  const line = (row: typeof HEAD): string => `| ${COLUMNS.map((column, index) => row[column].padEnd(widths[index] ?? 0)).join(' | ')} |`;
  const [head, ...body] = shown.map(line);
  return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body].join('\n');
}
