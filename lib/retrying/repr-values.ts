// Arguments out of the reprs that events carry, as far as they say them exactly. Reprs are lossy
// (docs/protocol/events.md C3): what was cut, hidden, or is no JSON becomes a problem with its place, and a draft to
// start mending from.
import type { WireJson } from "../kombu/print-json.ts";
import { WireFloat } from "../kombu/wire-float.ts";
import { MASK } from "../masking/mark.ts";
import type { PyDict, PyNode } from "../pyrepr/node.ts";
import { parseRepr } from "../pyrepr/parse-repr.ts";

export interface ReprValues {
  /** As far as it could be read: exact where there are no problems. */
  readonly args: readonly WireJson[];
  readonly kwargs: { readonly [key: string]: WireJson };
  /** Why it is not exact, for people; empty when it is. */
  readonly problems: readonly string[];
  /** What is exact, but not the same: tuples become lists. */
  readonly notes: readonly string[];
}

interface Reading {
  readonly problems: Set<string>;
  readonly notes: Set<string>;
}

/** null or empty: the event carried none. */
export function readReprs(args: string | null, kwargs: string | null): ReprValues {
  const reading: Reading = { problems: new Set(), notes: new Set() };
  const list = readArgs(args, reading);
  const named = readKwargs(kwargs, reading);
  return { args: list, kwargs: named, problems: [...reading.problems], notes: [...reading.notes] };
}

function readArgs(text: string | null, reading: Reading): readonly WireJson[] {
  if (text === null || text === "")
    return unknown("The arguments are not known: no event carried them.", reading, []);
  const node = parse(text, reading);
  if (node.kind === "tuple" || node.kind === "list") return listOf(node.items, reading);
  return unknown(
    "The arguments are not a tuple: the sender wrote something else in their place.",
    reading,
    [],
  );
}

function readKwargs(text: string | null, reading: Reading): { readonly [key: string]: WireJson } {
  if (text === null || text === "") {
    return unknown("The keyword arguments are not known: no event carried them.", reading, {});
  }
  const node = parse(text, reading);
  if (node.kind === "dict") return dictOf(node, reading);
  return unknown(
    "The keyword arguments are not a dict: the sender wrote something else in their place.",
    reading,
    {},
  );
}

function parse(text: string, { problems }: Reading): PyNode {
  const { node, truncated } = parseRepr(text);
  // A value that itself holds `...` counts as cut: nobody can tell.
  if (truncated || text.includes("...") || text.endsWith("…")) {
    problems.add(
      "The arguments were cut by Celery (they are longer than 1,024 characters or nested too deep).",
    );
  }
  if (text.includes(MASK)) problems.add("Umbel hid a secret in the arguments.");
  return node;
}

function toWire(node: PyNode, reading: Reading): WireJson {
  switch (node.kind) {
    case "none":
      return null;
    case "bool":
    case "int":
      return node.value;
    case "float":
      return Number.isInteger(node.value) ? new WireFloat(node.text) : node.value;
    case "str":
      if (node.value.includes("\\")) {
        reading.problems.add("A string holds a backslash, which a repr can spell in more than one way.");
      }
      return node.value;
    case "list":
      return listOf(node.items, reading);
    case "tuple":
      reading.notes.add("A tuple inside the arguments becomes a list.");
      return listOf(node.items, reading);
    case "set":
      reading.problems.add("A set is not JSON.");
      return listOf(node.items, reading);
    case "dict":
      return dictOf(node, reading);
    case "bytes":
      reading.problems.add("Bytes are not JSON.");
      return node.value;
    case "call":
      reading.problems.add(`${node.name}(…) is not JSON.`);
      return node.text;
    case "elided":
      return "…";
    default:
      reading.problems.add("The arguments hold something that is not JSON.");
      return node.text;
  }
}

/** The mark of what was cut has been told of already, and is no value. */
function listOf(items: readonly PyNode[], reading: Reading): WireJson[] {
  return items.filter(({ kind }) => kind !== "elided").map((item) => toWire(item, reading));
}

function dictOf(node: PyDict, reading: Reading): { [key: string]: WireJson } {
  const entries = node.entries
    .filter(({ key }) => key.kind !== "elided")
    .map(({ key, value }): [string, WireJson] => {
      if (key.kind !== "str") reading.problems.add("A dict has a key that is not text.");
      return [key.kind === "str" ? key.value : key.text, value === null ? null : toWire(value, reading)];
    });
  return Object.fromEntries(entries);
}

function unknown<T>(problem: string, { problems }: Reading, instead: T): T {
  problems.add(problem);
  return instead;
}
