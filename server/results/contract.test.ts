import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { type Kysely, sql } from "kysely";
import { describe, expect, it, onTestFinished } from "vitest";
import { startPostgres } from "../../e2e/fixtures/postgres.ts";
import { startRedis } from "../../e2e/fixtures/redis.ts";
import { resultsContract } from "./contract.ts";
import { createResults, openResultStore } from "./create-results.ts";
import { type AnyTables, openSql } from "./open-sql.ts";
import { NO_RESULT_OPTIONS } from "./port.ts";
import { createRedisResults } from "./redis.ts";
import { createSqlResults, type SqlResults } from "./sql.ts";
import { parseSqlUrl } from "./sql-url.ts";

const DONE = "2026-11-22 08:16:44.189498";
const VALUE = { a: [1, null] };
const FAILURE = { exc_type: "ValueError", exc_message: ["broken", 42], exc_module: "builtins" };
/** What Python's pickle made of the two. */
const PICKLES = {
  SUCCESS: Buffer.from("gASVDwAAAAAAAAB9lIwBYZRdlChLAU5lcy4=", "base64"),
  FAILURE: Buffer.from(
    "gASVUAAAAAAAAAB9lCiMCGV4Y190eXBllIwKVmFsdWVFcnJvcpSMC2V4Y19tZXNzYWdllIwGYnJva2VulEsqhpSMCmV4Y19tb2R1bGWUjAhidWlsdGluc5R1Lg==",
    "base64",
  ),
};
/** PROTO 4, BINUNICODE, STOP. */
function pickledText(text: string): Buffer {
  const body = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from([0x80, 4, 0x58]), length, body, Buffer.from(".")]);
}
const tracebackOf = (status: string) => (status === "FAILURE" ? "Traceback ..." : null);

interface Database {
  readonly url: string;
  readonly blob: string;
  readonly time: string;
  stop(): Promise<void>;
}
const sqlite = async (): Promise<Database> => {
  const dir = mkdtempSync(path.join(tmpdir(), "umbel-results-"));
  const url = `db+sqlite:///${path.join(dir, "results.sqlite")}`;
  const { default: LibSql } = await import("libsql");
  new LibSql(path.join(dir, "results.sqlite")).exec("create table other (id integer)");
  return { url, blob: "blob", time: "datetime", stop: async () => rmSync(dir, { recursive: true }) };
};
const postgres = async (): Promise<Database> => {
  const server = await startPostgres();
  return { url: `db+${server.url}`, blob: "bytea", time: "timestamp", stop: server.stop };
};

async function open(url: string): Promise<Kysely<AnyTables>> {
  const target = parseSqlUrl(url);
  if (!target.ok) throw new Error(target.detail);
  return openSql(target.value);
}

/** Both tables as the real migrations make them; ids are left out, nothing reads them. */
async function harnessOf(database: Database, table: "celery_taskmeta" | "django_celery_results_taskresult") {
  const store: SqlResults = createSqlResults(database.url);
  const db = await open(database.url);
  const extra =
    table === "celery_taskmeta"
      ? `result ${database.blob}, name varchar(155), args ${database.blob}, kwargs ${database.blob}, worker varchar(155), retries integer, queue varchar(155)`
      : "result text, content_type varchar(128), content_encoding varchar(64), meta text, task_args text, task_kwargs text, task_name varchar(255), worker varchar(100)";
  await sql
    .raw(
      `create table ${table} (task_id varchar(155) unique, status varchar(50), date_done ${database.time}, traceback text, ${extra})`,
    )
    .execute(db);
  return {
    store,
    db,
    write: async (taskId: string, status: "SUCCESS" | "FAILURE") => {
      const common = { task_id: taskId, status, date_done: DONE, traceback: tracebackOf(status) };
      const value = status === "SUCCESS" ? VALUE : FAILURE;
      const row =
        table === "celery_taskmeta"
          ? {
              result: PICKLES[status],
              args: Buffer.from("[1.0, 12345678901234567890]"),
              kwargs: Buffer.from("{}"),
            }
          : {
              result: JSON.stringify(value),
              content_type: "application/json",
              content_encoding: "utf-8",
              meta: '{"children": []}',
              task_args: JSON.stringify("(2, 3)"),
              task_kwargs: JSON.stringify("{'k': 'v'}"),
              task_name: "fix.add",
            };
      await db
        .insertInto(table)
        .values({ ...common, ...row })
        .execute();
    },
    writeText: async (taskId: string, text: string) => {
      const json = { content_type: "application/json", content_encoding: "utf-8" };
      const row =
        table === "celery_taskmeta"
          ? { result: pickledText(text) }
          : { result: JSON.stringify(text), ...json };
      await db
        .insertInto(table)
        .values({ task_id: taskId, status: "SUCCESS", date_done: DONE, ...row })
        .execute();
    },
    status: async (taskId: string) => {
      const row = await db
        .selectFrom(table)
        .select("status")
        .where("task_id", "=", taskId)
        .executeTakeFirst();
      return row === undefined ? null : String(row.status);
    },
    stop: async () => {
      await db.destroy();
      await database.stop();
    },
  };
}

