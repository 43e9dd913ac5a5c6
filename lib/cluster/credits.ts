// Counts of what attempts came to, kept right when an event changes what was thought before: a late one may move a
// failure to another attempt or another worker. The sum over all tasks depends only on the set of events.
import type { Credit } from "./fold.ts";
import type { MarkKind } from "./mark.ts";

export interface CreditChange {
  readonly kind: Credit["kind"];
  readonly hostname: string;
  readonly by: number;
}

const KINDS: ReadonlySet<string> = new Set<Credit["kind"]>([
  "succeeded",
  "failed",
  "retried",
  "revoked",
  "rejected",
  "received",
  "started",
]);

export function isCredited(kind: MarkKind): kind is Credit["kind"] {
  return KINDS.has(kind);
}

export function compareCredits(before: readonly Credit[], after: readonly Credit[]): readonly CreditChange[] {
  const changes: CreditChange[] = [];
  const rest = [...before];
  for (const { kind, hostname } of after) {
    const at = rest.findIndex((old) => old.kind === kind && old.hostname === hostname);
    if (at >= 0) rest.splice(at, 1);
    else changes.push({ kind, hostname, by: 1 });
  }
  for (const { kind, hostname } of rest) changes.push({ kind, hostname, by: -1 });
  return changes;
}

/** What came to more than before, as often as it did; what only moved between workers is nothing new. */
export function netOutcomes(changes: readonly CreditChange[]): readonly Credit["kind"][] {
  if (changes.length === 0) return [];
  const first = changes[0];
  if (changes.length === 1 && first) return first.by > 0 ? [first.kind] : [];
  const net = new Map<Credit["kind"], number>();
  for (const { kind, by } of changes) net.set(kind, (net.get(kind) ?? 0) + by);
  return [...net].flatMap(([kind, by]) => (by > 0 ? Array<Credit["kind"]>(by).fill(kind) : []));
}
