// The board of findings: what is wrong now and what was until lately, judged once a second whether or not somebody looks.
// It holds all that is found: the bounds of workers, queues and task names bound it too.
import type { FindingLevel, FindingRow } from "../views.ts";
import type { Finder, Ground } from "./finder.ts";
import { FINDERS } from "./finders.ts";
import {
  type ClosedFinding,
  type Finding,
  type Findings,
  type FindingsList,
  type FindingsTick,
  type Found,
  MAX_CLOSED,
  MAX_LISTED,
} from "./finding.ts";
import { FINDING_KIND_NAMES, type FindingKind } from "./kinds.ts";
import { QUEUES, queueFindingKeys } from "./of-queues.ts";
import { counted } from "./sentence.ts";

const ORDER: Readonly<Record<FindingLevel, number>> = { bad: 0, warn: 1, info: 2 };

interface Entry {
  readonly finder: Finder;
  readonly found: Found;
  readonly openedAt: number;
}

export class FindingsBoard implements Findings {
  #open: ReadonlyMap<string, Entry> = new Map();
  #closed: readonly ClosedFinding[] = [];
  #shown: ReadonlyMap<Finder, readonly FindingRow[]> = new Map();
  #counts = countKinds([]);
  #judgedAt = Number.NEGATIVE_INFINITY;
  #news: { readonly opened: Finding[]; readonly closed: ClosedFinding[] } = { opened: [], closed: [] };

  /** A finder that throws leaves what it found before as it was. */
  evaluate(ground: Ground, onError: (error: unknown) => void): void {
    const { now } = ground;
    const before = this.#open;
    const open = new Map<string, Entry>();
    const shown = new Map<Finder, readonly FindingRow[]>();
    let kept = 0;
    for (const finder of FINDERS) {
      const taken: Found[] = [];
      for (const found of this.#find(finder, ground, onError)) {
        if (open.has(found.key)) continue;
        taken.push(found);
        const known = before.get(found.key);
        const entry = { finder, found, openedAt: known?.openedAt ?? now };
        open.set(found.key, entry);
        if (known) kept += 1;
        else this.#news.opened.push(toFinding(entry));
      }
      shown.set(finder, cut(finder, taken));
    }
    if (kept < before.size)
      this.#close(
        [...before.values()].filter(({ found }) => !open.has(found.key)),
        now,
      );
    this.#judgedAt = now;
    this.#open = open;
    this.#shown = shown;
    this.#counts = countKinds(open.values());
  }

  #find(finder: Finder, ground: Ground, onError: (error: unknown) => void): readonly Found[] {
    try {
      return sortFindings(finder.find(ground));
    } catch (error) {
      onError(error);
      return [...this.#open.values()].flatMap((entry) => (entry.finder === finder ? [entry.found] : []));
    }
  }

  #close(entries: readonly Entry[], now: number): void {
    const ended = entries.map((entry): ClosedFinding => ({ ...toFinding(entry), closedAt: now }));
    this.#news = { ...this.#news, closed: [...this.#news.closed, ...ended] };
    this.#closed = [...ended, ...this.#closed].slice(0, MAX_CLOSED);
  }

  drain(): FindingsTick {
    const tick = { judgedAt: this.#judgedAt, counts: this.#counts, ...this.#news };
    this.#news = { opened: [], closed: [] };
    return tick;
  }

  list(): FindingsList {
    const entries = [...this.#open.values()].sort((a, b) => ORDER[a.found.level] - ORDER[b.found.level]);
    const open = entries.slice(0, MAX_LISTED).map(toFinding);
    return { counts: this.#counts, total: entries.length, open, closed: this.#closed };
  }

  get shown(): readonly FindingRow[] {
    return sortFindings([...this.#shown.values()].flat());
  }

  get shownOfQueues(): readonly FindingRow[] {
    return this.#shown.get(QUEUES) ?? [];
  }

  ofQueue(name: string): readonly FindingRow[] {
    return queueFindingKeys(name).flatMap((key) => this.#open.get(key)?.found ?? []);
  }
}

function toFinding({ found, openedAt }: Pick<Entry, "found" | "openedAt">): Finding {
  return { ...found, openedAt };
}

function sortFindings<F extends FindingRow>(findings: readonly F[]): readonly F[] {
  return [...findings].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
}

/** The first of them, and one that says how many more there are. */
function cut({ most, rest }: Finder, findings: readonly Found[]): readonly FindingRow[] {
  const first = findings.slice(0, most);
  const next = findings[most];
  if (next === undefined || rest === null) return first;
  const left = findings.length - most;
  const subject = counted(left, rest.what);
  const text = left === 1 ? rest.one : rest.many;
  return [
    ...first,
    { key: `more:${rest.name}`, level: next.level, subject, text, since: null, action: null },
  ];
}

function countKinds(open: Iterable<Entry>): FindingsTick["counts"] {
  // Every kind has its count; the compiler cannot follow that through fromEntries.
  const counts = Object.fromEntries(FINDING_KIND_NAMES.map((kind) => [kind, 0])) as Record<
    FindingKind,
    number
  >;
  for (const { found } of open) counts[found.kind] += 1;
  return counts;
}
