// The audit log on disk: one JSON object per line, secrets masked, rotated at a bounded size (`audit.jsonl`,
// `audit.jsonl.1` …). What the last run wrote is read back, so that the page remembers it.
import type { AuditEntry } from "#lib/control/outcome.ts";
import { type JsonLinesOptions, openJsonLines, readJsonLines } from "../files/json-lines.ts";
import { createMemoryAudit, maskEntry } from "./memory.ts";
import type { Audit } from "./port.ts";

const TAIL_BYTES = 1024 * 1024;

export interface FileAuditOptions extends Pick<JsonLinesOptions, "path" | "onUnwritten" | "write"> {
  /** Size at which a new file is begun; 10 MiB. */
  readonly maxBytes?: number;
  /** Older files kept; 4. */
  readonly keep?: number;
}

/** Rejects when the file cannot be written: without an audit log no command would be sent. */
export async function openFileAudit(options: FileAuditOptions): Promise<Audit> {
  const { maxBytes = 10 * 1024 * 1024, keep = 4, ...where } = options;
  const memory = createMemoryAudit();
  const file = await openJsonLines({ ...where, rotate: { maxBytes, keep } });
  const before = await readJsonLines({ path: where.path, parse: readEntry, maxBytes: TAIL_BYTES });
  for (const entry of before) await memory.record(entry);
  return {
    async record(entry) {
      await file.append(maskEntry(entry));
      await memory.record(entry);
    },
    recent: (limit, cluster) => memory.recent(limit, cluster),
    heldSince: () => memory.heldSince(),
  };
}

function readEntry(value: unknown): AuditEntry | null {
  const looksRight = typeof value === "object" && value !== null && "phase" in value && "command" in value;
  // Our own file, written by `record` above.
  return looksRight ? { ...(value as AuditEntry), cluster: clusterIn(value) } : null;
}

/** Older versions wrote none. */
function clusterIn(entry: object): string | null {
  return "cluster" in entry && typeof entry.cluster === "string" ? entry.cluster : null;
}
