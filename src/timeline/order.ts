/** Places of a longest increasing run in a list: what can stay where it is when the rest is moved. */
export function longestIncreasing(values: readonly number[]): Set<number> {
  const lengths: number[] = [];
  const previous: number[] = [];
  let bestAt = -1;
  values.forEach((value, at) => {
    lengths[at] = 1;
    previous[at] = -1;
    for (let before = 0; before < at; before += 1) {
      const length = (lengths[before] ?? 0) + 1;
      if ((values[before] ?? 0) < value && length > (lengths[at] ?? 0)) {
        lengths[at] = length;
        previous[at] = before;
      }
    }
    if (bestAt < 0 || (lengths[at] ?? 0) > (lengths[bestAt] ?? 0)) bestAt = at;
  });

  const kept = new Set<number>();
  for (let at = bestAt; at >= 0; at = previous[at] ?? -1) kept.add(at);
  return kept;
}
