// Results in a database: the table of Celery's SQLAlchemy backend, or that of django-celery-results, whichever is there
// (docs/protocol/results.md F4, F5). Opened with the first question; no transaction is ever held.
import { type Kysely, sql } from "kysely";
import { UmbelError } from "#lib/api/error.ts";
import type { StoredResult } from "#lib/results/stored-result.ts";
import { RESULT_MAX_BYTES } from "#lib/results/too-large.ts";
import { type AnyTables, openSql } from "./open-sql.ts";
import type { ResultStore } from "./port.ts";
import { ALCHEMY, DJANGO, LARGE_COLUMNS, lengthOf, readAlchemy, readDjango } from "./sql-rows.ts";
import { parseSqlUrl, type SqlTarget } from "./sql-url.ts";

const READERS = { [ALCHEMY]: readAlchemy, [DJANGO]: readDjango } as const;
type Table = keyof typeof READERS;
interface KnownTable {
  readonly name: Table;
  readonly columns: readonly string[];
}

/** Throws UmbelError `bad_request` for a URL that Umbel has no driver for. */
export function createSqlResults(url: string): SqlResults {
  const target = parseSqlUrl(url);
  if (!target.ok)
    throw new UmbelError("bad_request", `The result backend URL is not usable: ${target.detail}.`);
  return new SqlResults(target.value);
}

/** What may be large is cut by the database, which returns its whole length as well. */
function boundedColumn(name: string) {
  const column = sql.ref(name);
  if (!LARGE_COLUMNS.includes(name)) return [column.as(name)];
  const cut = sql`substr(${column}, 1, ${sql.lit(RESULT_MAX_BYTES)})`.as(name);
  return [cut, sql`length(${column})`.as(lengthOf(name))];
}

export class SqlResults implements ResultStore {
  readonly #target: SqlTarget;
  #opened: Promise<Kysely<AnyTables>> | null = null;
  #tables: readonly KnownTable[] | null = null;

  constructor(target: SqlTarget) {
    this.#target = target;
  }

  async read(taskId: string): Promise<StoredResult | null> {
    return this.#ask(async (db) => {
      for (const { name: table, columns } of await this.#known(db)) {
        const row = await db
          .selectFrom(table)
          .select(columns.flatMap(boundedColumn))
          // The drivers make times of their own of it, in the zone of this machine.
          .select((row) => row.cast<string>("date_done", "text").as("done_text"))
          .where("task_id", "=", taskId)
          .executeTakeFirst();
        if (row !== undefined) return READERS[table](taskId, row);
      }
      return null;
    });
  }

  async abort(taskId: string): Promise<void> {
    await this.#ask(async (db) => {
      const table = (await this.#known(db))[0]?.name;
      if (table === undefined) throw new Error("there is no table of results");
      const changed = await db
        .updateTable(table)
        .set({ status: "ABORTED" })
        .where("task_id", "=", taskId)
        .where("status", "!=", "SUCCESS")
        .executeTakeFirst();
      if (changed.numUpdatedRows > 0n || (await this.#has(db, table, taskId))) return;
      if (table === ALCHEMY)
        await db.insertInto(table).values({ task_id: taskId, status: "ABORTED" }).execute();
      else throw new UmbelError("not_found", `The result backend knows no task ${taskId}.`);
    });
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = null;
    await (await opened?.catch(() => null))?.destroy();
  }

  async #has(db: Kysely<AnyTables>, table: Table, taskId: string): Promise<boolean> {
    const row = await db.selectFrom(table).select("task_id").where("task_id", "=", taskId).executeTakeFirst();
    return row !== undefined;
  }

  /** A worker makes its table with its first result: until one is there, it is looked for again. */
  async #known(db: Kysely<AnyTables>): Promise<readonly KnownTable[]> {
    if (this.#tables !== null) return this.#tables;
    const found = await db.introspection.getTables();
    const tables = ([ALCHEMY, DJANGO] as const).flatMap((name) => {
      const table = found.find((candidate) => candidate.name === name);
      return table === undefined ? [] : [{ name, columns: table.columns.map((column) => column.name) }];
    });
    if (tables.length > 0) this.#tables = tables;
    return tables;
  }

  async #ask<T>(run: (db: Kysely<AnyTables>) => Promise<T>): Promise<T> {
    this.#opened ??= openSql(this.#target);
    const opened = this.#opened;
    try {
      return await run(await opened);
    } catch (error) {
      if (error instanceof UmbelError) throw error;
      // A table may have changed under us, and what could not be opened is tried anew next time.
      this.#tables = null;
      await opened.catch(() => {
        if (this.#opened === opened) this.#opened = null;
      });
      const why = error instanceof Error ? error.message : String(error);
      throw new UmbelError(
        "broker_unavailable",
        `The result backend ${this.#target.masked} could not be asked: ${why.replace(/\.$/, "")}.`,
      );
    }
  }
}
