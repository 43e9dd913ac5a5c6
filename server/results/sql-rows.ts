// Rows of Celery's two result tables as results (docs/protocol/results.md F4, F5).
import { decodeBase64 } from "#lib/kombu/base64.ts";
import { isRecord } from "#lib/kombu/object.ts";
import { parseExactJson } from "#lib/kombu/parse-json.ts";
import type { WireJson } from "#lib/kombu/print-json.ts";
import { decodeUtf8Lossy } from "#lib/kombu/text.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import { readChildren, readExtended, readTime } from "#lib/results/read-meta.ts";
import type { StoredResult } from "#lib/results/stored-result.ts";
import { RESULT_MAX_BYTES, tooLarge } from "#lib/results/too-large.ts";
import { readBlob } from "./read-blob.ts";

export const ALCHEMY = "celery_taskmeta";
export const DJANGO = "django_celery_results_taskresult";

type Row = Readonly<Record<string, unknown>>;

/** Columns that are read up to a bound. */
export const LARGE_COLUMNS: readonly string[] = [
  "result",
  "traceback",
  "args",
  "kwargs",
  "task_args",
  "task_kwargs",
  "meta",
  "children",
  "stamps",
];

/** Name of the column that holds the whole length of a bounded one. */
export function lengthOf(column: string): string {
  return `umbel_length_${column}`;
}

/** Arguments are known as a whole or not at all: they may be sent again. */
function wholeOf(row: Row, column: string): unknown {
  return lengthBeyond(row, column) === null ? row[column] : null;
}

/** null: it is not longer than what was read of it. */
function lengthBeyond(row: Row, column: string): number | null {
  const length = Number(row[lengthOf(column)] ?? 0);
  return length > RESULT_MAX_BYTES ? length : null;
}

/** `result` is a pickle up to Celery 5.6; it is in the result serializer since, as args and kwargs always were. */
export function readAlchemy(taskId: string, row: Row): StoredResult {
  const extended = { ...row, args: blobOf(wholeOf(row, "args")), kwargs: blobOf(wholeOf(row, "kwargs")) };
  return {
    ...common(taskId, row, () => readCell(row.result)),
    // Both columns came with Celery 5.7.
    ...readChildren(blobOf(row.children)),
    parentId: null,
    groupId: null,
    ...readExtended(extended),
    stamps: stampsOf(blobOf(row.stamps)),
  };
}

/** `task_args` is JSON text that holds a Python repr, in a string. */
export function readDjango(taskId: string, row: Row): StoredResult {
  const meta = jsonOf(row.meta);
  const extended = {
    name: row.task_name,
    args: jsonOf(wholeOf(row, "task_args")),
    kwargs: jsonOf(wholeOf(row, "task_kwargs")),
  };
  return {
    ...common(taskId, row, () => djangoResult(row)),
    ...readChildren(isRecord(meta) ? meta.children : null),
    parentId: null,
    groupId: null,
    ...readExtended({ ...extended, worker: row.worker }),
  };
}

/** `{"stamped_headers": […], "stamps": {…}}`. */
function stampsOf(value: unknown): StoredResult["stamps"] {
  return isRecord(value) && isRecord(value.stamps) ? (value.stamps as StoredResult["stamps"]) : null; // what JSON can say
}

function common(taskId: string, row: Row, read: () => Result<unknown>) {
  return {
    taskId,
    status: typeof row.status === "string" ? row.status : "PENDING",
    ...resultOf(row, read),
    traceback:
      typeof row.traceback === "string"
        ? row.traceback + (lengthBeyond(row, "traceback") === null ? "" : "…")
        : null,
    doneAt: readTime(row.done_text),
  };
}

function resultOf(
  row: Row,
  read: () => Result<unknown>,
): Pick<StoredResult, "result" | "opaque" | "beginning"> {
  const length = lengthBeyond(row, "result");
  if (length !== null) return tooLarge(length, beginningOf(row.result));
  const result = read();
  if (!result.ok) return { result: null, opaque: result.detail, beginning: null };
  // Both readers make only what JSON can say, bigints included.
  return { result: (result.value ?? null) as WireJson, opaque: null, beginning: null };
}

/** A pickle of one text: PROTO, perhaps FRAME, BINUNICODE or BINUNICODE8. */
const PICKLED_TEXT = /^\x80.(?:\x95.{8})?(?:X.{4}|\x8d.{8})/s;
const LOOKED_AT = 16_384;

/** Only of what is text: in other bytes a name and its value stand without a sign between them, and no secret is found. */
function beginningOf(value: unknown): string {
  if (typeof value === "string") return value;
  const all = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
  if (!(all instanceof Uint8Array)) return "";
  const bytes = all.subarray(0, LOOKED_AT);
  const head = PICKLED_TEXT.exec(Buffer.from(bytes.subarray(0, 32)).toString("latin1"))?.[0] ?? "";
  // The cut may have halved the last character.
  const text = decodeUtf8Lossy(bytes.subarray(head.length)).replace(/\ufffd+$/, "");
  return /[\ufffd\p{Cc}]/u.test(text.replace(/[\t\r\n]/g, "")) ? "" : text;
}

function djangoResult({ result, content_type: type, content_encoding: encoding }: Row): Result<unknown> {
  if (typeof result !== "string") return ok(null);
  if (encoding === "binary") {
    const bytes = decodeBase64(result);
    return bytes === null ? bad("opaque", "neither text nor base64") : readBlob(bytes);
  }
  return type === "application/json" ? parseExactJson(result) : bad("opaque", `it is ${String(type)}`);
}

/** One driver gives a Buffer, the other an ArrayBuffer. */
function readCell(value: unknown): Result<unknown> {
  if (value instanceof Uint8Array) return readBlob(value);
  return value instanceof ArrayBuffer ? readBlob(new Uint8Array(value)) : ok(null);
}

function blobOf(value: unknown): unknown {
  const read = readCell(value);
  return read.ok ? read.value : null;
}

function jsonOf(value: unknown): unknown {
  if (typeof value !== "string") return null;
  const parsed = parseExactJson(value);
  return parsed.ok ? parsed.value : value;
}
