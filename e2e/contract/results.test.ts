// Results as the newest Celery stores them, on the backends that Umbel reads: compressed, with children and stamps.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deflateSync } from "node:zlib";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openResultStore } from "#server/results/create-results.ts";
import { NO_RESULT_OPTIONS, type ResultStore } from "#server/results/port.ts";
import { startCelery } from "../fixtures/celery.ts";
import { startPostgres } from "../fixtures/postgres.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { type RedisServer, startRedis } from "../fixtures/redis.ts";

const WAIT = { timeout: 20_000, interval: 50 };
const VALUE = { text: "x".repeat(2_000), list: [1, null, true] };

let broker: RedisServer;
beforeAll(async () => {
  broker = await startRedis();
});
afterAll(() => broker?.stop());

async function ended(store: ResultStore, id: string) {
  return vi.waitFor(async () => {
    const result = await store.read(id);
    expect(result?.status).toMatch(/SUCCESS|FAILURE/);
    return result;
  }, WAIT);
}

describe("results that Celery compressed", () => {
  const stored = async (compression: string) => {
    const conf = { result_compression: compression, result_extended: true };
    const celery = await startCelery(PIP_PYTHON, broker.url, { conf });
    const store = await openResultStore(broker.url, NO_RESULT_OPTIONS);
    try {
      await celery.ask({ do: "store", id: `by-${compression}`, result: VALUE });
      return await store.read(`by-${compression}`);
    } finally {
      await store.close();
      await celery.stop();
    }
  };

  test.each(["gzip", "zlib", "brotli"])("A21: are read (%s)", async (compression) => {
    expect(await stored(compression)).toMatchObject({ status: "SUCCESS", result: VALUE, opaque: null });
  });

  test.each(["bzip2", "lzma"])("A21: say so where nothing here can undo it (%s)", async (compression) => {
    await expect(stored(compression)).rejects.toThrow(/is compressed .*cannot undo/);
  });

  test("A21: that would inflate without end are not read, nor what names no compression", async () => {
    const redis = new Redis(broker.url);
    const store = await openResultStore(broker.url, NO_RESULT_OPTIONS);
    const mark = (name: string) => Buffer.from(`\0celery-compressed\0${name}`);
    const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024, 32));
    await redis.set("celery-task-meta-bomb", Buffer.concat([mark("application/x-gzip\0"), bomb]));
    await redis.set("celery-task-meta-odd", mark("x".repeat(1_000)));
    await redis.set("celery-task-meta-none", mark("application/none\0abc"));
    await expect(store.read("bomb")).rejects.toThrow("inflates to more than");
    await expect(store.read("odd")).rejects.toThrow("names no compression");
    await expect(store.read("none")).rejects.toThrow("unknown compression");
    redis.disconnect();
    await store.close();
  });

  test("A17: that inflate beyond what is read tell their size and how they begin", async () => {
    const redis = new Redis(broker.url);
    const store = await openResultStore(broker.url, NO_RESULT_OPTIONS);
    const text = JSON.stringify({ status: "SUCCESS", result: Array.from({ length: 1_000_000 }, () => 1) });
    const stored = [Buffer.from("\0celery-compressed\0application/x-gzip\0"), deflateSync(text)];
    await redis.set("celery-task-meta-wide", Buffer.concat(stored));
    expect(await store.read("wide")).toMatchObject({
      status: "SUCCESS",
      result: null,
      opaque: `it is ${text.length.toLocaleString("en")} bytes, more than the 131,072 that are read`,
      beginning: expect.stringMatching(/^\[1,1,1/),
    });
    redis.disconnect();
    await store.close();
  });

  test("A21: of a worker are read, and the keys of a chord are no results of tasks", async () => {
    const celery = await startCelery(PIP_PYTHON, broker.url, { conf: { result_compression: "gzip" } });
    const store = await openResultStore(broker.url, NO_RESULT_OPTIONS);
    const redis = new Redis(broker.url);
    await celery.worker("w1@results", ["-c", "2"]);
    const [sum = "", group = ""] = await celery.ask<string[]>({ do: "chord" });
    expect(await ended(store, sum)).toMatchObject({ status: "SUCCESS", result: 6 });
    const raw = await redis.getBuffer(`celery-task-meta-${sum}`);
    expect(raw?.subarray(0, 19).toString("latin1")).toBe("\0celery-compressed\0");
    for (const end of ["", ".j", ".t", ".s", ".d", ".c"]) expect(await store.read(group + end)).toBeNull();
    redis.disconnect();
    await store.close();
    await celery.stop();
  }, 60_000);
});

const DATABASES = {
  SQLite: async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "umbel-results-"));
    const url = `db+sqlite:///${path.join(dir, "results.sqlite")}`;
    return { url, workers: url, stop: async () => rmSync(dir, { recursive: true }) };
  },
  PostgreSQL: async () => {
    const server = await startPostgres();
    const url = `db+${server.url}`;
    return { url, workers: url.replace("postgresql:", "postgresql+psycopg2:"), stop: () => server.stop() };
  },
};

for (const [name, start] of Object.entries(DATABASES)) {
  test(`A21: children and stamps that a worker wrote to ${name} are read`, async () => {
    const database = await start();
    const conf = { result_extended: true };
    const celery = await startCelery(PIP_PYTHON, broker.url, { resultBackend: database.workers, conf });
    await celery.worker("w1@results", ["-c", "1"]);
    const store = await openResultStore(database.url, NO_RESULT_OPTIONS);
    const options = { stamped_headers: ["customer"], customer: "acme" };
    const id = await celery.send("shop.parent", [], { options });
    const result = await ended(store, id);
    expect(result).toMatchObject({
      status: "SUCCESS",
      children: [result?.result],
      stamps: { customer: "acme" },
    });
    expect(await ended(store, String(result?.result))).toMatchObject({ result: 3, children: null });
    await store.close();
    await celery.stop();
    await database.stop();
  }, 60_000);
}

test("A21: children and stamps on Redis are read as well", async () => {
  const celery = await startCelery(PIP_PYTHON, broker.url, { conf: { result_extended: true } });
  await celery.worker("w1@results", ["-c", "1"]);
  const store = await openResultStore(broker.url, NO_RESULT_OPTIONS);
  const options = { stamped_headers: ["customer"], customer: "acme" };
  const result = await ended(store, await celery.send("shop.parent", [], { options }));
  expect(result).toMatchObject({ children: [result?.result], stamps: { customer: "acme" } });
  await store.close();
  await celery.stop();
}, 60_000);
