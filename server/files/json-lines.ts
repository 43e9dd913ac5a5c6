// One JSON object a line, appended in order: audit log, batches, ended sessions. A record that could not be written whole
// (a full disk, a crash) costs itself only: the next one begins on a line of its own, and what stands of the torn one can
// never be read as a record, because it was refused. Nothing that was written is ever taken away but by rotation.
import { appendFile, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { ignoreMissing } from "./missing.ts";
import { writeWholeFile } from "./whole-file.ts";

export interface JsonLines {
  /**
   * Resolves once the record is in the file; rejects when it is not, also because too many wait for that, and later ones
   * are tried all the same.
   */
  append(record: object): Promise<void>;
}

export interface JsonLinesOptions {
  readonly path: string;
  /** Begins a new file at so many bytes and keeps so many older ones as `path.1` …; absent: one file. */
  readonly rotate?: { readonly maxBytes: number; readonly keep: number };
  /** Called back for each record that was refused. */
  readonly onUnwritten?: (() => void) | undefined;
  /** Records that may wait to be written; 10,000. */
  readonly maxWaiting?: number;
  /** How bytes reach the file; for tests of disks that are full. */
  readonly write?: (path: string, text: string) => Promise<void>;
}

/** After what a failed write has left on the last line. */
const CUT = " (cut off)\n";

/** Makes the file and its folder; only its owner may read it. Rejects when it cannot be written. */
export async function openJsonLines(options: JsonLinesOptions): Promise<JsonLines> {
  const { path, rotate, onUnwritten, maxWaiting = 10_000, write = appendText } = options;
  await mkdir(dirname(path), { recursive: true });
  await appendText(path, "");
  let size = (await stat(path)).size;
  // Until a write has succeeded: a crash may have cut the last line.
  let doubtful: "\n" | typeof CUT | null = "\n";
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;

  const append = async (record: object) => {
    const line = `${JSON.stringify(record)}\n`;
    const torn = doubtful !== null && !(await endsWithLine(path)) ? doubtful : "";
    const text = torn + line;
    const bytes = Buffer.byteLength(text);
    if (rotate !== undefined && size > 0 && size + bytes > rotate.maxBytes) {
      if (torn !== "") await write(path, torn);
      await shift(path, rotate.keep);
      size = 0;
      return await put(line, Buffer.byteLength(line));
    }
    await put(text, bytes);
  };
  const put = async (text: string, bytes: number) => {
    doubtful = CUT;
    await write(path, text);
    doubtful = null;
    size += bytes;
  };
  return {
    append(record) {
      if (waiting >= maxWaiting) {
        onUnwritten?.();
        return Promise.reject(new Error(`${path}: ${waiting} records are already waiting to be written`));
      }
      waiting += 1;
      const done = last
        .then(() => append(record))
        .finally(() => {
          waiting -= 1;
        });
      last = done.catch(() => onUnwritten?.());
      return done;
    },
  };
}

export interface ReadOptions<T> {
  readonly path: string;
  /** null for what is no record: lines that were cut are passed over. */
  readonly parse: (value: unknown) => T | null;
  /** Only the last so many bytes are read. */
  readonly maxBytes?: number;
}

/** The records of a file, oldest first; none when there is no file. */
export async function readJsonLines<T>({ path, parse, maxBytes }: ReadOptions<T>): Promise<readonly T[]> {
  const bytes = await readTail(path, maxBytes).catch(ignoreMissing);
  const lines = (bytes ?? Buffer.alloc(0)).toString("utf8").split("\n");
  return lines.flatMap((line) => {
    const record = parse(parseLine(line));
    return record === null ? [] : [record];
  });
}

/** Leaves the newest lines only, so many bytes at most, of a file that has grown larger than `maxBytes`. */
export async function shortenJsonLines(path: string, maxBytes: number, to: number): Promise<void> {
  const size = (await stat(path).catch(ignoreMissing))?.size ?? 0;
  if (size <= maxBytes) return;
  const bytes = await readFile(path);
  await writeWholeFile(path, bytes.subarray(bytes.indexOf(0x0a, Math.floor(size - to)) + 1));
}

async function readTail(path: string, maxBytes: number | undefined): Promise<Buffer> {
  if (maxBytes === undefined) return await readFile(path);
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const length = Math.min(size, maxBytes);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer;
  } finally {
    await file.close();
  }
}

async function endsWithLine(path: string): Promise<boolean> {
  const tail = (await readTail(path, 1).catch(ignoreMissing)) ?? Buffer.alloc(0);
  return tail.length === 0 || tail[0] === 0x0a;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function shift(path: string, keep: number): Promise<void> {
  for (let i = keep; i >= 1; i -= 1) {
    await rename(i === 1 ? path : `${path}.${i - 1}`, `${path}.${i}`).catch(ignoreMissing);
  }
  if (keep < 1) await rm(path, { force: true });
}

function appendText(path: string, text: string): Promise<void> {
  return appendFile(path, text, { mode: 0o600 });
}
