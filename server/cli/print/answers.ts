// What workers answered, for people: a table where the answers are lists of the same kind, else one part per worker.
import type { ControlOutcome, WorkerReply } from "#lib/control/outcome.ts";
import type { Json } from "#lib/json.ts";
import { isRecord } from "#lib/kombu/object.ts";
import { safe } from "./safe.ts";
import { table } from "./table.ts";

/** One answer as rows of a table; null when it is none. */
type Rows = (value: Json) => string[][] | null;

const REQUEST = ["TASK ID", "NAME", "ARGS", "KWARGS", "PID"];
const TABLES: Readonly<Record<string, { readonly head: readonly string[]; readonly rows: Rows }>> = {
  active: { head: REQUEST, rows: listOf(requestCells) },
  reserved: { head: REQUEST, rows: listOf(requestCells) },
  scheduled: {
    head: ["ETA", ...REQUEST],
    rows: listOf((entry) => [text(entry.eta), ...requestCells(isRecord(entry.request) ? entry.request : {})]),
  },
  active_queues: {
    head: ["QUEUE", "EXCHANGE", "TYPE", "ROUTING KEY"],
    rows: listOf((queue) => {
      const exchange = isRecord(queue.exchange) ? queue.exchange : {};
      return [text(queue.name), text(exchange.name), text(exchange.type), text(queue.routing_key)];
    }),
  },
  query_task: {
    head: ["TASK ID", "STATE", "NAME", "ARGS"],
    rows: (value) =>
      isRecord(value)
        ? Object.entries(value).map(([id, found]) => {
            const [state, info] = Array.isArray(found) ? found : [];
            const request = isRecord(info) ? info : {};
            return [id, text(state), text(request.name), text(request.args)];
          })
        : null,
  },
};

/** Without the trailing note of who is missing: see `silence`. */
export function printOutcome(method: string, outcome: ControlOutcome): string {
  const shape = Object.hasOwn(TABLES, method) ? TABLES[method] : undefined;
  const replies = [...outcome.replies].sort((a, b) => (a.hostname < b.hostname ? -1 : 1));
  const rows: string[][] = [];
  const apart: WorkerReply[] = [];
  for (const reply of replies) {
    const found = reply.ok ? shape?.rows(reply.value) : null;
    if (found) for (const cells of found) rows.push([reply.hostname, ...cells]);
    else apart.push(reply);
  }
  const tabled = shape !== undefined && apart.length < replies.length;
  return [
    tabled ? table(["WORKER", ...shape.head], rows, "None.") : "",
    apart.every(isShort)
      ? apart.length === 0
        ? ""
        : table(["WORKER", "ANSWER"], apart.map(shortCells), "")
      : apart.map(printApart).join("\n"),
  ].join("");
}

/** Who did not answer, and whom a pattern stood for; "" when there is nothing to say. */
export function silence({ matched, missing, replies, expected }: ControlOutcome): string {
  const lines: string[] = [];
  if (matched !== undefined) lines.push(`asked: ${matched.join(", ")}`);
  if (missing.length > 0) lines.push(`no answer from ${missing.join(", ")}`);
  const unknown = (expected ?? 0) - replies.length - missing.length;
  if (unknown > 0) lines.push(`no answer from ${unknown} more`);
  return lines.map((line) => `${safe(line)}\n`).join("");
}

/** Fits in a line of a table: a confirmation, an error, or a single value. */
function isShort({ ok, value }: WorkerReply): boolean {
  if (!ok || value === null || typeof value !== "object") return !String(value).includes("\n");
  return (
    isRecord(value) && Object.keys(value).length === 1 && !String(Object.values(value)[0]).includes("\n")
  );
}

function shortCells({ hostname, ok, text: said, value }: WorkerReply): string[] {
  if (!ok) return [hostname, `error: ${said}`];
  if (isRecord(value) && !Object.hasOwn(value, "ok"))
    return [hostname, Object.entries(value).map(pair).join(" ")];
  return [hostname, typeof value === "string" ? value : said];
}

function printApart({ hostname, ok, text: said, value }: WorkerReply): string {
  if (!ok) return `${safe(hostname)}: error: ${safe(said)}\n`;
  const lines =
    isRecord(value) && typeof value.ok === "string" ? value.ok.trim().split("\n") : linesOf(value);
  return `${safe(hostname)}:\n${lines.map((line) => `  ${safe(line)}\n`).join("")}`;
}

function linesOf(value: Json, indent = ""): string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [`${indent}none`] : value.map((item) => indent + text(item));
  if (!isRecord(value))
    return String(value ?? "done")
      .trimEnd()
      .split("\n");
  const members = Object.entries(value);
  if (members.length === 0) return [`${indent}none`];
  return members.flatMap(([key, member]) =>
    isRecord(member) && Object.keys(member).length > 0
      ? [`${indent}${key}:`, ...linesOf(member as Json, `${indent}  `)] // from JSON
      : [`${indent}${key}: ${text(member)}`],
  );
}

function listOf(cells: (entry: Readonly<Record<string, unknown>>) => string[]): Rows {
  return (value) => (Array.isArray(value) ? value.filter(isRecord).map(cells) : null);
}

function requestCells(info: Readonly<Record<string, unknown>>): string[] {
  return [info.id, info.name, info.args, info.kwargs, info.worker_pid].map(text);
}

function pair([key, value]: readonly [string, unknown]): string {
  return `${key}: ${text(value)}`;
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string"
    ? value
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
}
