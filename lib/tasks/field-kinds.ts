// The kinds of values that a field of the task filter takes (filter.ts): how they are spelt, read and compared. Browsers load
// it: no schema library here.
import { printQuery } from "./query/print.ts";
import { readQuery } from "./query/read.ts";
import { stateNamed } from "./state-words.ts";
import { TASK_STATES, type TaskState } from "./task.ts";

/** `V` has a value that restricts nothing. Of values that mean the same, `print` and `parse` give one. */
export interface Kind<V> {
  readonly none: V;
  /** What a parameter must look like, beside 1 to 512 characters; null: like anything. And the same for people. */
  readonly pattern: RegExp | null;
  readonly accepts: string;
  /** As the parameter of a topic; null: it is left out. */
  print(value: V): string | null;
  /** Reads a parameter of a topic or the API; undefined: it is none. */
  parse(text: string | null): V | undefined;
  /** What a parameter holds, with commas between. Empty: it restricts nothing. */
  members(value: V): readonly string[];
  /** Reads what people type behind its colon or into an address, without what is `unknown`. */
  readTyped(text: string): { readonly value: V; readonly unknown: readonly string[] };
  /** How it is typed. */
  typed(value: V): string;
  /** Whatever an address may hold, as a value that `parse` would give. */
  clean(value: V): V;
}

export const MAX_VALUE = 512;

const LISTED = new RegExp(`^(${TASK_STATES.join("|")})(,(${TASK_STATES.join("|")}))*$`);

/** States; typed in any case, Celery's event names (`failed`) beside its states. */
export const STATES: Kind<readonly TaskState[]> = {
  none: [],
  pattern: LISTED,
  accepts: `states separated by commas, of ${TASK_STATES.join(", ")}`,
  print: (states) => (states.length === 0 ? null : inOrder(states).join(",")),
  parse(text) {
    if (text === null) return [];
    return LISTED.test(text) ? inOrder(text.split(",")) : undefined;
  },
  members: (states) => states,
  readTyped(text) {
    const parts = text.split(",").filter((part) => part !== "");
    const states = parts.flatMap((part) => stateNamed(part) ?? []);
    return { value: states, unknown: parts.filter((part) => stateNamed(part) === null) };
  },
  typed: (states) => states.join(",").toLowerCase(),
  clean: inOrder,
};

/**
 * A name, exact or with `*`. Taken as it is, spaces and control characters too: without them other tasks would be listed.
 * Only NUL is left out, as a document cannot hold it: the page would differ from what the server sent.
 */
export const PATTERN = oneText((text) => (text.length > MAX_VALUE ? "" : text.replaceAll("\0", "")));

/** A piece of text in any case, as somebody typed it. */
export const PIECE = oneText((text) =>
  text
    .replaceAll(/\p{Cc}/gu, "")
    .trim()
    .slice(0, MAX_VALUE),
);

/**
 * A query in its canonical spelling; query/read.ts reads it. One that cannot be read, out of an address, stays as it is and
 * takes no task: it is never run as another.
 */
export const QUERY: Kind<string | null> = {
  ...oneText((text) => spelt(text) ?? text),
  accepts: "a query",
  parse(text) {
    if (text === null) return null;
    const { query, faults } = readQuery(text);
    return faults.length > 0 || query === null ? undefined : printQuery(query);
  },
  readTyped: (text) => ({
    value: spelt(text) ?? text,
    unknown: readQuery(text).faults.map((fault) => fault.text),
  }),
};

/** null: it cannot be read. */
function spelt(text: string): string | null {
  const { query, faults } = readQuery(text);
  return faults.length > 0 ? null : printQuery(query);
}

function oneText(clean: (text: string) => string): Kind<string | null> {
  return {
    none: null,
    pattern: null,
    accepts: `1 to ${MAX_VALUE} characters`,
    print: (text) => text,
    parse: (text) => (text === "" || (text?.length ?? 0) > MAX_VALUE ? undefined : text),
    members: (text) => (text === null ? [] : [text]),
    readTyped: (text) => ({ value: text, unknown: [] }),
    typed: (text) => text ?? "",
    clean: (text) => clean(text ?? "") || null,
  };
}

function inOrder(states: readonly string[]): readonly TaskState[] {
  return TASK_STATES.filter((state) => states.includes(state));
}
