// Opens the database of a result backend. It is loaded with the first one (create-results.ts), and a driver when it is needed.
import { access } from "node:fs/promises";
import { Kysely, PostgresDialect, SqliteDialect } from "kysely";
import { loadSqlite } from "../files/load-sqlite.ts";
import type { SqlTarget } from "./sql-url.ts";

/** Tables are Celery's: their columns differ by version and settings, so rows are read by name. */
export type AnyTables = Record<string, Record<string, unknown>>;

const TIMEOUT_MS = 5_000;

export async function openSql(target: SqlTarget): Promise<Kysely<AnyTables>> {
  if (target.kind === "sqlite") {
    // A driver would make an empty file; nobody wants that of a reader.
    await access(target.path);
    const LibSql = await loadSqlite();
    return new Kysely({
      dialect: new SqliteDialect({ database: new LibSql(target.path, { timeout: TIMEOUT_MS }) }),
    });
  }
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: target.url,
    max: 2,
    connectionTimeoutMillis: TIMEOUT_MS,
    statement_timeout: TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
  });
  // An idle connection that breaks must not end the process; the next question opens another.
  pool.on("error", () => undefined);
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}
