// Reads `db+…` URLs as SQLAlchemy does, as far as Umbel has a driver for them.
import { requote, unquote } from "#lib/kombu/unquote.ts";
import { maskText } from "#lib/mask.ts";
import { bad, ok, type Result } from "#lib/result.ts";

export type SqlTarget =
  | { readonly kind: "sqlite"; readonly path: string; readonly masked: string }
  | { readonly kind: "postgres"; readonly url: string; readonly masked: string };

const FORM = /^db\+([a-z0-9]+)(?:\+[a-z0-9_]+)?:\/\/(.*)$/i;

export function parseSqlUrl(text: string): Result<SqlTarget, "url"> {
  const match = FORM.exec(text.trim());
  const dialect = match?.[1]?.toLowerCase();
  const rest = match?.[2] ?? "";
  const masked = maskText(text.trim());
  if (dialect === "sqlite") {
    // Three slashes: relative; four: absolute.
    const path = unquote(rest.replace(/^\//, "").replace(/\?.*$/, ""));
    if (path === "" || path === ":memory:")
      return bad("url", "an SQLite database in memory cannot be read by others");
    return ok({ kind: "sqlite", path, masked });
  }
  if (dialect === "postgresql" || dialect === "postgres") {
    const url = `postgresql://${requote(rest)}`;
    return URL.canParse(url)
      ? ok({ kind: "postgres", url, masked })
      : bad("url", "it is not a well-formed URL");
  }
  return bad("url", `Umbel has no driver for ${dialect ?? "it"}; PostgreSQL and SQLite can be read`);
}
