// Hides secrets in what strangers send before it is kept, shown or logged: passwords in URLs, values under keys that
// look secret, `password='…'` inside Python reprs. Errs on the side of hiding (celery-wire.md I.11). Every pattern is
// bounded: no text can make it slow.
import type { Json } from "./json.ts";

export const MASK = "********";

/** Key names whose value nobody may see; the list follows Celery's own for `inspect conf`, and goes further. */
const SECRET_KEY =
  /pass(?:word|wd|phrase)?$|^pass|passw|secret|token|api_?key|access_?key|private_?key|signature|credential|authorization|auth_kwargs|cookie|session_?id|encryption|^(?:key|auth|pwd|dsn|sid)$/i;

/** Query parameters of a URL that hold a secret. */
const SECRET_PARAM =
  /([?&;][^=&;\s]{0,40}(?:pass|secret|token|key|signature|credential)[^=&;\s]{0,40}=)[^&;\s'"]*/gi;

const MAX_DEPTH = 12;
const MAX_TEXT = 20_000;
const MAX_ITEMS = 5_000;

/** Passwords of every URL in the text (alternates are joined by `;`), and secret query parameters. */
export function maskUrl(text: string): string {
  return (
    text
      .replace(/([a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/?#;,'"]*)@/gi, (_, scheme: string, user: string) => {
        const colon = user.indexOf(":");
        return colon < 0 ? `${scheme}${user}@` : `${scheme}${user.slice(0, colon)}:${MASK}@`;
      })
      // A password that should have been escaped.
      .replace(
        /([a-z][a-z0-9+.-]{0,20}:\/\/[^\s@/]{0,64}:)[^\s@]{0,64}[/?#][^\s@;,'"]{0,64}@/gi,
        `$1${MASK}@`,
      )
      .replace(SECRET_PARAM, `$1${MASK}`)
  );
}

function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** Any decoded value as Json without secrets, bounded in depth, items and text; what JSON cannot say becomes text. */
export function maskUnknown(value: unknown): Json {
  return mask(toJson(value, 0), 0);
}

/** Secrets in Python text: URLs, `password='…'`, `'api_key': '…'`. Length changes; the rest stays readable. */
export function maskArgs(text: string): string {
  return maskUrl(text).replace(
    /(['"]?)(?<![\w-])([A-Za-z_][\w-]*)\1(\s{0,3}[:=]\s{0,3})(b?)('(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|[^\s,)\]}'"]+)/g,
    (whole: string, quote: string, key: string, sign: string, bytes: string, value: string) => {
      const plain = value === "None" || value === "True" || value === "False" || value === "''";
      if (plain || !isSecretKey(key)) return whole;
      const end = value.startsWith("'") || value.startsWith('"') ? value.charAt(0) : "";
      return `${quote}${key}${quote}${sign}${bytes}${end}${MASK}${end}`;
    },
  );
}

function mask(value: Json, depth: number): Json {
  if (typeof value === "string") return maskUrl(value);
  if (value === null || typeof value !== "object") return value;
  if (isArray(value)) return value.map((item) => mask(item, depth + 1));
  const masked: [string, Json][] = Object.entries(value).map(([key, inner]) => [
    key,
    isSecretKey(key) && isTelling(inner) ? MASK : mask(inner, depth + 1),
  ]);
  return Object.fromEntries(masked);
}

/** Empty and absent values hide nothing, and that they are empty is worth seeing. */
function isTelling(value: Json): boolean {
  if (value === null || value === "" || typeof value === "boolean") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

function toJson(value: unknown, depth: number): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value !== "object") return String(value).slice(0, MAX_TEXT);
  if (depth >= MAX_DEPTH) return "…";
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => toJson(item, depth + 1));
    return value.length > MAX_ITEMS ? [...items, `… ${value.length - MAX_ITEMS} more`] : items;
  }
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
  const kept = entries.slice(0, MAX_ITEMS).map(([key, inner]) => [String(key), toJson(inner, depth + 1)]);
  if (entries.length > MAX_ITEMS) kept.push(["…", `${entries.length - MAX_ITEMS} more`]);
  return Object.fromEntries(kept);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