for (const [name, database] of Object.entries({ SQLite: sqlite, PostgreSQL: postgres })) {
  resultsContract(`SQLAlchemy on ${name}`, async () => harnessOf(await database(), "celery_taskmeta"));
  resultsContract(`Django on ${name}`, async () =>
    harnessOf(await database(), "django_celery_results_taskresult"),
  );
}

resultsContract("Redis", async () => {
  const server = await startRedis();
  const redis = new Redis(server.url);
  const key = (id: string) => `acme_celery-task-meta-${id}`;
  return {
    store: createRedisResults(server.url, { ...NO_RESULT_OPTIONS, globalKeyprefix: "acme" }),
    write: async (taskId, status) => {
      const result = status === "SUCCESS" ? VALUE : FAILURE;
      const meta = { status, result, traceback: tracebackOf(status), children: [], task_id: taskId };
      await redis.set(key(taskId), JSON.stringify({ ...meta, date_done: "2026-11-22T08:16:44.189498" }));
    },
    writeText: async (taskId, text) => {
      // As Python's json spaces it.
      const meta = `{"status": "SUCCESS", "result": ${JSON.stringify(text)}, "traceback": null, "children": []}`;
      await redis.set(key(taskId), meta);
    },
    status: async (taskId) => JSON.parse((await redis.get(key(taskId))) ?? "null")?.status ?? null,
    stop: async () => {
      redis.disconnect();
      await server.stop();
    },
  };
});

