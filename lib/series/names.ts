// Per task name: how many ended, how many failed, how long they ran, over each range. Each range is kept as six spans,
// so that old counts fall out a sixth at a time. Bounded per span; names beyond are counted together as dropped.
import { BOUNDS } from "../bounds/bounds.ts";
import { bucketOf, Histogram } from "./histogram.ts";
import { NameLife, type Runs } from "./name-life.ts";
import type { NameRow } from "./point.ts";
import type { Range } from "./ranges.ts";
import { RESOLUTIONS } from "./ranges.ts";

const SPANS = 6;
const MAX_NAMES = BOUNDS.task_names.limit;
const DAY_MS = 86_400_000;
const LONGEST_MS = Math.max(
  ...RESOLUTIONS.map(({ bucketSeconds, buckets }) => bucketSeconds * buckets * 1_000),
);
const SHORTEST_SPAN_MS = (RESOLUTIONS[0].bucketSeconds * RESOLUTIONS[0].buckets * 1_000) / SPANS;

interface Tally {
  count: number;
  failed: number;
  readonly runtime: Histogram;
}

/** How a name that has ever failed does. */
export interface NameHealth {
  readonly name: string;
  /** Of the last two and a half to five minutes, and of the ten before. */
  readonly recent: Runs;
  readonly earlier: Runs;
  readonly hour: Runs;
  readonly day: Runs;
  readonly life: NameLife;
}

interface Known {
  readonly tallies: readonly (Tally | null)[];
  /** null: too many names have one. */
  readonly life: NameLife | null;
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

  /** Of one name, in the spans from the one that is so many back to the one before `to`; 0 is the open one. */
  runs(name: string, from: number, to: number, now: number): Runs {
    const open = Math.floor(now / this.#widthMs);
    const runs = { count: 0, failed: 0 };
    for (const { index, tallies } of this.#spans) {
      const tally = open - index < from && open - index >= to ? tallies.get(name) : undefined;
      runs.count += tally?.count ?? 0;
      runs.failed += tally?.failed ?? 0;
    }
    return runs;
  }

  rows(now: number): readonly NameRow[] {
    const names = new Set(this.#spans.flatMap(({ tallies }) => [...tallies.keys()]));
    return [...names]
      .flatMap((name) => this.row(name, now) ?? [])
      .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  }

  /** null: it did not end. */
  row(name: string, now: number): NameRow | null {
    const oldest = Math.floor(now / this.#widthMs) - SPANS + 1;
    const runtime = new Histogram();
    let [count, failed] = [0, 0];
    for (const { index, tallies } of this.#spans) {
      const tally = index < oldest ? undefined : tallies.get(name);
      if (tally === undefined) continue;
      count += tally.count;
      failed += tally.failed;
      runtime.merge(tally.runtime);
    }
    return count === 0 ? null : { key: name, count, failed, runtimeP95Ms: runtime.percentile(0.95) };
  }
}

export class NameSeries {
  readonly #ranges = new Map<Range, Spans>(
    RESOLUTIONS.map(({ range, bucketSeconds, buckets }) => [range, new Spans(bucketSeconds * buckets)]),
  );
  /** The open tallies of each name over all ranges. The shortest span opens anew whenever a longer one does. */
  #open = new Map<string, Known>();
  readonly #lives = new Map<string, NameLife>();
  #openIndex = Number.NEGATIVE_INFINITY;
  #dropped = 0;

  /** Counts of ends not kept because a span already held MAX_NAMES names. */
  get dropped(): number {
    return this.#dropped;
  }

  succeeded(name: string, runtimeMs: number | null, now: number): void {
    const known = this.#known(name, now);
    known.life?.succeeded(now);
    this.#count(known, false, runtimeMs);
  }

  /** `exception`: its text; null: not told. `at`: its sender's time. */
  failed(name: string, exception: string | null, at: number, now: number): void {
    const known = this.#known(name, now);
    known.life?.failed(exception, at, now);
    this.#count(known, true, null);
  }

  #count({ tallies, life }: Known, failed: boolean, runtimeMs: number | null): void {
    if (life === null && !tallies.includes(null)) this.#dropped += 1;
    const bucket = runtimeMs === null ? null : bucketOf(runtimeMs);
    for (const tally of tallies) {
      if (tally === null) {
        this.#dropped += 1;
        continue;
      }
      tally.count += 1;
      if (failed) tally.failed += 1;
      if (bucket !== null) tally.runtime.addTo(bucket);
    }
  }

  #known(name: string, now: number): Known {
    const index = Math.floor(now / SHORTEST_SPAN_MS);
    if (index > this.#openIndex) {
      this.#openIndex = index;
      this.#open = new Map();
      // Ranges are longer than anything is judged by, but new names come first.
      const keptMs = this.#lives.size < MAX_NAMES ? LONGEST_MS : DAY_MS;
      for (const [each, { lastAt }] of this.#lives) if (now - lastAt > keptMs) this.#lives.delete(each);
    }
    const known = this.#open.get(name);
    if (known) return known;
    const tallies = Array.from(this.#ranges.values(), (spans) => spans.tally(name, now));
    const fresh = { tallies, life: this.#life(name) };
    if (this.#open.size < MAX_NAMES) this.#open.set(name, fresh);
    return fresh;
  }

  /** null: none is kept of it. */
  lifeOf(name: string): NameLife | null {
    return this.#lives.get(name) ?? null;
  }

  #life(name: string): NameLife | null {
    const known = this.#lives.get(name);
    if (known || this.#lives.size >= MAX_NAMES) return known ?? null;
    const life = new NameLife();
    this.#lives.set(name, life);
    return life;
  }

  /** Of the names that have failed and ended within a day. */
  health(now: number): readonly NameHealth[] {
    const runs = (name: string, range: Range, from = SPANS, to = 0): Runs =>
      this.#ranges.get(range)?.runs(name, from, to, now) ?? { count: 0, failed: 0 };
    return [...this.#lives]
      .filter(([, { everFailed, lastAt }]) => everFailed && now - lastAt <= DAY_MS)
      .map(([name, life]) => ({
        name,
        recent: runs(name, "15m", 2),
        earlier: runs(name, "15m", SPANS, 2),
        hour: runs(name, "1h"),
        day: runs(name, "24h"),
        life,
      }));
  }

  /** Most frequent first. */
  rows(range: Range, limit: number, now: number): readonly NameRow[] {
    return this.#ranges.get(range)?.rows(now).slice(0, limit) ?? [];
  }

  /** Of one name; null: none ended in the range. */
  row(range: Range, name: string, now: number): NameRow | null {
    return this.#ranges.get(range)?.row(name, now) ?? null;
  }
}
