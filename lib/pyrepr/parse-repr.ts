// Reads Python reprs as Celery sends them (docs/protocol/events.md C3): cut at about 1024 characters, nested to three
// levels, backslashes not escaped. Not reliably Python, so this is for drawing, never for sending a task again.
// Never throws, never loops: one pass, bounded in depth, nodes and length.
import type { ParsedRepr } from "./node.ts";
import { ReprReader } from "./repr-reader.ts";

/** Longer text is read only so far. Events carry at most 8,192 characters. */
const PARSE_MAX = 65_536;

export function parseRepr(text: string): ParsedRepr {
  return new ReprReader(text.slice(0, PARSE_MAX), text.length > PARSE_MAX).readAll();
}

/** False if anything may be missing. A value that itself holds `...` counts as incomplete: the two look the same. */
export function isCompleteRepr(text: string): boolean {
  return !text.includes("...") && !text.endsWith("…") && !parseRepr(text).truncated;
}
