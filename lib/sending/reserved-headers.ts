// The headers of a task message that mean something to Celery (docs/protocol/tasks.md E2): nobody sets them by hand,
// and a retry makes them anew.

const RESERVED: ReadonlySet<string> = new Set([
  "lang",
  "task",
  "id",
  "shadow",
  "eta",
  "expires",
  "group",
  "group_id",
  "group_index",
  "retries",
  "timelimit",
  "root_id",
  "parent_id",
  "argsrepr",
  "kwargsrepr",
  "origin",
  "ignore_result",
  "replaced_task_nesting",
  "stamped_headers",
  "stamps",
  "compression",
  "redelivered",
  "content_type",
  "content_encoding",
  "x-death",
]);

export function isReservedHeader(name: string): boolean {
  return RESERVED.has(name.toLowerCase()) || name.startsWith("__");
}
