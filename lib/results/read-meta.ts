// The JSON that Celery stores under `celery-task-meta-<id>` and other key-value stores keep alike
// (docs/protocol/results.md F1). Guarded by read-meta.test.ts with the captured results.
import { isPlausibleTime } from "../events/plausible.ts";
import { isRecord } from "../kombu/object.ts";
import type { WireJson } from "../kombu/print-json.ts";
import { readId } from "../kombu/read-id.ts";
import { bad, ok, type Result } from "../result.ts";
import type { StoredResult } from "./stored-result.ts";

const MAX_CHILDREN = 1_000;
const MAX_STAMPS = 100;

/** `value` as parseExactJson or a codec gave it. */
export function readMeta(taskId: string, value: unknown): Result<StoredResult, "meta"> {
  if (!isRecord(value) || typeof value.status !== "string") return bad("meta", "not the result of a task");
  return ok({
    taskId,
    status: value.status,
    result: wireOf(value.result),
    opaque: null,
    beginning: null,
    traceback: textOf(value.traceback),
    doneAt: readTime(value.date_done),
    ...readChildren(value.children),
    parentId: readId(value.parent_id) ?? null,
    groupId: readId(value.group_id) ?? null,
    ...readExtended(value),
  });
}

type Extended =
  | "name"
  | "args"
  | "kwargs"
  | "argsRepr"
  | "kwargsRepr"
  | "worker"
  | "queue"
  | "retries"
  | "stamps";

export function readExtended(value: Readonly<Record<string, unknown>>): Pick<StoredResult, Extended> {
  const { args, kwargs } = value;
  return {
    name: textOf(value.name),
    // What a codec gave is what JSON can say, as in `wireOf`.
    args: Array.isArray(args) ? (args as WireJson[]) : null,
    kwargs: isRecord(kwargs) ? (kwargs as Record<string, WireJson>) : null,
    argsRepr: textOf(args),
    kwargsRepr: textOf(kwargs),
    worker: textOf(value.worker),
    queue: textOf(value.queue),
    retries: typeof value.retries === "number" ? value.retries : null,
    stamps: readStamps(value),
  };
}

/** `stamped_headers` names the members beside it that are stamps. */
function readStamps(value: Readonly<Record<string, unknown>>): StoredResult["stamps"] {
  const { stamped_headers: names } = value;
  if (!Array.isArray(names)) return null;
  const stamps = names
    .slice(0, MAX_STAMPS)
    .flatMap((name): [string, WireJson][] =>
      typeof name === "string" && Object.hasOwn(value, name) ? [[name, wireOf(value[name])]] : [],
    );
  return Object.fromEntries(stamps);
}

/** ISO 8601 or as SQL prints it; without an offset it is UTC, as before Celery 5.5. */
export function readTime(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const iso = value
    .trim()
    .replace(" ", "T")
    .replace(/([+-]\d{2})$/, "$1:00");
  const at = Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`);
  return isPlausibleTime(at) ? at : null;
}

/** `[[id, parent], null | [members]]`, nested: every id once, outermost first. What has members is a group. */
export function readChildren(value: unknown): Pick<StoredResult, "children" | "groups"> {
  if (!Array.isArray(value)) return { children: null, groups: [] };
  const tasks = new Set<string>();
  const groups = new Map<string, string[]>();
  const waiting: { readonly node: unknown; readonly group: string[] | null }[] = within(value, null);
  for (let next = waiting.shift(); next && tasks.size + groups.size < MAX_CHILDREN; next = waiting.shift()) {
    if (!Array.isArray(next.node)) continue;
    const [head, below] = next.node as unknown[]; // Array.isArray gives any[]
    const id = readId(Array.isArray(head) ? (head as unknown[])[0] : head); // likewise
    if (id === undefined) continue;
    if (Array.isArray(below)) {
      const members: string[] = [];
      groups.set(id, members);
      waiting.push(...within(below, members));
    } else {
      tasks.add(id);
      next.group?.push(id);
    }
  }
  return { children: [...tasks], groups: [...groups].map(([id, members]) => ({ id, members })) };
}

function within(nodes: readonly unknown[], group: string[] | null) {
  return nodes.slice(0, MAX_CHILDREN).map((node) => ({ node, group }));
}

/** A parsed document has nothing that WireJson lacks. */
function wireOf(value: unknown): WireJson {
  return (value ?? null) as WireJson;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
