/** One update that the app sent to its view. */
export type SetData = { atMs: number; bytes: number; page: string };

/** Data crosses to the view as JSON: what cannot cross is a problem, what crosses is weighed. */
export function weigh(data: Record<string, unknown>, report: (problem: string) => void): { text: string; bytes: number } {
  for (const [path, value] of Object.entries(data)) if (value === undefined) report(`setData: "${path}" is undefined`);
  const text = JSON.stringify(data, (key, value: unknown) => {
    if (typeof value === 'function') report(`setData: "${key}" is a function`);
    return value;
  });
  return { text, bytes: new TextEncoder().encode(text).length };
}

/** Most updates in any one second. */
export function busiestSecond(updates: SetData[]): number {
  return Math.max(0, ...updates.map(({ atMs }) => updates.filter((other) => other.atMs >= atMs && other.atMs < atMs + 1_000).length));
}
