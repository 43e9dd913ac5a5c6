// Holds an engine's series and prints them in Prometheus' text format. Each series keeps its printed lines until it
// changes, so a scrape costs what changed plus one join. Bounded per family: what has no room is counted.
import type { FamilyName, MetricsBatch, SeriesValue } from "#lib/metrics/batch.ts";
import { FAMILIES, type FamilySpec } from "./families.ts";

type Counts = Readonly<Partial<Record<FamilyName, number>>>;

export interface SeriesStore {
  apply(batch: MetricsBatch): void;
  /** Adds the lines of a family to `text`, each ended with a line feed; none without series. */
  print(family: FamilyName, text: string[]): void;
  /** Series refused because their family was full, here or already in the engine; only families that refused any. */
  dropped(): Counts;
}

const FAMILY_NAMES = Object.keys(FAMILIES) as FamilyName[]; // keys of the table

interface Series {
  value: SeriesValue;
  lines: string | null;
}
type Families = Map<FamilyName, Map<string, Series>>;

/**
 * `maxSeries` per family; a histogram's series is some twenty lines. `cluster` is put before the labels of each; with
 * null there is no such label. `runtimeBuckets` as the engine was told.
 */
export function createSeriesStore(
  maxSeries = 20_000,
  cluster: string | null = null,
  runtimeBuckets?: readonly number[],
): SeriesStore {
  const before = cluster === null ? "" : `cluster="${escapeLabel(cluster)}",`;
  const families: Families = new Map();
  const refused = new Set<string>();
  const dropped: Partial<Record<FamilyName, number>> = {};
  let droppedBefore: Counts = {};

  const put = (family: Map<string, Series>, name: FamilyName, value: SeriesValue) => {
    const key = keyOf(value.labels);
    const series = family.get(key);
    if (series !== undefined) {
      series.value = value;
      series.lines = null;
    } else if (family.size < maxSeries) family.set(key, { value, lines: null });
    else if (!refused.has(`${name}\0${key}`)) {
      // Told apart so that the same series is not counted again at each change; bounded, then only estimated.
      if (refused.size < 100_000) refused.add(`${name}\0${key}`);
      dropped[name] = (dropped[name] ?? 0) + 1;
    }
  };
  return {
    apply({ set, forgetWorkers, forgetQueues = [], dropped: refusedByEngine }) {
      droppedBefore = refusedByEngine ?? droppedBefore;
      if (forgetWorkers.length > 0) forget(families, "worker", new Set(forgetWorkers));
      if (forgetQueues.length > 0) forget(families, "queue", new Set(forgetQueues));
      for (const { family: name, series } of set) {
        const family = families.get(name) ?? new Map<string, Series>();
        families.set(name, family);
        for (const value of series) put(family, name, value);
      }
    },
    print(name, text) {
      const own = name === "flower_task_runtime_seconds" ? runtimeBuckets : undefined;
      const spec = own === undefined ? FAMILIES[name] : { ...FAMILIES[name], bounds: own };
      for (const series of families.get(name)?.values() ?? []) {
        series.lines ??= printSeries(name, spec, series.value, before);
        text.push(series.lines);
      }
    },
    dropped: () => addUp(dropped, droppedBefore),
  };
}

/** Every family once with the series of all stores, also one without any, as Flower prints it, then `more`. */
export function printFamilies(stores: readonly SeriesStore[], more = ""): readonly string[] {
  const text: string[] = [];
  for (const name of FAMILY_NAMES) {
    const { help, type } = FAMILIES[name];
    text.push(`# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`);
    for (const store of stores) store.print(name, text);
  }
  text.push(more);
  return text;
}

/** Labels hold any character: the lengths of all but the last tell them apart. Made for every series that changed. */
function keyOf(labels: readonly string[]): string {
  const last = labels.length - 1;
  let key = "";
  for (let at = 0; at < last; at += 1) key += `${labels[at]?.length}:${labels[at]}`;
  return key + labels[last];
}

function addUp(a: Counts, b: Counts): Counts {
  const sum: Partial<Record<FamilyName, number>> = { ...a };
  for (const name of Object.keys(b) as FamilyName[]) sum[name] = (sum[name] ?? 0) + (b[name] ?? 0); // keys of Counts
  return sum;
}

/** Of the families that are about such a thing: its label is their first. */
function forget(families: Families, label: "worker" | "queue", names: ReadonlySet<string>): void {
  for (const [name, family] of families) {
    if (FAMILIES[name].labels[0] !== label) continue;
    for (const [key, { value }] of family) {
      if (names.has(value.labels[0] ?? "")) family.delete(key);
    }
  }
}

function printSeries(name: string, spec: FamilySpec, value: SeriesValue, before: string): string {
  const own = spec.labels.map((label, i) => `${label}="${escapeLabel(value.labels[i] ?? "")}"`).join(",");
  const labels = `${before}${own}`;
  if ("value" in value) return `${name}{${labels}} ${number(value.value)}\n`;
  let below = 0;
  const lines = (spec.bounds ?? []).map((bound, i) => {
    below += value.buckets[i] ?? 0;
    return `${name}_bucket{${labels},le="${boundText(name, bound)}"} ${below}\n`;
  });
  lines.push(
    `${name}_bucket{${labels},le="+Inf"} ${value.count}\n`,
    `${name}_sum{${labels}} ${number(value.sum)}\n${name}_count{${labels}} ${value.count}\n`,
  );
  // Joined it is one flat string: what is put together of strings is walked at every scrape.
  return lines.join("");
}

/** Python prints whole numbers as `1.0`, and rules written for Flower may name a bucket so. */
function boundText(name: string, bound: number): string {
  return name.startsWith("flower_") && Number.isInteger(bound) ? `${bound}.0` : String(bound);
}

function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

/** Half a surrogate pair has no UTF-8: written as `\ud800`, so that two names never become one series. */
function escapeLabel(text: string): string {
  if (!/[\\"\n\ud800-\udfff]/.test(text)) return text;
  return text
    .replace(/\p{Cs}/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n");
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