describe("databases", () => {
  it("gives arguments back exactly, and Django's as the repr that they are", async () => {
    for (const [table, expected] of [
      ["celery_taskmeta", { kwargs: {}, argsRepr: null }],
      [
        "django_celery_results_taskresult",
        { args: null, argsRepr: "(2, 3)", kwargsRepr: "{'k': 'v'}", name: "fix.add" },
      ],
    ] as const) {
      const harness = await harnessOf(await sqlite(), table);
      await harness.write("t", "SUCCESS");
      const result = await harness.store.read("t");
      expect(result).toMatchObject(expected);
      if (table === "celery_taskmeta")
        expect(result?.args?.map(String)).toEqual(["[object Object]", "12345678901234567890"]);
      await harness.store.close();
      await harness.stop();
    }
  });

  it("reads the rows that a real backend wrote", async () => {
    const file = path.join(import.meta.dirname, "../../e2e/wire/result-db/sqlalchemy-main.json");
    const { rows } = JSON.parse(readFileSync(file, "utf8"));
    const harness = await harnessOf(await sqlite(), "celery_taskmeta");
    for (const { id: _, ...row } of rows.celery_taskmeta) {
      const bytes = (cell: { bytes_base64: string }) => Buffer.from(cell.bytes_base64, "base64");
      const blobs = { result: bytes(row.result), args: bytes(row.args), kwargs: bytes(row.kwargs) };
      await harness.db
        .insertInto("celery_taskmeta")
        .values({ ...row, ...blobs })
        .execute();
    }
    const read = (index: number) => harness.store.read(rows.celery_taskmeta[index].task_id);
    expect(await read(0)).toMatchObject({
      status: "SUCCESS",
      result: 5,
      args: [2, 3],
      kwargs: {},
      queue: "celery",
    });
    expect(await read(1)).toMatchObject({ result: { args: ["x"], kwargs: { a: [1, null, true, 1.5] } } });
    expect(await read(2)).toMatchObject({
      status: "FAILURE",
      result: { exc_type: "CustomError", exc_message: ["broken", 42], exc_module: "tasks" },
      doneAt: Date.UTC(2026, 10, 22, 8, 15, 40, 808),
    });
    await harness.store.close();
    await harness.stop();
  });

  it.each([
    ["SQLite", sqlite],
    ["PostgreSQL", postgres],
  ])(
    "A21, A7: reads pickles and JSON from one table, shows nothing of a large pickle that no mask could read, and looks at it anew when it has changed (%s)",
    async (_, start) => {
      const { store, db, stop } = await harnessOf(await start(), "celery_taskmeta");
      const row = { status: "SUCCESS", date_done: DONE, traceback: null };
      const insert = (task_id: string, result: Buffer) =>
        db
          .insertInto("celery_taskmeta")
          .values({ ...row, task_id, result })
          .execute();
      await insert("by-5.6", PICKLES.SUCCESS);
      await insert("by-5.7", Buffer.from(JSON.stringify(VALUE)));
      await insert("number", Buffer.from("5"));
      for (const id of ["by-5.6", "by-5.7"])
        expect(await store.read(id)).toMatchObject({ result: VALUE, opaque: null });
      expect(await store.read("number")).toMatchObject({ result: 5 });
      // {"password": "hunter2", "a": "xxx…"}
      const words = ["password", "hunter2", "a", "x".repeat(200_000)].map((text) =>
        pickledText(text).subarray(2, -1),
      );
      await insert("large", Buffer.concat([Buffer.from([0x80, 4, 0x7d, 0x28]), ...words, Buffer.from("u.")]));
      expect(await store.read("large")).toMatchObject({
        opaque: expect.stringMatching(/^it is 200,/),
        beginning: null,
      });
      await sql.raw("alter table celery_taskmeta rename column queue to former").execute(db);
      await expect(store.read("number")).rejects.toMatchObject({ code: "broker_unavailable" });
      expect(await store.read("number")).toMatchObject({ result: 5, queue: null });
      await store.close();
      await stop();
    },
  );

  it("says what is wrong with a database that is not there, and tries again", async () => {
    const store = createSqlResults("db+postgresql://user:secret@127.0.0.1:1/x");
    onTestFinished(() => store.close());
    for (let i = 0; i < 2; i += 1) {
      const error: unknown = await store.read("t").catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "broker_unavailable" });
      expect(String(error)).not.toContain("secret");
    }
    const missing = createSqlResults("db+sqlite:////nowhere/at/all.sqlite");
    await expect(missing.read("t")).rejects.toMatchObject({ code: "broker_unavailable" });
  });
});

describe("which store is read", () => {
  const confs = (conf: Record<string, string>) => async () => [conf];
  const deps = {
    url: null,
    options: NO_RESULT_OPTIONS,
    brokerTransport: null,
    brokerUrl: "redis://:pw@localhost:6379/1",
  };

  it.each([
    ["rpc://", "nobody else can read it"],
    ["django-db", "db+postgresql://"],
    ["mongodb://h/x", "not supported"],
    ["db+mysql://h/x", "no driver"],
    ["nonsense", "not supported"],
  ])("refuses %s with what to do", async (url, words) => {
    await expect(openResultStore(url, deps.options)).rejects.toThrow(words);
  });

  it("adopts the broker's own Redis when the workers name it, and says so", async () => {
    const results = await createResults({
      ...deps,
      confs: confs({ result_backend: "redis://:********@127.0.0.1:6379/1" }),
    });
    expect(await results.current()).not.toBeNull();
    expect(await results.status()).toMatchObject({
      kind: "adopted",
      url: "redis://:********@localhost:6379/1",
    });
    await results.close();
  });

  it.each([
    ["redis://:********@localhost:6379/2", "--result-backend"],
    ["db+postgresql://u:********@h/x", "--result-backend"],
    ["", "store no results"],
  ])("adopts nothing for %s", async (backend, words) => {
    const results = await createResults({ ...deps, confs: confs({ result_backend: backend }) });
    expect(await results.current()).toBeNull();
    expect((await results.status()).text).toContain(words);
  });
});
