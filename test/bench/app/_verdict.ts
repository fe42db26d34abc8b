export type Figure = { what: string; value: number; limit: number; unit: string };

/** Prints every figure beside its limit; the benchmark fails when one is over. */
export function judge(figures: Figure[]): void {
  for (const { what, value, limit, unit } of figures) {
    const isOver = !(value <= limit);
    const shown = Number.isInteger(value) ? value : Math.round(value * 1_000) / 1_000;
    console.log(`${isOver ? 'OVER' : 'ok  '} ${what}: ${shown} ${unit} (limit ${limit})`);
    if (isOver) process.exitCode = 1;
  }
}
