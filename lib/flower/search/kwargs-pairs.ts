// `kwargs:key=value` asks for one argument: the value as Python's str() prints it, in any case of letters.
import type { PyNode } from "../../pyrepr/node.ts";
import { parseRepr } from "../../pyrepr/parse-repr.ts";

/** The pair that a search asks for, as `hasPair` compares it. */
export function wantedPair(value: string): string {
  const at = value.indexOf("=");
  return fold(`${value.slice(0, at).trim()}=${value.slice(at + 1).trim()}`);
}

/** `repr` is the task's kwargs. */
export function hasPair(repr: string, wanted: string): boolean {
  const { node } = parseRepr(repr);
  if (node.kind !== "dict") return false;
  return node.entries.some(
    ({ key, value }) => value !== null && fold(`${printed(key).trim()}=${printed(value).trim()}`) === wanted,
  );
}

function printed(node: PyNode): string {
  if (node.kind === "str") return node.value;
  return node.kind === "none" ? "" : node.text;
}

function fold(text: string): string {
  return text.toLowerCase();
}
