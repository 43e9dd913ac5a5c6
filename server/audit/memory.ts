// The last entries in memory, for the page. Bounded: the oldest makes room.
import type { AuditEntry } from "#lib/control/outcome.ts";
import { maskText } from "#lib/mask.ts";
import { maskRecord } from "#lib/mask-value.ts";
import type { Audit } from "./port.ts";

const RING_SIZE = 1_000;

export function createMemoryAudit(size: number = RING_SIZE): Audit {
  const entries: AuditEntry[] = [];
  let madeRoom = false;
  return {
    async record(entry) {
      entries.push(maskEntry(entry));
      if (entries.length <= size) return;
      entries.splice(0, entries.length - size);
      madeRoom = true;
    },
    recent(limit, cluster) {
      const there = cluster === undefined ? entries : entries.filter((entry) => entry.cluster === cluster);
      return there.slice(Math.max(0, there.length - Math.max(0, limit))).reverse();
    },
    heldSince: () => (madeRoom ? (entries[0]?.at ?? null) : null),
  };
}

/** People paste URLs into reasons, passwords included. */
export function maskEntry(entry: AuditEntry): AuditEntry {
  const reason = entry.reason === null ? null : maskText(entry.reason);
  return { ...entry, args: maskRecord(entry.args), reason };
}
