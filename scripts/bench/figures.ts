// Small statistics and their printing; every benchmark says median and spread of its runs.

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** `12.3 (10.1 … 14.9, 5 runs)` */
export function spread(values: readonly number[], digits = 2): string {
  const round = (value: number) => value.toLocaleString("en", { maximumFractionDigits: digits });
  if (values.length === 1) return round(median(values));
  return `${round(median(values))} (${round(Math.min(...values))} … ${round(Math.max(...values))}, ${values.length} runs)`;
}

export function loss(sent: number, counted: number): string {
  const share = sent === 0 ? 0 : ((sent - counted) / sent) * 100;
  return `sent ${sent.toLocaleString("en")}, counted ${counted.toLocaleString("en")}, lost ${share.toFixed(2)} %`;
}

/** Repeats one after the other; RUNS in the environment overrides how often. */
export async function repeat<T>(run: () => Promise<T>, runs = Number(process.env.RUNS ?? 5)): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < runs; i += 1) results.push(await run());
  return results;
}

export function bar(what: string, value: string, wanted: string, met: boolean) {
  console.log(`${met ? "met " : "MISS"} ${what}: ${value} (bar: ${wanted})`);
}
