// The Audit port: what was asked of the cluster, by whom, and what came of it.
import type { AuditEntry } from "#lib/control/outcome.ts";

export interface Audit {
  /** Resolves once the entry is kept; rejects when it cannot be, and then the command must not be sent. */
  record(entry: AuditEntry): Promise<void>;
  /** Newest first, at most `limit`; with a cluster's name only what was done there. */
  recent(limit: number, cluster?: string): readonly AuditEntry[];
  /** Older entries had to make room: all there are since then are held, epoch ms. null: none had to. */
  heldSince(): number | null;
}

/** An audit that tells whenever an entry was kept. */
export function tellingAudit(audit: Audit, onRecorded: () => void): Audit {
  return {
    async record(entry) {
      await audit.record(entry);
      onRecorded();
    },
    recent: (limit, cluster) => audit.recent(limit, cluster),
    heldSince: () => audit.heldSince(),
  };
}
