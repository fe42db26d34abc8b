/** The first answer that one of the readers has; each reader knows one case. */
export function firstOf<Args extends unknown[], Answer>(
  readers: ((...args: Args) => Answer | undefined)[],
  ...args: Args
): Answer | undefined {
  for (const read of readers) {
    const answer = read(...args);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
