// The board of findings: what is wrong now and what was until lately, judged once a second whether or not somebody looks.
// A finding has a beginning, a course and an end (courses.ts): what comes and goes is one, and keeps its `since`.
// It holds all that is found: the bounds of workers, queues and task names bound it too.
import { plural } from "../../format/number.ts";
import type { EndedRow, FindingRow } from "../views.ts";
import { Acknowledgements, LEVEL_RANK } from "./acknowledgements.ts";
import { COURSES } from "./courses.ts";
import type { Evidence, Finder, Ground } from "./finder.ts";
import { FINDERS } from "./finders.ts";
import {
  type Acknowledgement,
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

/** What ended is shown on pages for so long, and so many of them. */
const ENDED_NEWS_MS = 3_600_000;
const MAX_ENDED_SHOWN = 5;

interface Entry {
  readonly finder: Finder;
  /** With the `since` that it has had from the first. */
  readonly found: Found;
  readonly openedAt: number;
  readonly goneAt: number | null;
}

type Counts = FindingsTick["counts"];

export class FindingsBoard implements Findings {
  #open: ReadonlyMap<string, Entry> = new Map();
  /** Since when a condition holds that has not settled yet. */
  #settling: ReadonlyMap<string, number> = new Map();
  #closed: readonly ClosedFinding[] = [];
  readonly #acknowledgements = new Acknowledgements();
  #shown: ReadonlyMap<Finder, readonly FindingRow[]> = new Map();
  #counts = countKinds([]);
  #judgedAt = Number.NEGATIVE_INFINITY;
  #news: { readonly opened: Finding[]; readonly closed: ClosedFinding[] } = { opened: [], closed: [] };

  /** A finder that throws leaves what it found before as it was. */
  evaluate(evidence: Evidence, onError: (error: unknown) => void): void {
    const { now } = evidence;
    const before = this.#open;
    const ground: Ground = { ...evidence, known: (key) => before.get(key)?.found ?? null };
    const open = new Map<string, Entry>();
    const settling = new Map<string, number>();
    const closed: ClosedFinding[] = [];
    for (const finder of FINDERS) {
      const mine = [...before.values()].filter((entry) => entry.finder === finder);
      const found = this.#find(finder, ground, onError);
      for (const each of found ?? []) {
        if (open.has(each.key)) continue;
        const entry = this.#enter(finder, each, settling, now);
        if (entry !== null) open.set(each.key, entry);
      }
      const subjects = new Set(found?.map(({ subject }) => subject));
      for (const entry of mine) {
        if (open.has(entry.found.key)) continue;
        if (found === null) open.set(entry.found.key, entry);
        else this.#fade(entry, subjects.has(entry.found.subject), { open, closed }, now);
      }
    }
    this.#judgedAt = now;
    this.#open = open;
    this.#settling = settling;
    this.#close(closed);
    const ended = new Set(closed.map(({ key }) => key));
    this.#acknowledgements.judge((key) => open.get(key)?.found ?? null, ended, now);
    this.#arrange();
  }

  /** All that are acknowledged. */
  acknowledge(acknowledgements: readonly Acknowledgement[]): void {
    this.#acknowledgements.tell(acknowledgements);
    this.#arrange();
  }

  /** null: nothing new is known. */
  #find(finder: Finder, ground: Ground, onError: (error: unknown) => void): readonly Found[] | null {
    if (finder.needsBroker && ground.context.broker.state !== "connected") return null;
    try {
      return finder.find(ground);
    } catch (error) {
      onError(error);
      return null;
    }
  }

  /** null: it has not held for long enough. */
  #enter(finder: Finder, found: Found, settling: Map<string, number>, now: number): Entry | null {
    const known = this.#open.get(found.key);
    if (known) {
      const since = earlier(known.found.since, found.since);
      return { ...known, finder, found: { ...found, since }, goneAt: null };
    }
    const openedAt = this.#settling.get(found.key) ?? now;
    if (now - openedAt < COURSES[found.kind].settleMs) {
      settling.set(found.key, openedAt);
      return null;
    }
    const entry = { finder, found, openedAt, goneAt: null };
    this.#news.opened.push(this.#toFinding(entry));
    return entry;
  }

  /** What is found no more stays until that has lasted; at once it goes where its subject has another trouble now. */
  #fade(
    entry: Entry,
    isReplaced: boolean,
    to: { readonly open: Map<string, Entry>; readonly closed: ClosedFinding[] },
    now: number,
  ): void {
    const { found } = entry;
    const { lingerMs, recovers } = COURSES[found.kind];
    const goneAt = entry.goneAt ?? now;
    if (!isReplaced && now - goneAt < lingerMs) to.open.set(found.key, { ...entry, goneAt });
    else {
      const recovered = recovers && !isReplaced && found.unheard !== true;
      to.closed.push({ ...this.#toFinding({ ...entry, goneAt }), closedAt: goneAt, recovered });
    }
  }

  #close(closed: readonly ClosedFinding[]): void {
    if (closed.length === 0) return;
    this.#news.closed.push(...closed);
    this.#closed = [...closed, ...this.#closed].slice(0, MAX_CLOSED);
  }

  /** What is read of what is open. */
  #arrange(): void {
    const shown = new Map<Finder, FindingRow[]>();
    for (const entry of this.#open.values()) {
      const mine = shown.get(entry.finder) ?? [];
      mine.push(this.#toFinding(entry));
      shown.set(entry.finder, mine);
    }
    this.#shown = new Map([...shown].map(([finder, rows]) => [finder, cut(finder, sortFindings(rows))]));
    this.#counts = countKinds(this.#open.values());
  }

  drain(): FindingsTick {
    const tick = {
      judgedAt: this.#judgedAt,
      counts: this.#counts,
      acknowledged: this.#acknowledged(),
      unacknowledged: this.#acknowledgements.takeEnded(),
      ...this.#news,
    };
    this.#news = { opened: [], closed: [] };
    return tick;
  }

  list(): FindingsList {
    const entries = sortFindings([...this.#open.values()].map((entry) => this.#toFinding(entry)));
    return {
      counts: this.#counts,
      acknowledged: this.#acknowledged(),
      total: entries.length,
      open: entries.slice(0, MAX_LISTED),
      closed: this.#closed,
    };
  }

  get(key: string): Finding | null {
    const entry = this.#open.get(key);
    return entry === undefined ? null : this.#toFinding(entry);
  }

  get shown(): readonly FindingRow[] {
    return sortFindings(FINDERS.flatMap((finder) => this.#shown.get(finder) ?? []));
  }

  get shownOfQueues(): readonly FindingRow[] {
    return this.#shown.get(QUEUES) ?? [];
  }

  ofQueue(name: string): readonly FindingRow[] {
    return queueFindingKeys(name).flatMap((key) => this.get(key) ?? []);
  }

  ended(now: number): readonly EndedRow[] {
    const rows = new Map<string, EndedRow>();
    for (const { key, subject, text, action, since, openedAt, closedAt, recovered } of this.#closed) {
      const isNews = now - closedAt < ENDED_NEWS_MS && !this.#open.has(key) && !rows.has(key);
      if (!isNews || rows.size >= MAX_ENDED_SHOWN) continue;
      rows.set(key, { key, subject, text, action, since: since ?? openedAt, closedAt, recovered });
    }
    return [...rows.values()];
  }

  #acknowledged(): Counts {
    return countKinds(
      [...this.#open].flatMap(([key, entry]) => (this.#acknowledgements.of(key) ? entry : [])),
    );
  }

  #toFinding({ found, openedAt, goneAt }: Entry): Finding {
    const { unheard: _, ...rest } = found;
    const known = this.#acknowledgements.of(found.key);
    const acknowledged = known === null ? null : { by: known.by, at: known.at, note: known.note };
    return { ...rest, openedAt, goneAt, acknowledged };
  }
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

/** The worst first; those that are acknowledged after all others. */
function sortFindings<F extends FindingRow>(findings: readonly F[]): readonly F[] {
  return [...findings].sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ level, acknowledged }: FindingRow): number {
  return LEVEL_RANK[level] + (acknowledged ? Object.keys(LEVEL_RANK).length : 0);
}

/** The first of them, and one that says how many more there are. */
function cut({ most, rest }: Finder, findings: readonly FindingRow[]): readonly FindingRow[] {
  const first = findings.slice(0, most);
  const next = findings[most];
  if (next === undefined || rest === null) return first;
  const left = findings.length - most;
  const subject = plural(left, rest.what);
  const text = left === 1 ? rest.one : rest.many;
  return [
    ...first,
    { key: `more:${rest.name}`, level: next.level, subject, text, since: null, action: null },
  ];
}

function countKinds(open: Iterable<Entry>): Counts {
  // Every kind has its count; the compiler cannot follow that through fromEntries.
  const counts = Object.fromEntries(FINDING_KIND_NAMES.map((kind) => [kind, 0])) as Record<
    FindingKind,
    number
  >;
  for (const { found } of open) counts[found.kind] += 1;
  return counts;
}
