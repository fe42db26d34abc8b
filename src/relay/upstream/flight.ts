/** Calls for the same key share one run while it lasts. */
export function singleFlight<Result>(): (key: string, run: () => Promise<Result>) => Promise<Result> {
  const flights = new Map<string, Promise<Result>>();
  return (key, run) => {
    const known = flights.get(key);
    if (known !== undefined) return known;
    const flight = run().finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
