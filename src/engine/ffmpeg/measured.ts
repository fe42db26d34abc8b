import type { JobReport } from './job.ts';

/** What frames said of themselves, by the name of their metadata, in their order. */
export type Measured = Map<string, string[]>;

/** The last value of each, and the mean of those that are numbers. */
export function reportOf(values: Measured): Required<Pick<JobReport, 'measured' | 'means'>> {
  const measured: Record<string, string> = {};
  const means: Record<string, number> = {};
  for (const [name, all] of values) {
    const last = all.at(-1);
    if (last !== undefined) measured[name] = last;
    const numbers = all.map(Number).filter(Number.isFinite);
    if (numbers.length > 0) means[name] = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  }
  return { measured, means };
}
