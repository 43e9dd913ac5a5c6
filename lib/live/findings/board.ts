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
  MAX_CLOSED,
  MAX_LISTED,
} from "./finding.ts";
import { FINDING_KIND_NAMES, type FindingKind } from "./kinds.ts";
import { QUEUES, queueFindingKeys } from "./of-queues.ts";
import { counted } from "./sentence.ts";

const ORDER: Readonly<Record<FindingLevel, number>> = { bad: 0, warn: 1, info: 2 };

export class FindingsBoard implements Findings {
  #open: ReadonlyMap<string, Finding> = new Map();
  #closed: readonly ClosedFinding[] = [];
  #shown: ReadonlyMap<Finder, readonly FindingRow[]> = new Map();
  #counts = countKinds([]);
  /** Not told yet, by key. */
  #openedNews = new Map<string, Finding>();
  #closedNews = new Map<string, ClosedFinding>();

  evaluate(ground: Ground): void {
    const { now } = ground;
    const open = new Map<string, Finding>();
    const shown = new Map<Finder, readonly FindingRow[]>();
    for (const finder of FINDERS) {
      const found = sortFindings(
        finder.find(ground).map((each): Finding => {
          return { ...each, openedAt: this.#open.get(each.key)?.openedAt ?? now };
        }),
      );
      for (const finding of found) open.set(finding.key, finding);
      shown.set(finder, cut(finder, found));
    }
    for (const [key, finding] of open) if (!this.#open.has(key)) this.#openedNews.set(key, finding);
    const ended = [...this.#open.values()]
      .filter(({ key }) => !open.has(key))
      .map((finding): ClosedFinding => ({ ...finding, closedAt: now }));
    for (const finding of ended) this.#closedNews.set(finding.key, finding);
    if (ended.length > 0) this.#closed = [...ended, ...this.#closed].slice(0, MAX_CLOSED);
    this.#open = open;
    this.#shown = shown;
    this.#counts = countKinds(open.values());
  }

  drain(): FindingsTick {
    const tick = {
      counts: this.#counts,
      opened: [...this.#openedNews.values()],
      closed: [...this.#closedNews.values()],
    };
    this.#openedNews = new Map();
    this.#closedNews = new Map();
    return tick;
  }

  list(): FindingsList {
    const { size: total } = this.#open;
    const open = sortFindings([...this.#open.values()]).slice(0, MAX_LISTED);
    return { counts: this.#counts, total, open, closed: this.#closed };
  }

  get shown(): readonly FindingRow[] {
    return sortFindings([...this.#shown.values()].flat());
  }

  get shownOfQueues(): readonly FindingRow[] {
    return this.#shown.get(QUEUES) ?? [];
  }

  ofQueue(name: string): readonly FindingRow[] {
    return queueFindingKeys(name).flatMap((key) => this.#open.get(key) ?? []);
  }
}

function sortFindings<F extends FindingRow>(findings: readonly F[]): readonly F[] {
  return [...findings].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
}

/** The first of them, and one that says how many more there are. */
function cut({ most, rest }: Finder, findings: readonly Finding[]): readonly FindingRow[] {
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

function countKinds(findings: Iterable<Finding>): FindingsTick["counts"] {
  // Every kind has its count; the compiler cannot follow that through fromEntries.
  const counts = Object.fromEntries(FINDING_KIND_NAMES.map((kind) => [kind, 0])) as Record<
    FindingKind,
    number
  >;
  for (const { kind } of findings) counts[kind] += 1;
  return counts;
}
