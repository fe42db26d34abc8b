/** One bar of the contract: the figure must be at most, or at least, the limit. */
type Row = { what: string; value: number; unit: string } & ({ atMost: number } | { atLeast: number });

/** Prints a figure beside its bar; the benchmark fails when one is missed. */
export function judge(row: Row): void {
  const isMet = 'atMost' in row ? row.value <= row.atMost : row.value >= row.atLeast;
  const bar = 'atMost' in row ? `≤ ${row.atMost}` : `≥ ${row.atLeast}`;
  console.log(`${isMet ? 'met   ' : 'MISSED'} ${row.what}: ${show(row.value)} ${row.unit} (bar ${bar})`);
  if (!isMet) process.exitCode = 1;
}

export const show = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1));
