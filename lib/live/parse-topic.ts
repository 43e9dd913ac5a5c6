// Topics from outside: parseTopic accepts only the canonical spelling (topics.ts) of known topics.
import { z } from "zod";
import { decodeName, decodeSegment } from "../address.ts";
import { bad, ok, type Result } from "../result.ts";
import { RANGES } from "../series/ranges.ts";
import {
  eachField,
  type FieldName,
  NEWEST_FIRST,
  parseSort,
  TASK_FIELDS,
  type TaskFilter,
} from "../tasks/filter.ts";
import { printTopic, type Topic } from "./topics.ts";

/** A name as long as any, in the longest spelling. */
const MAX_NAME = 512;
const MAX_TOPIC = 5_200;
const sort = z.string().refine((value) => parseSort(value) !== undefined);
const count = z.coerce.number().int().min(0).max(1e12);

const tasksParams = z.strictObject({
  ...eachField<Record<FieldName, ReturnType<typeof field>>>(field),
  sort: sort.optional(),
  until: count.optional(),
  page: count.max(1e6).optional(),
});

export function parseTopic(topic: string): Result<Topic, "topic"> {
  if (topic.length > MAX_TOPIC) return bad("topic", "longer than 5,200 characters");
  if (topic === "frame") return ok({ kind: "frame" });
  if (topic === "workers") return ok({ kind: "workers" });
  if (topic === "queues") return ok({ kind: "queues" });
  if (topic.startsWith("worker:")) return named("worker", topic.slice("worker:".length));
  if (topic.startsWith("task:")) return named("task", topic.slice("task:".length));
  if (topic.startsWith("queue:")) return queueTopic(topic);
  const [kind, query = ""] = split(topic);
  const params = readParams(query);
  if (params === null) return bad("topic", "malformed query");
  if (kind === "overview") {
    const range = z.strictObject({ range: z.enum(RANGES) }).safeParse(params);
    return range.success ? ok({ kind: "overview", range: range.data.range }) : bad("topic", "unknown range");
  }
  if (kind === "tasks") return tasksTopic(params);
  return bad("topic", `unknown topic ${kind}`);
}

function tasksTopic(params: Record<string, string>): Result<Topic, "topic"> {
  const parsed = tasksParams.safeParse(params);
  if (!parsed.success) return bad("topic", parsed.error.issues[0]?.message ?? "");
  const { sort: order = null, until = null, page = 0, ...given } = parsed.data;
  const filter = eachField<TaskFilter>((name) => {
    const { parse, none } = TASK_FIELDS[name];
    return parse(given[name] ?? null) ?? none;
  });
  return ok({ kind: "tasks", filter, sort: parseSort(order) ?? NEWEST_FIRST, until, page });
}

function field(name: FieldName) {
  const { parse, accepts } = TASK_FIELDS[name];
  return z
    .string()
    .refine((value) => parse(value) !== undefined, { error: accepts })
    .optional();
}

/** Only as printTopic spells it, so that one queue has one room. */
function queueTopic(topic: string): Result<Topic, "topic"> {
  const [path, query = ""] = split(topic);
  const params = readParams(query);
  const range = z.strictObject({ range: z.enum(RANGES) }).safeParse(params);
  if (!range.success) return bad("topic", "unknown range");
  const name = decodeSegment(path.slice("queue:".length));
  if (name === "" || name.length > MAX_NAME) return bad("topic", NAME_NEEDED);
  const queue: Topic = { kind: "queue", name, range: range.data.range };
  return printTopic(queue) === topic ? ok(queue) : bad("topic", "not spelled as Umbel spells it");
}

const NAME_NEEDED = `a name of 1 to ${MAX_NAME} characters is needed`;

function named(kind: "worker" | "task", name: string): Result<Topic, "topic"> {
  if (name === "" || name.length > MAX_NAME) return bad("topic", NAME_NEEDED);
  return ok(kind === "worker" ? { kind, hostname: name } : { kind, uuid: name });
}

function split(topic: string): [string, string?] {
  const at = topic.indexOf("?");
  return at < 0 ? [topic] : [topic.slice(0, at), topic.slice(at + 1)];
}

function readParams(query: string): Record<string, string> | null {
  const params: Record<string, string> = Object.create(null);
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const at = pair.indexOf("=");
    if (at < 0) return null;
    try {
      params[pair.slice(0, at)] = decodeName(decodeURIComponent(pair.slice(at + 1)));
    } catch {
      return null;
    }
  }
  return params;
}
