// The worker's configuration as a searchable list. Secrets were masked by the worker and again by the server.
import type { Json } from "#lib/json.ts";

export interface ConfRow {
  readonly name: string;
  readonly text: string;
  readonly kind: "text" | "number" | "boolean" | "none" | "masked" | "structure";
}

/** Structures up to this length stay on one line. */
const MAX_LINE = 90;

/** In order of name; every word must occur in the name or the value. */
export function confRows(conf: Readonly<Record<string, Json>>, search: string): ConfRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return Object.entries(conf)
    .map(([name, value]) => confRow(name, value))
    .filter(({ name, text }) => {
      const hay = `${name}\n${text}`.toLowerCase();
      return words.every((word) => hay.includes(word));
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function confRow(name: string, value: Json): ConfRow {
  if (value === null) return { name, text: "None", kind: "none" };
  if (typeof value === "boolean") return { name, text: value ? "True" : "False", kind: "boolean" };
  if (typeof value === "number") return { name, text: String(value), kind: "number" };
  if (typeof value === "string") {
    return { name, text: value, kind: /^[*•]{4,}$/.test(value) ? "masked" : "text" };
  }
  const short = JSON.stringify(value);
  return { name, text: short.length <= MAX_LINE ? short : JSON.stringify(value, null, 2), kind: "structure" };
}
