// What must not leave: the mask in the place of a secret, and kombu's `{"__type__": T, "__value__": V}` of a type that a worker
// does not know, with which it cannot read the whole message (docs/protocol/README.md, JSON dialect).
import { isRecord } from "../kombu/object.ts";
import { MASK } from "../masking/mark.ts";

const DATE = /^\d{4}-\d{2}-\d{2}/;
const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  datetime: (value) => isText(value) && DATE.test(value) && !Number.isNaN(Date.parse(value)),
  date: (value) => isText(value) && DATE.test(value) && !Number.isNaN(Date.parse(value)),
  time: (value) => isText(value) && /^\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?$/.test(value),
  decimal: (value) => isText(value) && /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,6})?$/.test(value),
  uuid: (value) => isRecord(value) && isText(value.hex) && /^[0-9a-f]{32}$/i.test(value.hex),
  bytes: isText,
  base64: (value) => isText(value) && value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value),
};

/** Why these arguments must not be sent, as the end of a sentence; null when they may. */
export function whyUnsendable(values: unknown): string | null {
  const type = findUnknownType(values);
  if (type !== null) return `holds a __type__ that no worker can read: ${type}`;
  return holdsMask(values)
    ? `holds ${MASK}, which Umbel shows in the place of a secret: put the secret itself there`
    : null;
}

function holdsMask(value: unknown): boolean {
  if (typeof value === "string") return value.includes(MASK);
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([key, inner]) => key.includes(MASK) || holdsMask(inner));
}

/** Name of the first typed value that a worker could not read; null when there is none. */
function findUnknownType(value: unknown): string | null {
  if (Array.isArray(value)) return firstOf(value);
  if (!isRecord(value)) return null;
  if (
    Object.hasOwn(value, "__type__") &&
    Object.hasOwn(value, "__value__") &&
    Object.keys(value).length === 2
  ) {
    const type = value.__type__;
    const check = isText(type) && Object.hasOwn(CHECKS, type) ? CHECKS[type] : undefined;
    if (check?.(value.__value__) !== true) return String(type).slice(0, 60);
  }
  return firstOf(Object.values(value));
}

function firstOf(values: readonly unknown[]): string | null {
  for (const value of values) {
    const found = findUnknownType(value);
    if (found !== null) return found;
  }
  return null;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
