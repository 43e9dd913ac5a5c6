// Bytes to text and back, and cutting text. Nothing here throws.
import { bad, ok, type Result } from "../result.ts";

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });
const lossyUtf8 = new TextDecoder("utf-8");
const encoder = new TextEncoder();

const UTF8_NAMES = new Set(["", "utf-8", "utf8", "u8", "ascii", "us-ascii", "binary"]);
const LATIN1_NAMES = new Set(["latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1"]);

/** Text of a body under its `content-encoding`; `binary` and ASCII are read as UTF-8, as kombu does for JSON. */
export function decodeText(bytes: Uint8Array, encoding: string): Result<string, "encoding" | "body"> {
  const name = encoding.toLowerCase().replaceAll("_", "-");
  if (LATIN1_NAMES.has(name)) return ok(decodeLatin1(bytes));
  if (!UTF8_NAMES.has(name)) return bad("encoding", `unknown content encoding ${quote(encoding)}`);
  const text = decodeUtf8(bytes);
  return text === null ? bad("body", "not valid UTF-8") : ok(text);
}

/** null when the bytes are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}

/** For showing: broken sequences become U+FFFD. */
export function decodeUtf8Lossy(bytes: Uint8Array): string {
  return lossyUtf8.decode(bytes);
}

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * At most `max` UTF-16 units; what is cut ends in `…`. The cut text is copied, because a slice would keep the
 * whole original alive in memory.
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = max - 1;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end -= 1; // never half a surrogate pair
  return lossyUtf8.decode(encoder.encode(`${text.slice(0, end)}…`));
}

/** A stranger's word inside a detail for people: short, in quotes. */
export function quote(text: string): string {
  return JSON.stringify(cutText(text, 60));
}

/** What a caught error says, bounded. */
export function errorText(error: unknown): string {
  return cutText(error instanceof Error ? error.message : String(error), 200);
}

function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 8192) {
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  }
  return text;
}
