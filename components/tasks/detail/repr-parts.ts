// A repr's containers seen alike: an opening, labelled parts, a closing (repr-parts.test.ts).
import type { PyNode } from "#lib/pyrepr/node.ts";

export interface ReprPartLine {
  /** A dict's key as it is read (bare when it is a plain string), an argument's name; null where order alone counts. */
  readonly label: string | null;
  readonly joint: string;
  /** null: cut away. */
  readonly value: PyNode | null;
}

export function isLeaf(node: PyNode): boolean {
  return !["list", "tuple", "set", "dict", "call"].includes(node.kind);
}

export function partsOf(node: PyNode): readonly ReprPartLine[] {
  switch (node.kind) {
    case "list":
    case "tuple":
    case "set":
      return node.items.map((value) => ({ label: null, joint: "", value }));
    case "dict":
      return node.entries.map(({ key, value }) => ({ label: labelOf(key), joint: ": ", value }));
    case "call":
      return node.args.map(({ name, value }) => ({ label: name, joint: "=", value }));
    default:
      return [];
  }
}

export function opener(node: PyNode): string {
  if (node.kind === "call") return `${node.name}(`;
  return node.kind === "list" ? "[" : node.kind === "tuple" ? "(" : "{";
}

export function closer(node: PyNode): string {
  // The comma is what makes it a tuple.
  if (node.kind === "tuple" && node.items.length === 1) return ",)";
  return node.kind === "list" ? "]" : node.kind === "tuple" || node.kind === "call" ? ")" : "}";
}

function labelOf(key: PyNode): string {
  return key.kind === "str" && !key.cut && /^[\w.-]+$/.test(key.value) ? key.value : key.text;
}
