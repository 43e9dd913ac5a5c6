// What Flower 2.0 understood and 2.1 refuses: `args:1 args:2 kwargs:a=1 result:ok state:FAILURE`, without quotes,
// brackets or operators. The terms of one field must all match; one field that matches is enough.
import type { SearchNode } from "./node.ts";

const TERM = /^(args|kwargs|result|state):([^\s"()]+)$/;

/** null when it is not such a search. */
export function parseLegacy(query: string): SearchNode | null {
  const fields = new Map<string, SearchNode[]>();
  const words = query.trim().split(/\s+/);
  if (words.length > 128) return null;
  for (const word of words) {
    const [, field, value] = TERM.exec(word) ?? [];
    if (
      value === undefined ||
      (field !== "args" && field !== "kwargs" && field !== "result" && field !== "state")
    )
      return null;
    fields.set(field, [...(fields.get(field) ?? []), { kind: "term", field, value }]);
  }
  const parts = [...fields.values()].map((terms) => joined("all", terms));
  return joined("any", parts);
}

function joined(kind: "all" | "any", parts: readonly SearchNode[]): SearchNode {
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind, parts };
}
