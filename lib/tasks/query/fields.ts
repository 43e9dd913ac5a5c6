// The fields of the query language, one row each: what is typed before the colon, the kind of its values, and what a line
// of the list has of it. Where a store has it is that store's table (cluster/tasks/query-columns.ts); a missing field does
// not compile there. Browsers load it.
import { isFinished } from "../precedence.ts";
import type { TaskRow } from "../task.ts";
import { ranOf } from "../times.ts";

/**
 * `word` is equal or a pattern; `text` contains, in any case of letters; `time` lies behind us and counts back from now,
 * `ahead` counts forward.
 */
export type ValueKind = "state" | "word" | "text" | "time" | "ahead" | "duration" | "number" | "flag";
type FieldValue = string | number | readonly string[] | null;

interface FieldSpec {
  readonly kind: ValueKind;
  /** Other words for it. */
  readonly also: readonly string[];
  /** What to type behind the colon, for people. */
  readonly hint: string;
  /** Takes `field.key.0:value`: one of the arguments. */
  readonly hasPath: boolean;
  /** Texts as they are; times in epoch ms; durations in ms; the flags that are up. null: not known, or not in a line. */
  readonly of: (row: TaskRow) => FieldValue;
}

const ofNothing = () => null;

const SPECS = {
  state: spec("state", "failed, retry, started …", ({ state }) => state),
  name: spec("word", "exact, or with *", ({ name }) => name),
  worker: spec("word", "celery@host", ({ worker }) => worker),
  queue: spec("word", "its name", ({ queue }) => queue),
  id: spec("word", "a task's id, or its beginning and *", ({ key }) => key, ["uuid", "task_id"]),
  root: spec("word", "the id of its workflow's first task", ofNothing, ["root_id"]),
  parent: spec("word", "the id of the task that sent it", ofNothing, ["parent_id"]),
  client: spec("word", "who sent it", ofNothing),
  exchange: spec("word", "its name", ofNothing),
  routing_key: spec("word", "exact, or with *", ofNothing),
  args: { ...spec("text", "text in it; args.0:value for one", ({ args }) => args), hasPath: true },
  kwargs: { ...spec("text", "text in it; kwargs.user.id:42 for one", ({ kwargs }) => kwargs), hasPath: true },
  result: spec("text", "text in it", ofNothing),
  exception: spec("text", "TimeoutError, *Error, or text in it", ({ exception }) => exception, ["error"]),
  traceback: spec("text", "text in it", ofNothing),
  sent: spec("time", "<1h for the last hour", ({ sentAt }) => sentAt),
  received: spec("time", "<1h for the last hour", ({ receivedAt }) => receivedAt),
  started: spec("time", "<1h for the last hour", ({ startedAt }) => startedAt),
  ended: spec("time", "<1h for the last hour", ({ finishedAt }) => finishedAt, ["finished"]),
  succeeded: spec("time", "<1h for the last hour", ({ state, finishedAt }) =>
    state === "SUCCESS" ? finishedAt : null,
  ),
  failed: spec("time", "<1h for the last hour", ({ state, finishedAt }) =>
    state === "FAILURE" ? finishedAt : null,
  ),
  seen: spec("time", "<1h: first seen in the last hour", ofNothing),
  eta: spec("ahead", "<10m: due in less", ({ eta }) => eta),
  expires: spec("ahead", "<10m: expires in less", ofNothing),
  runtime: spec("duration", ">5s, 1s..1m", ranOf),
  wait: spec("duration", ">5s, 1s..1m", ({ waitMs }) => waitMs),
  retries: spec("number", ">0, 1..3", ({ retries }) => retries),
  pid: spec("number", "of the worker's process", ofNothing),
  is: spec("flag", "orphaned, doubtful, finished", flagsOf),
};

export type QueryField = keyof typeof SPECS;
export const QUERY_FIELDS: { readonly [F in QueryField]: FieldSpec } = SPECS;
export const QUERY_FIELD_NAMES = Object.keys(SPECS) as readonly QueryField[]; // those of the table

/** What can stand behind `is:`, and what it says of a task. */
export const FLAGS = {
  orphaned: "its worker fell silent or left while it had the task",
  doubtful: "its worker no longer reports it, but its end was not seen",
  finished: "no more events are expected",
} as const;
export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as readonly FlagName[]; // those of the table

const WORDS: ReadonlyMap<string, QueryField> = new Map(
  QUERY_FIELD_NAMES.flatMap((name) => [name, ...SPECS[name].also].map((word) => [word, name] as const)),
);

/** The field that a word names, in any case of letters; null: none. */
export function fieldNamed(word: string): QueryField | null {
  return WORDS.get(word.toLowerCase()) ?? null;
}

/** All that may stand before a colon, but for paths. */
export const FIELD_WORDS: readonly string[] = [...WORDS.keys()];

function spec(
  kind: ValueKind,
  hint: string,
  of: (row: TaskRow) => FieldValue,
  also: readonly string[] = [],
): FieldSpec {
  return { kind, also, hint, hasPath: false, of };
}

function flagsOf({ orphaned, doubtful, state }: TaskRow): readonly FlagName[] {
  const up = { orphaned, doubtful: doubtful === true, finished: isFinished(state) };
  return FLAG_NAMES.filter((flag) => up[flag]);
}
