// Batches on disk: one JSON object a line, beside the audit log. Holds uuids, names and outcomes, never arguments. A file
// that has grown too large is begun anew with the newest half of it.
import {
  type JsonLinesOptions,
  openJsonLines,
  readJsonLines,
  shortenJsonLines,
} from "../files/json-lines.ts";
import type { BatchLog, LogLine } from "./port.ts";

const MAX_BYTES = 32 * 1024 * 1024;

/** Rejects when the file cannot be written. */
export async function openFileLog(
  path: string,
  maxBytes: number = MAX_BYTES,
  write?: JsonLinesOptions["write"],
): Promise<BatchLog> {
  await shortenJsonLines(path, maxBytes, maxBytes / 2);
  const file = await openJsonLines({ path, ...(write && { write }) });
  const lines = await readJsonLines({ path, parse: readLine });
  return { append: (line) => file.append(line), read: async () => lines };
}

function readLine(value: unknown): LogLine | null {
  const looksRight = typeof value === "object" && value !== null && "step" in value && "batch" in value;
  // Our own file, written by `append` above.
  return looksRight ? (value as LogLine) : null;
}
