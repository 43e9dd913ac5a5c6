// Small readers for a stranger's values: they answer what is there or null, never throw.

export type Fields = Readonly<Record<string, unknown>>;

export function asFields(value: unknown): Fields | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  // Any non-array object can be read by key; every read value is unknown again.
  return value as Fields;
}

export function asText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

export function asNumber(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** A count or a duration: never negative, and exact. */
export function asFigure(value: unknown): number | null {
  const number = asNumber(value);
  return number !== null && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : null;
}

export function asBoolean(value: unknown): boolean | null {
  return typeof value === "boolean" ? value : null;
}

/** The figures of an object; others are left out. Bounded. */
export function asNumbers(value: unknown, max: number): Readonly<Record<string, number>> {
  const entries = Object.entries(asFields(value) ?? {}).slice(0, max);
  return Object.fromEntries(
    entries.flatMap(([key, inner]) => {
      const number = asFigure(inner);
      return number === null ? [] : [[key, number]];
    }),
  );
}

/** Parses each item, leaving out what is no item. Bounded. */
export function asList<T>(
  value: unknown,
  max: number,
  parse: (item: unknown) => T | null,
): readonly T[] | null {
  if (!Array.isArray(value)) return null;
  const items: T[] = [];
  for (const item of value) {
    if (items.length >= max) break;
    const parsed = parse(item);
    if (parsed !== null) items.push(parsed);
  }
  return items;
}
