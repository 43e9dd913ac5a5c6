// Per task name: how many ended, how many failed, how long they ran, over each range. Each range is kept as six spans,
// so that old counts fall out a sixth at a time. Bounded per span; names beyond are counted together as dropped.
import { BOUNDS } from "../bounds/bounds.ts";
import { bucketOf, Histogram } from "./histogram.ts";
import type { NameRow } from "./point.ts";
import type { Range } from "./ranges.ts";
import { RESOLUTIONS } from "./ranges.ts";

const SPANS = 6;
const MAX_NAMES = BOUNDS.task_names.limit;
const SHORTEST_SPAN_MS = (RESOLUTIONS[0].bucketSeconds * RESOLUTIONS[0].buckets * 1_000) / SPANS;

interface Tally {
  count: number;
  failed: number;
  readonly runtime: Histogram;
}

/** How often a name failed of late, and before that. */
export interface FailureShift {
  readonly name: string;
  readonly recent: { readonly count: number; readonly failed: number };
  readonly before: { readonly count: number; readonly failed: number };
}

class Spans {
  readonly #widthMs: number;
  #spans: { readonly index: number; readonly tallies: Map<string, Tally> }[] = [];

  constructor(seconds: number) {
    this.#widthMs = (seconds * 1_000) / SPANS;
  }

  tally(name: string, now: number): Tally | null {
    const index = Math.floor(now / this.#widthMs);
    let open = this.#spans.at(-1);
    if (!open || open.index < index) {
      open = { index, tallies: new Map() };
      this.#spans = [...this.#spans, open].filter((span) => span.index > index - SPANS);
    }
    const known = open.tallies.get(name);
    if (known) return known;
    if (open.tallies.size >= MAX_NAMES) return null;
    const tally = { count: 0, failed: 0, runtime: new Histogram() };
    open.tallies.set(name, tally);
    return tally;
  }

  /** The last two spans against the earlier ones. */
  shifts(now: number): readonly FailureShift[] {
    const open = Math.floor(now / this.#widthMs);
    const sums = new Map<
      string,
      { recent: { count: number; failed: number }; before: { count: number; failed: number } }
    >();
    for (const { index, tallies } of this.#spans) {
      if (index <= open - SPANS) continue;
      for (const [name, { count, failed }] of tallies) {
        const sum = sums.get(name) ?? { recent: { count: 0, failed: 0 }, before: { count: 0, failed: 0 } };
        const part = index >= open - 1 ? sum.recent : sum.before;
        part.count += count;
        part.failed += failed;
        sums.set(name, sum);
      }
    }
    return [...sums].map(([name, sum]) => ({ name, ...sum }));
  }

  rows(now: number): readonly NameRow[] {
    const oldest = Math.floor(now / this.#widthMs) - SPANS + 1;
    const sums = new Map<string, Tally>();
    for (const { index, tallies } of this.#spans) {
      if (index < oldest) continue;
      for (const [name, tally] of tallies) {
        const sum = sums.get(name) ?? { count: 0, failed: 0, runtime: new Histogram() };
        sum.count += tally.count;
        sum.failed += tally.failed;
        sum.runtime.merge(tally.runtime);
        sums.set(name, sum);
      }
    }
    return [...sums]
      .map(([key, { count, failed, runtime }]) => ({
        key,
        count,
        failed,
        runtimeP95Ms: runtime.percentile(0.95),
      }))
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  }
}

export class NameSeries {
  readonly #ranges = new Map<Range, Spans>(
    RESOLUTIONS.map(({ range, bucketSeconds, buckets }) => [range, new Spans(bucketSeconds * buckets)]),
  );
  /** The open tallies of each name over all ranges. The shortest span opens anew whenever a longer one does. */
  #open = new Map<string, readonly (Tally | null)[]>();
  #openIndex = Number.NEGATIVE_INFINITY;
  #dropped = 0;

  /** Counts of ends not kept because a span already held MAX_NAMES names. */
  get dropped(): number {
    return this.#dropped;
  }

  ended(name: string, outcome: "succeeded" | "failed", runtimeMs: number | null, now: number): void {
    const bucket = runtimeMs === null ? null : bucketOf(runtimeMs);
    for (const tally of this.#tallies(name, now)) {
      if (tally === null) {
        this.#dropped += 1;
        continue;
      }
      tally.count += 1;
      if (outcome === "failed") tally.failed += 1;
      if (bucket !== null) tally.runtime.addTo(bucket);
    }
  }

  #tallies(name: string, now: number): readonly (Tally | null)[] {
    const index = Math.floor(now / SHORTEST_SPAN_MS);
    if (index > this.#openIndex) {
      this.#openIndex = index;
      this.#open = new Map();
    }
    const known = this.#open.get(name);
    if (known) return known;
    const tallies = Array.from(this.#ranges.values(), (spans) => spans.tally(name, now));
    if (this.#open.size < MAX_NAMES) this.#open.set(name, tallies);
    return tallies;
  }

  /** The last two and a half to five minutes of each name against the ten before. */
  shifts(now: number): readonly FailureShift[] {
    return this.#ranges.get("15m")?.shifts(now) ?? [];
  }

  /** Most frequent first. */
  rows(range: Range, limit: number, now: number): readonly NameRow[] {
    return this.#ranges.get(range)?.rows(now).slice(0, limit) ?? [];
  }
}
