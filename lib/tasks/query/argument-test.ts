// One argument of a task by its path: `kwargs.user.id`, `args.0`. The repr is what Celery sent, which may be cut: what was
// cut away is not known.
import type { PyNode } from "../../pyrepr/node.ts";
import { parseRepr } from "../../pyrepr/parse-repr.ts";
import { piecesMatcher } from "../glob.ts";
import type { Test } from "./expr.ts";
import { globsOf, numberTest } from "./value-tests.ts";

/** Whether the argument there is as asked; texts in any case of letters. */
export function argumentTest(path: readonly string[], test: Test): (repr: string) => boolean {
  const matches = nodeTest(test);
  return (repr) => {
    const node = nodeAt(parseRepr(repr).node, path);
    return node !== null && matches(node);
  };
}

/** A text that every repr has that can match; empty: there is none. */
export function neededText(path: readonly string[], test: Test): string {
  const globs = globsOf(test);
  const values = globs.length === 1 ? (globs[0]?.pieces ?? []) : [];
  // Quotes and backslashes may be escaped there.
  const texts = [...path.filter((key) => !/^\d+$/.test(key)), ...values].filter(
    (text) => !/['"\\]/.test(text),
  );
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), "");
}

function nodeTest(test: Test): (node: PyNode) => boolean {
  if (test.op === "known") return () => true;
  if (test.op !== "any") {
    const matches = numberTest(test, "number", 0);
    return (node) => (node.kind === "int" || node.kind === "float") && matches(Number(node.value));
  }
  const matchers = globsOf(test).map(({ pieces }) =>
    piecesMatcher(pieces.map((piece) => piece.toLowerCase())),
  );
  return (node) => {
    const text = printed(node).toLowerCase();
    return matchers.some((matches) => matches(text));
  };
}

function nodeAt(node: PyNode, path: readonly string[]): PyNode | null {
  let at: PyNode | null = node;
  for (const key of path) at = at === null ? null : memberOf(at, key);
  return at?.kind === "elided" ? null : at;
}

function memberOf(node: PyNode, key: string): PyNode | null {
  if (node.kind === "dict") return node.entries.find((entry) => printed(entry.key) === key)?.value ?? null;
  const isPlace = (node.kind === "list" || node.kind === "tuple") && /^\d{1,6}$/.test(key);
  return isPlace ? (node.items[Number(key)] ?? null) : null;
}

function printed(node: PyNode): string {
  return node.kind === "str" || node.kind === "bytes" ? node.value : node.text;
}
