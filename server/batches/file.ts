// Batches on disk: one JSON object a line. Holds uuids, names and outcomes, never arguments. A file
// that has grown too large is begun anew with the newest half of it.
import {
  type JsonLinesOptions,
  openJsonLines,
  readJsonLines,
  shortenJsonLines,
} from "../files/json-lines.ts";
import type { BatchLog, LogLine } from "./port.ts";

const MAX_BYTES = 32 * 1024 * 1024;

export interface FileLogOptions extends Pick<JsonLinesOptions, "path" | "onUnwritten" | "write"> {
  /** Size at which only the newest half is kept; 32 MiB. */
  readonly maxBytes?: number;
}

/** Rejects when the file cannot be written. */
export async function openFileLog({ maxBytes = MAX_BYTES, ...where }: FileLogOptions): Promise<BatchLog> {
  const { path } = where;
  // For want of room alone nothing is forgotten: the long file stands.
  await shortenJsonLines(path, maxBytes, maxBytes / 2).catch(() => undefined);
  const file = await openJsonLines(where);
  const lines = await readJsonLines({ path, parse: readLine });
  return { append: (line) => file.append(line), read: async () => lines };
}

function readLine(value: unknown): LogLine | null {
  const looksRight = typeof value === "object" && value !== null && "step" in value && "batch" in value;
  // Our own file, written by `append` above.
  return looksRight ? (value as LogLine) : null;
}
