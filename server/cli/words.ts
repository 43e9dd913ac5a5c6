// The words behind a command (`rate_limit shop.add 10/m`) as its arguments. What they may be is said by lib/control
// alone; here is only what each word is called. Texts that are numbers become numbers where a number is meant.
import type { CommandName } from "#lib/control/command.ts";
import type { Json, JsonObject } from "#lib/json.ts";

export interface Words {
  /** In --help, behind the command's name. */
  readonly usage: string;
  /** Throws nothing: what is wrong is found by the command's own check. */
  readonly read: (words: readonly string[]) => JsonObject;
  /** How many words there may be at most. */
  readonly max: number;
}

const NONE: Words = { usage: "", max: 0, read: () => ({}) };
const ONE_N: Words = { usage: "[n]", max: 1, read: ([n]) => given({ n: number(n) }) };

const WORDS: Readonly<Partial<Record<CommandName, Words>>> = {
  rate_limit: words("<task_name> <rate>", ["task_name", "rate_limit"]),
  time_limit: {
    usage: "<task_name> [soft] [hard]",
    max: 3,
    read: ([task_name, soft, hard]) => given({ task_name, soft: number(soft), hard: number(hard) }),
  },
  pool_grow: ONE_N,
  pool_shrink: ONE_N,
  autoscale: {
    usage: "<max> <min>",
    max: 2,
    read: ([max, min]) => given({ max: number(max), min: number(min) }),
  },
  pool_restart: list("[module...]", "modules"),
  add_consumer: words("<queue> [exchange] [exchange_type] [routing_key]", [
    "queue",
    "exchange",
    "exchange_type",
    "routing_key",
  ]),
  cancel_consumer: words("<queue>", ["queue"]),
  revoke: list("<task_id...>", "task_id"),
  terminate: {
    usage: "<signal> <task_id...>",
    max: 1_001,
    read: ([signal, ...task_id]) => given({ signal, task_id }),
  },
  revoke_by_stamped_headers: {
    usage: "<header=value...>",
    max: 100,
    read: (pairs) => ({ headers: headersOf(pairs) }),
  },
  query_task: list("<task_id...>", "ids"),
  registered: list("[attribute...]", "taskinfoitems"),
  memdump: { usage: "[samples]", max: 1, read: ([samples]) => given({ samples: number(samples) }) },
  objgraph: {
    usage: "[type] [num] [max_depth]",
    max: 3,
    read: ([type, num, max_depth]) => given({ type, num: number(num), max_depth: number(max_depth) }),
  },
};

export function wordsOf(command: CommandName): Words {
  return WORDS[command] ?? NONE;
}

function words(usage: string, names: readonly string[]): Words {
  return {
    usage,
    max: names.length,
    read: (found) => given(Object.fromEntries(names.map((name, index) => [name, found[index]]))),
  };
}

function list(usage: string, name: string): Words {
  return { usage, max: 1_000, read: (found) => (found.length === 0 ? {} : { [name]: [...found] }) };
}

/** `tenant=acme`, several values of one header one after the other. */
function headersOf(pairs: readonly string[]): JsonObject {
  const headers: Record<string, string[]> = Object.create(null);
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const [name, value] = at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
    headers[name] = [...(headers[name] ?? []), value];
  }
  return { ...headers };
}

function given(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

/** `none` is null, as in Python; anything that is no number stays text and is refused later, with the reason. */
function number(word: string | undefined): Json | undefined {
  if (word === undefined) return undefined;
  if (/^(none|null|-)$/i.test(word)) return null;
  return /^-?\d+(\.\d+)?$/.test(word) ? Number(word) : word;
}
