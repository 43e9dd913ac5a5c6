// Rows of Celery's two result tables as results (celery-wire.md F4, F5).
import { decodeBase64 } from "#lib/kombu/base64.ts";
import { isRecord } from "#lib/kombu/object.ts";
import { parseExactJson } from "#lib/kombu/parse-json.ts";
import type { WireJson } from "#lib/kombu/print-json.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import { childIds, readExtended, readTime } from "#lib/results/read-meta.ts";
import type { StoredResult } from "#lib/results/stored-result.ts";
import { readBlob } from "./read-blob.ts";

export const ALCHEMY = "celery_taskmeta";
export const DJANGO = "django_celery_results_taskresult";

type Row = Readonly<Record<string, unknown>>;

/** `result` is a pickle whatever the serializer; args and kwargs are in the result serializer. */
export function readAlchemy(taskId: string, row: Row): StoredResult {
  const result = readCell(row.result);
  const extended = { ...row, args: blobOf(row.args), kwargs: blobOf(row.kwargs) };
  return {
    ...common(taskId, row, result),
    // Both columns came with Celery 5.7.
    children: childrenOf(blobOf(row.children)),
    parentId: null,
    groupId: null,
    ...readExtended(extended),
    stamps: stampsOf(blobOf(row.stamps)),
  };
}

/** `task_args` is JSON text that holds a Python repr, in a string. */
export function readDjango(taskId: string, row: Row): StoredResult {
  const meta = jsonOf(row.meta);
  const extended = { name: row.task_name, args: jsonOf(row.task_args), kwargs: jsonOf(row.task_kwargs) };
  return {
    ...common(taskId, row, djangoResult(row)),
    children: isRecord(meta) ? childrenOf(meta.children) : null,
    parentId: null,
    groupId: null,
    ...readExtended({ ...extended, worker: row.worker }),
  };
}

function childrenOf(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? childIds(value) : null;
}

/** `{"stamped_headers": […], "stamps": {…}}`. */
function stampsOf(value: unknown): StoredResult["stamps"] {
  return isRecord(value) && isRecord(value.stamps) ? (value.stamps as StoredResult["stamps"]) : null; // what JSON can say
}

function common(taskId: string, row: Row, result: Result<unknown>) {
  return {
    taskId,
    status: typeof row.status === "string" ? row.status : "PENDING",
    // Both readers make only what JSON can say, bigints included.
    result: (result.ok ? (result.value ?? null) : null) as WireJson,
    opaque: result.ok ? null : result.detail,
    traceback: typeof row.traceback === "string" ? row.traceback : null,
    doneAt: readTime(row.done_text),
  };
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
