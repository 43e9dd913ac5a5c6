// Batches on disk: one JSON object a line, appended in order, beside the audit log. Holds uuids, names and outcomes, never
// arguments. A file that has grown too large is begun anew with the newest half of it.
import { appendFile, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { BatchLog, LogLine } from "./port.ts";

const MAX_BYTES = 32 * 1024 * 1024;

/** Rejects when the file cannot be written. */
export async function openFileLog(path: string, maxBytes: number = MAX_BYTES): Promise<BatchLog> {
  await mkdir(dirname(path), { recursive: true });
  await appendFile(path, "", { mode: 0o600 });
  const { size } = await stat(path);
  if (size > maxBytes) await shorten(path, size - maxBytes / 2);
  const before = await readFile(path, "utf8");
  // A crash may have cut the last line: the next one must not be glued to it.
  if (before !== "" && !before.endsWith("\n")) await appendFile(path, "\n");
  const lines = before.split("\n").map(parseLine);
  let last: Promise<void> = Promise.resolve();
  return {
    append(line) {
      const done = last.then(() => appendFile(path, `${JSON.stringify(line)}\n`, { mode: 0o600 }));
      // The next line is tried whatever became of this one.
      last = done.catch(() => undefined);
      return done;
    },
    read: async () => lines.filter((line) => line !== null),
  };
}

async function shorten(path: string, from: number): Promise<void> {
  const bytes = await readFile(path);
  const start = bytes.indexOf(0x0a, Math.floor(from)) + 1;
  await writeFile(`${path}.new`, bytes.subarray(start), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** null for a line that a crash cut. */
function parseLine(line: string): LogLine | null {
  try {
    const value: unknown = JSON.parse(line);
    const looksRight = typeof value === "object" && value !== null && "step" in value && "batch" in value;
    // Our own file, written by `append` above.
    return looksRight ? (value as LogLine) : null;
  } catch {
    return null;
  }
}
