// A stranger's text inside an address, so that every link leads back to what it was made of. Percent-encoding is not enough:
// half a surrogate pair has none, browsers and proxies take `.` and `..` for steps even when encoded, and proxies undo or
// refuse `%2F`, `%5C`, `%25` and control characters. Text that holds such is written with a `~` in front and `~` and four
// hexadecimal digits for each unit that cannot stand: `order/7` is `~order~002F7`, `..` is `~~002E~002E`.
// Invariant (address.test.ts): decodeName(decodeURIComponent(encodeName(text))) is text, for any text.

/** Cannot stand in a path. */
const NOT_IN_PATH = /[\p{Cc}\p{Cs}/\\%]/u;
/** Cannot stand in a query. */
const NOT_IN_QUERY = /\p{Cs}/u;
const ESCAPED = /^~(?:[^~]|~[0-9A-F]{4})*$/u;

/** For a segment of a path. */
export function encodeName(name: string): string {
  if (name === "." || name === "..") return `~${name.replaceAll(".", "~002E")}`;
  return encodeURIComponent(escapeUnits(name, NOT_IN_PATH));
}

/** For a value in a query. */
export function encodeValue(text: string): string {
  return encodeURIComponent(escapeValue(text));
}

/** For a value that somebody else will percent-encode for a query. */
export function escapeValue(text: string): string {
  return escapeUnits(text, NOT_IN_QUERY);
}

/** What one of the above wrote, after percent-decoding; any other text is its own. */
export function decodeName(text: string): string {
  if (!text.startsWith("~") || !text.includes("~", 1) || !ESCAPED.test(text)) return text;
  return text
    .slice(1)
    .replace(/~([0-9A-F]{4})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/** A segment of a path as it stands in the address. */
export function decodeSegment(segment: string): string {
  try {
    return decodeName(decodeURIComponent(segment));
  } catch {
    return segment;
  }
}

function escapeUnits(text: string, wrong: RegExp): string {
  if (!text.startsWith("~") && !wrong.test(text)) return text;
  const each = new RegExp(`~|${wrong.source}`, "gu");
  return `~${text.replace(each, (unit) => `~${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`)}`;
}
