// The audit log on disk: one JSON object per line, appended in order, secrets masked, rotated at a bounded size
// (`audit.jsonl`, `audit.jsonl.1` …). What the last run wrote is read back, so that the page remembers it.
import { appendFile, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { AuditEntry } from "#lib/control/outcome.ts";
import { createMemoryAudit, maskEntry } from "./memory.ts";
import type { Audit } from "./port.ts";

const TAIL_BYTES = 1024 * 1024;

export interface FileAuditOptions {
  readonly path: string;
  /** Size at which a new file is begun; 10 MiB. */
  readonly maxBytes?: number;
  /** Older files kept; 4. */
  readonly keep?: number;
}

/** Rejects when the file cannot be written: without an audit log no command would be sent. */
export async function openFileAudit(options: FileAuditOptions): Promise<Audit> {
  const { path, maxBytes = 10 * 1024 * 1024, keep = 4 } = options;
  await mkdir(dirname(path), { recursive: true });
  await appendFile(path, "", { mode: 0o600 });
  const memory = createMemoryAudit();
  const tail = await readTail(path);
  for (const entry of tail.entries) await memory.record(entry);
  // A crash may have cut the last line: the next entry must not be glued to it.
  if (tail.torn) await appendFile(path, "\n");
  let size = (await stat(path)).size;
  let last: Promise<void> = Promise.resolve();

  const write = async (entry: AuditEntry) => {
    const line = `${JSON.stringify(maskEntry(entry))}\n`;
    const bytes = Buffer.byteLength(line);
    if (size > 0 && size + bytes > maxBytes) {
      await rotate(path, keep);
      size = 0;
    }
    await appendFile(path, line, { mode: 0o600 });
    size += bytes;
    await memory.record(entry);
  };
  return {
    record(entry) {
      const done = last.then(() => write(entry));
      // The next entry is tried whatever became of this one.
      last = done.catch(() => undefined);
      return done;
    },
    recent: (limit, cluster) => memory.recent(limit, cluster),
  };
}

async function rotate(path: string, keep: number): Promise<void> {
  for (let i = keep; i >= 1; i -= 1) {
    const from = i === 1 ? path : `${path}.${i - 1}`;
    await rename(from, `${path}.${i}`).catch(ignoreMissing);
  }
  if (keep < 1) await rm(path, { force: true });
}

async function readTail(path: string): Promise<{ entries: AuditEntry[]; torn: boolean }> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const length = Math.min(size, TAIL_BYTES);
    const buffer = Buffer.alloc(length);
    await file.read(buffer, 0, length, size - length);
    const lines = buffer.toString("utf8").split("\n");
    return { entries: lines.map(parseLine).filter((entry) => entry !== null), torn: lines.at(-1) !== "" };
  } finally {
    await file.close();
  }
}

/** null for a line that was cut, by the tail or by a crash. */
function parseLine(line: string): AuditEntry | null {
  try {
    const value: unknown = JSON.parse(line);
    const looksRight = typeof value === "object" && value !== null && "phase" in value && "command" in value;
    // Our own file, written by `write` above.
    return looksRight ? { ...(value as AuditEntry), cluster: clusterIn(value) } : null;
  } catch {
    return null;
  }
}

/** Older versions wrote none. */
function clusterIn(entry: object): string | null {
  return "cluster" in entry && typeof entry.cluster === "string" ? entry.cluster : null;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
