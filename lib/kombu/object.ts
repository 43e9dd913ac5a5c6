// Building and reading objects from strangers' keys without touching prototypes.
import { WireFloat } from "./wire-float.ts";

/** Sets an own property whatever the key is called; `__proto__` must not change the prototype. */
export function setKey(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== "__proto__") target[key] = value;
  else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** The value only if the table itself has the key: `constructor` finds nothing. */
export function ownValue<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A plain container with string keys: not null, an array, bytes, a date or a float. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof WireFloat) &&
    !(value instanceof Date)
  );
}
