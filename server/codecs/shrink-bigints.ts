// Foreign parsers give either every integer as bigint or round the large ones. We ask for bigint and turn back
// those that a number holds exactly.
import { setKey } from "#lib/kombu/object.ts";

/** Changes the containers in place; cycles and shared values are visited once. */
export function shrinkBigInts(root: unknown): unknown {
  const pending: object[] = [];
  const seen = new Set<object>();
  const shrink = (value: unknown): unknown => {
    if (typeof value === "bigint") return isSafe(value) ? Number(value) : value;
    if (typeof value === "object" && value !== null && !seen.has(value)) {
      seen.add(value);
      pending.push(value);
    }
    return value;
  };
  const result = shrink(root);
  for (let container = pending.pop(); container !== undefined; container = pending.pop()) {
    if (Array.isArray(container)) {
      for (let i = 0; i < container.length; i++) container[i] = shrink(container[i]);
    } else if (Object.getPrototypeOf(container) === Object.prototype) {
      const record = container as Record<string, unknown>; // a plain object, just checked
      for (const key of Object.keys(record)) setKey(record, key, shrink(record[key]));
    }
  }
  return result;
}

function isSafe(value: bigint): boolean {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
}
